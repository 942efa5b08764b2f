#pragma once
// Broadcast lists (spec chapter 05): one upload to many, each of whom gets a message of his own.

#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::broadcast {

inline constexpr const char* kNs = "urn:cxmpp:broadcast:1";

/// <to jid id/>: one recipient, and what he alone gets.
struct Recipient {
  std::string jid;  ///< as it was written
  std::string id;   ///< of the message that he gets
  std::vector<xml::Element> payload;
  friend bool operator==(const Recipient&, const Recipient&) = default;
};

/// <broadcast id/> with a <to/> for each recipient, and <payload/> with what all of them get.
struct Broadcast {
  std::string id;
  std::vector<Recipient> recipients;
  std::vector<xml::Element> payload;
  [[nodiscard]] xml::Element write() const;
  /// Nothing without an id, with something else inside, or with a recipient without address or id.
  [[nodiscard]] static std::optional<Broadcast> parse(const xml::Element& element);
  friend bool operator==(const Broadcast&, const Broadcast&) = default;
};

/// <refused jid reason/>: that recipient gets nothing, for that error's name.
struct Refused {
  std::string jid;
  std::string reason;
  friend bool operator==(const Refused&, const Refused&) = default;
};

/// <accepted id stamp/>: the answer. All who are not named in it are taken care of, as far as their own wishes let.
struct Accepted {
  std::string id;
  WallTime stamp;  ///< milliseconds
  std::vector<Refused> refused;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Accepted> parse(const xml::Element& element);
  friend bool operator==(const Accepted&, const Accepted&) = default;
};

}  // namespace assay::stanza::broadcast
