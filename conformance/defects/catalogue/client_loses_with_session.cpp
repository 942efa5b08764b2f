#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class LosesWithSession final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      is_gone_ = is_gone_ || element.is("urn:xmpp:sm:3", "failed");
    } else if (is_chat(element) && !sent_.insert(std::string(element.attribute("id"))).second && is_gone_) {
      return {};
    }
    return just(std::move(element));
  }

 private:
  std::set<std::string> sent_;
  bool is_gone_ = false;
};

}  // namespace

Defect client_loses_with_session();

Defect client_loses_with_session() {
  return {.name = "client-loses-with-session",
          .lie = "A client whose session is gone does not send again what was under way in it.",
          .violates = {"OFF-18e"},
          .client = [] { return std::make_unique<LosesWithSession>(); }};
}

}  // namespace assay::conformance::defects::catalogue
