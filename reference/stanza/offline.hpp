#pragma once
// The backlog of a stream with ack:1 (spec chapter 08): its frame, how fast it comes, and what is missing of it: urn:cxmpp:offline:1.

#include <cstddef>
#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza::offline {

inline constexpr const char* kNs = "urn:cxmpp:offline:1";

/// <summary messages/>: so many entries follow.
struct Summary {
  std::size_t messages = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Summary> parse(const xml::Element& element);
  friend bool operator==(const Summary&, const Summary&) = default;
};

/// <end total/>: so many entries came; what follows is live.
struct End {
  std::size_t total = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<End> parse(const xml::Element& element);
  friend bool operator==(const End&, const End&) = default;
};

/// <credit messages/>, by the client: so many messages of the backlog may be without acknowledgement at one time.
struct Credit {
  std::size_t messages = 0;  ///< at least 1
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Credit> parse(const xml::Element& element);
  friend bool operator==(const Credit&, const Credit&) = default;
};

/// <dirty what/>: what the client keeps of that is not whole; "messages": some found no room in the mailbox.
struct Dirty {
  std::string what;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Dirty> parse(const xml::Element& element);
  friend bool operator==(const Dirty&, const Dirty&) = default;
};

/// <clean what/>, by the client: it knows, and has done what it can.
struct Clean {
  std::string what;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Clean> parse(const xml::Element& element);
  friend bool operator==(const Clean&, const Clean&) = default;
};

}  // namespace assay::stanza::offline
