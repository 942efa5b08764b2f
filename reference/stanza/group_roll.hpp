#pragma once
// A group's roll (spec chapters 06 and 07, section 13): whom an admin stands for, signed by his device. What the server carries and does
// not understand, but for the version that it names.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::groups {

inline constexpr const char* kNs = "urn:cxmpp:groups:1";

enum class Role { Member, Admin, Owner };
/// "member", "admin", "owner"
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role(std::string_view name);

/// Members in one roll that is read at all: as many as would fit into a stanza.
inline constexpr std::size_t kRollMembers = 8'192;

/// <roll prev signer device signature><member jid role/>... [<link key/>]</roll>
struct Roll {
  struct Entry {
    std::string jid;  ///< bare
    Role role = Role::Member;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::uint64_t previous = 0;  ///< the version before the change that it comes with
  std::string signer;          ///< bare JID: the change's actor
  std::uint32_t device = 0;    ///< the signer's, inside the encryption
  Bytes signature;             ///< 64 octets, by that device's identity key over signed_octets()
  std::vector<Entry> members;
  Bytes link{};  ///< 32 octets, by whose private half whoever comes by the link in force signs himself in; "": there is none

  /// The entry of an account; nullptr without one.
  [[nodiscard]] const Entry* find(std::string_view jid) const;
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for an empty roll, a member twice, and more than kRollMembers.
  [[nodiscard]] static std::optional<Roll> parse(const xml::Element& element);
  /// The roll inside a message or a request.
  [[nodiscard]] static std::optional<Roll> in(const xml::Element& element);
  friend bool operator==(const Roll&, const Roll&) = default;
};

/// What the signature is over: "CXMPP-group-roll-1", then, each behind a zero octet, the group's bare address, the version, the signer's
/// bare address, the device, of each member his bare address and role, and where there is one "link" and the key of the link in base64.
[[nodiscard]] Bytes signed_octets(std::string_view group, const Roll& roll);

/// <roll/> as a question.
[[nodiscard]] xml::Element ask_roll();

}  // namespace assay::stanza::groups
