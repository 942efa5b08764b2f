#include "reference/stanza/bind.hpp"

#include "reference/xml/namespaces.hpp"

namespace assay::stanza {

namespace ns = xml::ns;

xml::Element Bind::write() const {
  xml::Element element(ns::kBind, "bind");
  if (!resource.empty()) element.append(ns::kBind, "resource").add_text(resource);
  if (!jid.empty()) element.append(ns::kBind, "jid").add_text(jid);
  return element;
}

std::optional<Bind> Bind::parse(const xml::Element& element) {
  if (!element.is(ns::kBind, "bind")) return std::nullopt;
  Bind bind;
  if (const xml::Element* resource = element.find_child(ns::kBind, "resource")) bind.resource = resource->text();
  if (const xml::Element* jid = element.find_child(ns::kBind, "jid")) bind.jid = jid->text();
  return bind;
}

}  // namespace assay::stanza
