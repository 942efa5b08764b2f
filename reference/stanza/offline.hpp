#pragma once
// The frame around the backlog of a stream with ack:1 (spec chapter 08): urn:cxmpp:offline:1.

#include <cstddef>
#include <optional>

#include "reference/xml/element.hpp"

namespace assay::stanza::offline {

inline constexpr const char* kNs = "urn:cxmpp:offline:1";

/// <summary messages/>: so many entries follow.
struct Summary {
  std::size_t messages = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Summary> parse(const xml::Element& element);
  friend bool operator==(const Summary&, const Summary&) = default;
};

/// <end total/>: so many entries came; what follows is live.
struct End {
  std::size_t total = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<End> parse(const xml::Element& element);
  friend bool operator==(const End&, const End&) = default;
};

}  // namespace assay::stanza::offline
