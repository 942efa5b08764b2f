#include "reference/stanza/identity.hpp"

namespace assay::stanza::identity {

xml::Element Changed::write() const { return xml::Element(kNs, "changed"); }

std::optional<Changed> Changed::parse(const xml::Element& element) {
  if (!element.is(kNs, "changed")) return std::nullopt;
  return Changed{};
}

xml::Element Moved::write() const { return xml::Element(kNs, "moved").with("jid", jid.text()); }

std::optional<Moved> Moved::parse(const xml::Element& element) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(element.attribute("jid"));
  if (!element.is(kNs, "moved") || !jid || !jid->is_bare() || jid->local().empty()) return std::nullopt;
  return Moved{*jid};
}

}  // namespace assay::stanza::identity
