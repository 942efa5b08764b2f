#pragma once
// Messages about messages: another text (XEP-0308 version 1.2), taken back (XEP-0424 version 0.4), a reaction (XEP-0444 version 0.1).

#include <optional>
#include <string>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza::changes {

inline constexpr const char* kReplaceNs = "urn:xmpp:message-correct:0";
inline constexpr const char* kRetractNs = "urn:xmpp:message-retract:1";
inline constexpr const char* kReactionsNs = "urn:xmpp:reactions:0";

/// <replace id/>: the message around it takes the place of the one with this id.
struct Replace {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Replace> parse(const xml::Element& element);
  friend bool operator==(const Replace&, const Replace&) = default;
};

/// <retract id/>: the message with this id is taken back.
struct Retract {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Retract> parse(const xml::Element& element);
  friend bool operator==(const Retract&, const Retract&) = default;
};

/// <reactions id/> with what the sender shows beside the message from now on; none takes all back.
struct Reactions {
  std::string id;
  std::vector<std::string> reactions;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Reactions> parse(const xml::Element& element);
  friend bool operator==(const Reactions&, const Reactions&) = default;
};

}  // namespace assay::stanza::changes
