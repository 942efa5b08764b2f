#pragma once
// What encryption puts into groups (spec chapter 07, section 12): a message that is encrypted once for all, and the key that reads it. What
// is octets here is base64 on the wire; reading them is reference/e2e's.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::group_sealed {

/// <sealed xmlns='urn:cxmpp:e2e:1' device/>: in a message to a group.
struct Sealed {
  std::uint32_t device = 0;  ///< that sent it
  Bytes octets;              ///< a SenderKeyMessage
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Sealed> parse(const xml::Element& element);
  [[nodiscard]] static std::optional<Sealed> of(const xml::Element& message);
  friend bool operator==(const Sealed&, const Sealed&) = default;
};

/// <key xmlns='urn:cxmpp:e2e:1' group version/>: inside an envelope that is encrypted between two devices.
struct SenderKey {
  std::string group;          ///< bare address
  std::uint64_t version = 0;  ///< of the group that it was made for
  Bytes octets;               ///< a SenderKeyDistributionMessage
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<SenderKey> parse(const xml::Element& element);
  friend bool operator==(const SenderKey&, const SenderKey&) = default;
};

}  // namespace assay::stanza::group_sealed
