#pragma once
// The signed list of an account's devices (spec chapter 07): the element of urn:cxmpp:device-list:1. The phone signs it by its identity
// key, and stands first in it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::device_list {

inline constexpr const char* kNs = "urn:cxmpp:device-list:1";

struct Device {
  std::uint32_t id = 0;
  Bytes identity;  ///< Ed25519, 32 octets
  friend bool operator==(const Device&, const Device&) = default;
};

/// <devices version expires signature><device id/>...</devices>
struct Devices {
  std::uint64_t version = 0;  ///< raised by each change
  WallTime expires;           ///< milliseconds
  Bytes signature;            ///< 64 octets, by the first device's identity key over signed_octets()
  std::vector<Device> devices;
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for an empty list, a device twice, and octets of a wrong size.
  [[nodiscard]] static std::optional<Devices> parse(const xml::Element& element);
  friend bool operator==(const Devices&, const Devices&) = default;
};

/// What the signature is over: "CXMPP-device-list-1", then, each behind a zero octet, the account's bare address, the version, the time in
/// the form of date_time(), and of each device its id and the base64 of its identity key.
[[nodiscard]] Bytes signed_octets(std::string_view account, const Devices& list);

/// <devices/> as a question.
[[nodiscard]] xml::Element ask();

}  // namespace assay::stanza::device_list
