#pragma once
// Durable acknowledgement (spec chapter 04): the elements of urn:cxmpp:ack:1. They stand on the stream's first level, beside stanzas.

#include <optional>
#include <string>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::ack {

inline constexpr const char* kNs = "urn:cxmpp:ack:1";

[[nodiscard]] xml::Element feature();  ///< <ack/> among the stream features
[[nodiscard]] xml::Element enable();
[[nodiscard]] xml::Element enabled();

/// <ack id stamp/>. From the server: the message with that id is durable, since `stamp`. From the client, without stamp: the mailbox entry
/// with that id may go.
struct Ack {
  std::string id;
  std::optional<WallTime> stamp;  ///< milliseconds
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Ack> parse(const xml::Element& element);
  friend bool operator==(const Ack&, const Ack&) = default;
};

}  // namespace assay::stanza::ack
