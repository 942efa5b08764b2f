#pragma once
// How whoever comes by a link signs himself in (spec chapters 06 and 07, section 13): his identity key, under the key of the link, which
// those have who have the link, and the roll names. What the server carries and does not understand.

#include <optional>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::groups {

/// <entry key signature/>
struct Entry {
  Bytes key;        ///< 32 octets: the Ed25519 identity key of his phone
  Bytes signature;  ///< 64 octets, by the link's key over signed_entry()
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Entry> parse(const xml::Element& element);
  /// The entry inside a request, a change or a member.
  [[nodiscard]] static std::optional<Entry> in(const xml::Element& element);
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// What the signature is over: "CXMPP-group-entry-1", then, each behind a zero octet, the group's bare address, that of him who comes, and
/// his key in base64.
[[nodiscard]] Bytes signed_entry(std::string_view group, std::string_view jid, ByteView key);

}  // namespace assay::stanza::groups
