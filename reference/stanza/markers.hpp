#pragma once
// What became of a message behind its delivery (spec chapter 04): read (XEP-0333 version 1.0), played, and read by another device of ours.

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza::markers {

inline constexpr const char* kNs = "urn:xmpp:chat-markers:0";

/// <displayed id/>: its addressee has seen the message with this id.
struct Displayed {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Displayed> parse(const xml::Element& element);
  friend bool operator==(const Displayed&, const Displayed&) = default;
};

/// <played id/> in urn:cxmpp:msg:1: its addressee has heard or watched it.
struct Played {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Played> parse(const xml::Element& element);
  friend bool operator==(const Played&, const Played&) = default;
};

/// <read with id/> in urn:cxmpp:msg:1, to our own account: we have seen the message with this id of `with`.
struct ReadHere {
  std::string with;  ///< bare JID
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<ReadHere> parse(const xml::Element& element);
  friend bool operator==(const ReadHere&, const ReadHere&) = default;
};

}  // namespace assay::stanza::markers
