#include <cstdint>
#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

// Whatever the client counts, the server is told of all that was written.
class AckedWhenWritten final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      if (element.is("urn:xmpp:sm:3", "enabled")) written_ = 0;
      if (element.ns() == xml::ns::kClient) ++written_;
    } else if (element.is("urn:xmpp:sm:3", "a")) {
      element.set_attribute("h", std::to_string(written_));
    }
    return just(std::move(element));
  }

 private:
  std::uint32_t written_ = 0;
};

}  // namespace

Defect acked_when_written();

Defect acked_when_written() {
  return {.name = "acked-when-written",
          .lie = "Stanzas count as acknowledged when they were written, not when the client has counted them.",
          .violates = {"XEP0198-5-c"},
          .wire = [] { return std::make_unique<AckedWhenWritten>(); },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
