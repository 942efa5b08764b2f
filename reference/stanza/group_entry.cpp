#include "reference/stanza/group_entry.hpp"

#include <utility>

#include "reference/stanza/group_roll.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::stanza::groups {

xml::Element Entry::write() const { return xml::Element(kNs, "entry").with("key", base64(key)).with("signature", base64(signature)); }

std::optional<Entry> Entry::parse(const xml::Element& element) {
  auto key = from_base64(element.attribute("key"));
  auto signature = from_base64(element.attribute("signature"));
  if (!element.is(kNs, "entry") || !key || key->size() != prekeys::kKeyOctets) return std::nullopt;
  if (!signature || signature->size() != prekeys::kSignatureOctets) return std::nullopt;
  return Entry{*std::move(key), *std::move(signature)};
}

std::optional<Entry> Entry::in(const xml::Element& element) {
  const xml::Element* child = element.find_child(kNs, "entry");
  return child != nullptr ? parse(*child) : std::nullopt;
}

Bytes signed_entry(std::string_view group, std::string_view jid, ByteView key) {
  Bytes octets = "CXMPP-group-entry-1";
  for (const std::string& part : {std::string(group), std::string(jid), base64(key)}) {
    octets += '\0';
    octets += part;
  }
  return octets;
}

}  // namespace assay::stanza::groups
