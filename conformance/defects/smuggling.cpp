#include "conformance/defects/smuggling.hpp"

#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects {

void smuggle(relay::Direction direction, xml::Element& element, const xml::Name& child) {
  if (!element.is(xml::ns::kClient, "message")) return;
  const xml::Name hidden{"urn:assay:smuggled:" + child.ns, child.local};
  const bool there = direction == relay::Direction::ToServer;
  for (xml::Content& content : element.content()) {
    auto* one = std::get_if<xml::Element>(&content);
    if (one == nullptr || one->name() != (there ? child : hidden)) continue;
    xml::Element renamed(there ? hidden : child);
    for (const xml::Attribute& attribute : one->attributes()) renamed.set_attribute(attribute.name, attribute.value);
    renamed.content() = one->content();
    *one = std::move(renamed);
  }
}

}  // namespace assay::conformance::defects
