#include "conformance/relay/stream_text.hpp"

#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::relay {

Bytes opening_tag(const xml::StreamOpened& opened) {
  std::string tag = "<?xml version='1.0'?><stream:stream xmlns='" + xml::escaped_attribute(opened.default_namespace) + "' xmlns:stream='" +
                    xml::escaped_attribute(opened.header.ns()) + "'";
  for (const xml::Attribute& attribute : opened.header.attributes()) {
    const bool xml_attribute = attribute.name.ns == xml::ns::kXml;
    if (!attribute.name.ns.empty() && !xml_attribute) continue;
    tag += (xml_attribute ? " xml:" : " ") + attribute.name.local + "='" + xml::escaped_attribute(attribute.value) + "'";
  }
  return tag + ">";
}

Bytes as_broken(const xml::StreamBroken& broken) { return broken.condition == "restricted-xml" ? "<!DOCTYPE a>" : "</>"; }

Filtered filtered(const FilterChain& chain, Direction direction, xml::Element element, const Now& now) {
  Filtered out;
  out.on.push_back(std::move(element));
  for (const auto& filter : chain) {
    std::vector<xml::Element> next;
    for (xml::Element& one : out.on) {
      for (xml::Element& passed : filter->pass(direction, std::move(one), now)) next.push_back(std::move(passed));
      for (xml::Element& answer : filter->answers()) out.back.push_back(std::move(answer));
    }
    out.on = std::move(next);
  }
  return out;
}

}  // namespace assay::conformance::relay
