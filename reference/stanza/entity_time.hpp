#pragma once
// Entity Time (XEP-0202 version 2.0).

#include <chrono>
#include <optional>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kTimeNs = "urn:xmpp:time";

/// <time><tzo/><utc/></time>
struct EntityTime {
  std::chrono::minutes offset{0};  ///< of the entity's zone from UTC, less than a day
  WallTime utc;
  [[nodiscard]] xml::Element write() const;
  /// Nothing if a part is missing or is not as XEP-0082 writes it (section 4 of XEP-0202).
  [[nodiscard]] static std::optional<EntityTime> parse(const xml::Element& element);
  friend bool operator==(const EntityTime&, const EntityTime&) = default;
};

}  // namespace assay::stanza
