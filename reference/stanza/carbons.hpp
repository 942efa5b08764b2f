#pragma once
// Message Carbons (XEP-0280 version 1.0): <enable/>, <disable/>, <private/>, and copies wrapped by Stanza Forwarding (XEP-0297).

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza::carbons {

inline constexpr const char* kNs = "urn:xmpp:carbons:2";
inline constexpr const char* kForwardNs = "urn:xmpp:forward:0";

enum class Direction {
  Sent,      ///< another session of the account sent it
  Received,  ///< another session of the account got it
};

/// The child of a message that is a copy: <sent/> or <received/> around <forwarded/>, which holds the original.
struct Copy {
  Direction direction = Direction::Received;
  xml::Element original;  ///< a message in jabber:client
  [[nodiscard]] xml::Element write() const;
  /// Nothing if it does not hold exactly one <forwarded/> with exactly one message.
  [[nodiscard]] static std::optional<Copy> parse(const xml::Element& element);
  /// The copy inside a message. Who sent that message is not looked at: only the own account may (section 11).
  [[nodiscard]] static std::optional<Copy> of(const xml::Element& message);
};

/// The whole message that carries a copy: type as the original's (sections 7 and 8).
[[nodiscard]] xml::Element wrap(Direction direction, const xml::Element& original, const std::string& from, const std::string& to);

/// Whether it has a child <sent/> or <received/> of carbons, sound or not.
[[nodiscard]] bool is_wrapped(const xml::Element& message);

[[nodiscard]] xml::Element enable();
[[nodiscard]] xml::Element disable();
/// In a message that must not be copied (section 9).
[[nodiscard]] xml::Element private_();

}  // namespace assay::stanza::carbons
