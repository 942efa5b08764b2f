#pragma once
// Delayed delivery (XEP-0203 version 2.0).

#include <optional>
#include <string>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kDelayNs = "urn:xmpp:delay";

/// <delay from stamp/>
struct Delay {
  std::string from;
  WallTime stamp;  ///< milliseconds
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Delay> parse(const xml::Element& element);
  /// The delay that `from` says the stanza had.
  [[nodiscard]] static std::optional<Delay> of(const xml::Element& stanza);
  friend bool operator==(const Delay&, const Delay&) = default;
};

}  // namespace assay::stanza
