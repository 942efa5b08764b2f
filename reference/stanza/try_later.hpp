#pragma once
// <try-later xmlns='urn:cxmpp:errors:1' retry-after='SECONDS'/> in a <failure/> of either SASL profile (spec chapter 01, MSG-23): the login
// was not looked at.

#include <chrono>
#include <optional>

#include "reference/xml/element.hpp"

namespace assay::stanza {

struct TryLater {
  std::chrono::seconds retry_after{};
  void write_into(xml::Element& failure) const;
  [[nodiscard]] static std::optional<TryLater> of(const xml::Element& failure);
  friend bool operator==(const TryLater&, const TryLater&) = default;
};

}  // namespace assay::stanza
