#pragma once
// An account that goes on under another number (spec chapter 02): the element of urn:cxmpp:number:1.

#include <optional>
#include <string>

#include "reference/jid/jid.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::number_change {

inline constexpr const char* kNs = "urn:cxmpp:number:1";

/// <change jid token tell/>, said by the account that ends.
struct Change {
  jid::Jid jid;       ///< bare: the account of the new number
  std::string token;  ///< secret: of its registration
  bool tell = false;  ///< whether contacts learn of it
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Change> parse(const xml::Element& element);
  friend bool operator==(const Change&, const Change&) = default;
};

}  // namespace assay::stanza::number_change
