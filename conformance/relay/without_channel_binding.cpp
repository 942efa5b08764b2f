#include "conformance/relay/filter.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::relay {
namespace {

constexpr std::string_view kPlus = "-PLUS";
constexpr const char* kSaslChannelBinding = "urn:xmpp:sasl-cb:0";
constexpr const char* kRegister = "urn:cxmpp:register:1";

constexpr const char* kSasl2 = "urn:xmpp:sasl:2";
constexpr const char* kFast = "urn:xmpp:fast:0";

bool bound(const xml::Content& content) {
  const auto* mechanism = std::get_if<xml::Element>(&content);
  return mechanism && mechanism->local() == "mechanism" && mechanism->text().ends_with(kPlus);
}

// Of the mechanisms by token, HT-*-NONE alone binds to nothing (draft-schmaus-kitten-sasl-ht-09 section 2).
bool bound_token(const xml::Content& content) {
  const auto* mechanism = std::get_if<xml::Element>(&content);
  return mechanism && mechanism->local() == "mechanism" && !mechanism->text().ends_with("-NONE");
}

void strip_sasl2(xml::Element& features) {
  xml::Element* authentication = features.find_child(kSasl2, "authentication");
  if (!authentication) return;
  std::erase_if(authentication->content(), bound);
  xml::Element* inlined = authentication->find_child(kSasl2, "inline");
  if (xml::Element* fast = inlined ? inlined->find_child(kFast, "fast") : nullptr) std::erase_if(fast->content(), bound_token);
}

class WithoutChannelBinding final : public Filter {
 public:
  std::vector<xml::Element> pass(Direction direction, xml::Element element, const Now&) override {
    if (direction == Direction::ToClient && element.is(xml::ns::kStreams, "features")) {
      if (auto* mechanisms = element.find_child(xml::ns::kSasl, "mechanisms")) std::erase_if(mechanisms->content(), bound);
      strip_sasl2(element);
      if (auto* registration = element.find_child(kRegister, "register")) registration->remove_children(kRegister, "binding");
      element.remove_children(kSaslChannelBinding, "sasl-channel-binding");
    }
    return {std::move(element)};
  }
};

}  // namespace

std::unique_ptr<Filter> without_channel_binding() { return std::make_unique<WithoutChannelBinding>(); }

}  // namespace assay::conformance::relay
