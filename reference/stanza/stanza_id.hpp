#pragma once
// Unique and stable stanza ids (XEP-0359 version 0.7): the id that a recipient's server gave.

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kStanzaIdNs = "urn:xmpp:sid:0";

/// <stanza-id by id/>
struct StanzaId {
  std::string by;  ///< bare JID of the account whose mailbox the entry lies in
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<StanzaId> parse(const xml::Element& element);
  /// The id that `by` gave the stanza; those of others don't count (section 3).
  [[nodiscard]] static std::optional<StanzaId> of(const xml::Element& stanza, const std::string& by);
  friend bool operator==(const StanzaId&, const StanzaId&) = default;
};

}  // namespace assay::stanza
