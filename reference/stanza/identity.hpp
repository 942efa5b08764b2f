#pragma once
// What contacts are told when an account's device changes (spec chapter 02): the elements of urn:cxmpp:identity:1, in a message from the
// account's bare address.

#include <optional>

#include "reference/jid/jid.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::identity {

inline constexpr const char* kNs = "urn:cxmpp:identity:1";

/// <changed/>: the number was registered by another device's key.
struct Changed {
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Changed> parse(const xml::Element& element);
  friend bool operator==(const Changed&, const Changed&) = default;
};

/// <moved jid/>: the account's owner has another number now.
struct Moved {
  jid::Jid jid;  ///< bare
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Moved> parse(const xml::Element& element);
  friend bool operator==(const Moved&, const Moved&) = default;
};

}  // namespace assay::stanza::identity
