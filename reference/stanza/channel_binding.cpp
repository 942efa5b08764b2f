#include "reference/stanza/channel_binding.hpp"

namespace assay::stanza {

xml::Element ChannelBindingTypes::write() const {
  xml::Element element(kChannelBindingNs, "sasl-channel-binding");
  for (const std::string& name : names) element.append(kChannelBindingNs, "channel-binding").set_attribute("type", name);
  return element;
}

std::optional<ChannelBindingTypes> ChannelBindingTypes::parse(const xml::Element& element) {
  if (!element.is(kChannelBindingNs, "sasl-channel-binding")) return std::nullopt;
  ChannelBindingTypes types;
  for (const xml::Content& content : element.content()) {
    const auto* child = std::get_if<xml::Element>(&content);
    if (child && child->is(kChannelBindingNs, "channel-binding") && child->has_attribute("type")) {
      types.names.emplace_back(child->attribute("type"));
    }
  }
  return types;
}

}  // namespace assay::stanza
