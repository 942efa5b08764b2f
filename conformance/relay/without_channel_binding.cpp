#include "conformance/relay/filter.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::relay {
namespace {

constexpr std::string_view kPlus = "-PLUS";
constexpr const char* kSaslChannelBinding = "urn:xmpp:sasl-cb:0";
constexpr const char* kRegister = "urn:cxmpp:register:1";

bool bound(const xml::Content& content) {
  const auto* mechanism = std::get_if<xml::Element>(&content);
  return mechanism && mechanism->text().ends_with(kPlus);
}

class WithoutChannelBinding final : public Filter {
 public:
  std::vector<xml::Element> pass(Direction direction, xml::Element element, const Now&) override {
    if (direction == Direction::ToClient && element.is(xml::ns::kStreams, "features")) {
      if (auto* mechanisms = element.find_child(xml::ns::kSasl, "mechanisms")) std::erase_if(mechanisms->content(), bound);
      if (auto* registration = element.find_child(kRegister, "register")) registration->remove_children(kRegister, "binding");
      element.remove_children(kSaslChannelBinding, "sasl-channel-binding");
    }
    return {std::move(element)};
  }
};

}  // namespace

std::unique_ptr<Filter> without_channel_binding() { return std::make_unique<WithoutChannelBinding>(); }

}  // namespace assay::conformance::relay
