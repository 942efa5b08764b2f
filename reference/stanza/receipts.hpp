#pragma once
// Message Delivery Receipts (XEP-0184 version 1.4): <request/> asks for one, <received id/> is one.

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza::receipts {

inline constexpr const char* kNs = "urn:xmpp:receipts";

/// <received id/>: the message with this id has reached a client of its addressee.
struct Received {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  /// Nothing without an id: such a receipt tells nobody what it is for.
  [[nodiscard]] static std::optional<Received> parse(const xml::Element& element);
  /// The receipt inside a message.
  [[nodiscard]] static std::optional<Received> of(const xml::Element& message);
  friend bool operator==(const Received&, const Received&) = default;
};

[[nodiscard]] xml::Element request();
/// Whether a receipt is to be answered: asked for by a message with an id that is neither an error, nor of a room, nor itself a receipt
/// (sections 5.3 and 5.4).
[[nodiscard]] bool is_asked(const xml::Element& message);

}  // namespace assay::stanza::receipts
