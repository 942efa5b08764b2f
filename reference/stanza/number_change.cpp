#include "reference/stanza/number_change.hpp"

namespace assay::stanza::number_change {

xml::Element Change::write() const {
  return xml::Element(kNs, "change").with("jid", jid.text()).with("token", token).with("tell", tell ? "true" : "false");
}

std::optional<Change> Change::parse(const xml::Element& element) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(element.attribute("jid"));
  const std::string_view tell = element.attribute("tell");
  if (!element.is(kNs, "change") || !jid || !jid->is_bare() || jid->local().empty() || element.attribute("token").empty()) return std::nullopt;
  if (tell != "true" && tell != "false") return std::nullopt;
  return Change{*jid, std::string{element.attribute("token")}, tell == "true"};
}

}  // namespace assay::stanza::number_change
