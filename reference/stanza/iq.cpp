#include "reference/stanza/iq.hpp"

#include <utility>

#include "reference/xml/namespaces.hpp"

namespace assay::stanza {
namespace {

xml::Element reply(const xml::Element& stanza, const char* type) {
  xml::Element out(stanza.name());
  out.set_attribute("type", type);
  if (const std::string* id = stanza.find_attribute("id")) out.set_attribute("id", *id);
  if (const std::string* from = stanza.find_attribute("from")) out.set_attribute("to", *from);
  if (const std::string* to = stanza.find_attribute("to")) out.set_attribute("from", *to);
  return out;
}

}  // namespace

xml::Element request(std::string_view type, std::string_view id, xml::Element payload) {
  return xml::Element(xml::ns::kClient, "iq").with("type", std::string{type}).with("id", std::string{id}).add(std::move(payload));
}

xml::Element result_of(const xml::Element& iq) { return reply(iq, "result"); }

xml::Element result_of(const xml::Element& iq, xml::Element payload) { return reply(iq, "result").add(std::move(payload)); }

xml::Element error_of(const xml::Element& stanza, const StanzaError& error) { return reply(stanza, "error").add(error.write()); }

const xml::Element* payload_of(const xml::Element& iq) {
  const std::string_view type = iq.attribute("type");
  if (iq.local() != "iq" || (type != "get" && type != "set")) return nullptr;
  const xml::Element* found = nullptr;
  for (const xml::Content& item : iq.content()) {
    const auto* child = std::get_if<xml::Element>(&item);
    if (!child) continue;
    if (found) return nullptr;
    found = child;
  }
  return found;
}

}  // namespace assay::stanza
