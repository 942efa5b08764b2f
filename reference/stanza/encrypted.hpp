#pragma once
// The encrypted part of a message (XEP-0384 version 0.9.1 section 5.5): the element of urn:xmpp:omemo:2. What stands in <key/> and
// <payload/> is octets here and base64 on the wire; reading them is reference/e2e's.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::encrypted {

inline constexpr const char* kNs = "urn:xmpp:omemo:2";
/// Keys in one message: 32 devices of 256 addresses. A stanza holds no more in any case.
inline constexpr std::size_t kKeys = 8'192;

/// <key rid kex/>: for one device.
struct Key {
  std::uint32_t device = 0;
  bool key_exchange = false;  ///< kex='true'
  Bytes octets;
  friend bool operator==(const Key&, const Key&) = default;
};

/// <keys jid/>: for the devices of one account.
struct Keys {
  std::string account;  ///< bare address
  std::vector<Key> keys;
  friend bool operator==(const Keys&, const Keys&) = default;
};

/// <encrypted><header sid>...</header><payload/></encrypted>
struct Encrypted {
  std::uint32_t device = 0;  ///< that sent it
  std::vector<Keys> keys;
  std::optional<Bytes> payload;  ///< nothing: the message is for the session's sake
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for ids out of range, for what is no base64, and for a device twice.
  [[nodiscard]] static std::optional<Encrypted> parse(const xml::Element& element);
  /// What is for that device of that account.
  [[nodiscard]] const Key* find(std::string_view account, std::uint32_t device) const;
  friend bool operator==(const Encrypted&, const Encrypted&) = default;
};

/// Inside an envelope, in a message of kind control: the message `id` could not be read, the original is wanted again (spec chapter 07,
/// section 10).
struct Retry {
  std::string id;
  std::string group{};  ///< bare address, if it was written to one
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Retry> parse(const xml::Element& element);
  friend bool operator==(const Retry&, const Retry&) = default;
};

/// Its answer, as well inside an envelope: what the envelope of the message `id` held, and its kind as <kind/> says it.
struct Repair {
  std::string id;
  std::vector<xml::Element> content;
  std::string group{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Repair> parse(const xml::Element& element);
  friend bool operator==(const Repair&, const Repair&) = default;
};

/// A companion tells its account's phone by which keys it encrypts, in a message of kind control to its own account. The key that the phone
/// linked it by signs signed_octets().
struct Introduction {
  std::uint32_t device = 0;
  Bytes identity;   ///< Ed25519, 32 octets
  Bytes signature;  ///< 64 octets
  /// "CXMPP-companion-1", then, each behind a zero octet, the account's bare address, the device and the base64 of its identity key.
  [[nodiscard]] Bytes signed_octets(std::string_view account) const;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Introduction> parse(const xml::Element& element);
  friend bool operator==(const Introduction&, const Introduction&) = default;
};

}  // namespace assay::stanza::encrypted
