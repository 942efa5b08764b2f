#pragma once
// The prekey service (spec chapter 07): the elements of urn:cxmpp:prekeys:1. Keys are octets here and base64 on the wire; whether they are
// good is for whoever has a signature to check.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::prekeys {

inline constexpr const char* kNs = "urn:cxmpp:prekeys:1";
/// Ids of devices and prekeys are 1 to this.
inline constexpr std::uint32_t kLargestId = 0x7FFF'FFFF;
/// Octets of an identity key and of a prekey, and of a signature.
inline constexpr std::size_t kKeyOctets = 32;
inline constexpr std::size_t kSignatureOctets = 64;

struct PreKey {
  std::uint32_t id = 0;
  Bytes key;
  friend bool operator==(const PreKey&, const PreKey&) = default;
};

struct SignedPreKey {
  PreKey key;
  Bytes signature;
  friend bool operator==(const SignedPreKey&, const SignedPreKey&) = default;
};

/// <upload device replace><identity/><signed id signature/><last-resort id/><prekey id/>...</upload>
struct Upload {
  std::uint32_t device = 0;
  bool replace = false;  ///< instead of adding to what is there
  Bytes identity;
  SignedPreKey signed_prekey;
  PreKey last_resort;
  std::vector<PreKey> prekeys;
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for keys, signatures and ids of a wrong size, and for an id twice.
  [[nodiscard]] static std::optional<Upload> parse(const xml::Element& element);
  friend bool operator==(const Upload&, const Upload&) = default;
};

/// <stock/> as a question of one's own device.
[[nodiscard]] xml::Element ask_stock();

/// <stock device prekeys/>: what the server has of the device.
struct Stock {
  std::uint32_t device = 0;
  std::size_t prekeys = 0;  ///< one-time ones that nobody got
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Stock> parse(const xml::Element& element);
  friend bool operator==(const Stock&, const Stock&) = default;
};

/// <low device prekeys/> in a message of the server.
struct Low {
  std::uint32_t device = 0;
  std::size_t prekeys = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Low> parse(const xml::Element& element);
  friend bool operator==(const Low&, const Low&) = default;
};

/// <fetch device/>
struct Fetch {
  std::uint32_t device = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Fetch> parse(const xml::Element& element);
  friend bool operator==(const Fetch&, const Fetch&) = default;
};

/// <bundle device><identity/><signed id signature/> and <prekey id/> or <last-resort id/></bundle>
struct Bundle {
  std::uint32_t device = 0;
  Bytes identity;
  SignedPreKey signed_prekey;
  PreKey prekey;
  bool last_resort = false;  ///< others may have got the same
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Bundle> parse(const xml::Element& element);
  friend bool operator==(const Bundle&, const Bundle&) = default;
};

}  // namespace assay::stanza::prekeys
