#pragma once
// What kind of message it is (spec chapter 04): the clear <kind xmlns='urn:cxmpp:msg:1'/> that the server's rules go by, since it cannot
// look into what is encrypted. Where it is missing, the payloads of the standards say the same.

#include <optional>
#include <string>
#include <string_view>

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kMessageNs = "urn:cxmpp:msg:1";

enum class MessageKind {
  Content,   ///< something to read, hear or see
  Reaction,  ///< to a message (XEP-0444)
  Edit,      ///< another text for a message (XEP-0308)
  Revoke,    ///< takes a message back (XEP-0424)
  Receipt,   ///< of a message (receipts.hpp)
  Control,   ///< between programs: nothing of it is shown
};

/// "content", "reaction", "edit", "revoke", "receipt", "control"
[[nodiscard]] std::string_view name_of(MessageKind kind);

/// <kind type ref/>
struct Kind {
  MessageKind type = MessageKind::Content;
  std::string ref;  ///< the id of the message that it is about; "" only of content and control
  [[nodiscard]] xml::Element write() const;
  /// Nothing if the type is unknown or the reference is missing.
  [[nodiscard]] static std::optional<Kind> parse(const xml::Element& element);
  friend bool operator==(const Kind&, const Kind&) = default;
};

/// Nothing if the message says no kind that there is, or two at once: by two elements, or by one that its payload belies.
[[nodiscard]] std::optional<Kind> kind_of(const xml::Element& message);

}  // namespace assay::stanza
