#pragma once
// The log of keys (spec chapter 07, section 14): the elements of urn:cxmpp:key-log:1, and the octets that its hashes and signatures are
// over. Hashing, signing and judging are for whoever keeps the log or holds a head.

#include <cstdint>
#include <optional>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::key_log {

inline constexpr const char* kNs = "urn:cxmpp:key-log:1";
/// Octets of an entry's nonce.
inline constexpr std::size_t kNonceOctets = 30;
/// Hashes of one proof: a tree of 2^64 leaves has no longer ones.
inline constexpr std::size_t kProofHashes = 65;

/// <head size time key signature>root</head>
struct Head {
  std::uint64_t size = 0;
  WallTime time;    ///< milliseconds
  Bytes key;        ///< Ed25519, 32 octets: the log's
  Bytes signature;  ///< 64 octets, over signed_octets()
  Bytes root;       ///< 32 octets
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for octets of a wrong size.
  [[nodiscard]] static std::optional<Head> parse(const xml::Element& element);
  friend bool operator==(const Head&, const Head&) = default;
};
/// What the log of that domain signs of a head: "CXMPP-key-log-head-1", then, each behind a zero octet, domain, size, base64 of the root and
/// the time in the form of date_time().
[[nodiscard]] Bytes signed_octets(std::string_view domain, const Head& head);

/// <proof index nonce><head/><inclusion/><consistency/><devices/></proof>
struct Proof {
  std::uint64_t index = 0;  ///< of the list's leaf
  Bytes nonce;              ///< kNonceOctets
  Head head;
  Bytes inclusion;                   ///< hashes, one behind the other
  std::optional<Bytes> consistency;  ///< the same; absent where the asker named no head
  device_list::Devices list;
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for octets of a wrong size.
  [[nodiscard]] static std::optional<Proof> parse(const xml::Element& element);
  friend bool operator==(const Proof&, const Proof&) = default;
};

/// What the digest in an entry is of: what the list's signature is over, and the signature.
[[nodiscard]] Bytes digested_octets(std::string_view account, const device_list::Devices& list);
/// An entry: "CXMPP-key-log-entry-1", then, each behind a zero octet, the account's bare address, the version, and base64 of digest and
/// nonce.
[[nodiscard]] Bytes entry_octets(std::string_view account, std::uint64_t version, ByteView digest, ByteView nonce);

/// <ask since/>, answered by a Proof: 0 is no head.
struct Ask {
  std::uint64_t since = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Ask> parse(const xml::Element& element);
  friend bool operator==(const Ask&, const Ask&) = default;
};

}  // namespace assay::stanza::key_log
