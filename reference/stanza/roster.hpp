#pragma once
// The roster (RFC 6121 section 2): <query xmlns='jabber:iq:roster'/> and its items.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/jid/jid.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::roster {

enum class Subscription { None, To, From, Both, Remove };
/// "none", "to", "from", "both", "remove"
[[nodiscard]] std::string_view name_of(Subscription subscription);
[[nodiscard]] std::optional<Subscription> subscription(std::string_view name);

struct Item {
  jid::Jid jid;
  Subscription subscription = Subscription::None;
  bool ask = false;                 ///< ask='subscribe': a request is pending
  std::string name;                 ///< the user's own, or ""
  std::vector<std::string> groups;  ///< in the order given, without duplicates
  [[nodiscard]] xml::Element write() const;
  /// Nothing if the address is missing or malformed, the subscription unknown, or a group empty or repeated.
  [[nodiscard]] static std::optional<Item> parse(const xml::Element& element);
  friend bool operator==(const Item&, const Item&) = default;
};

struct Query {
  std::vector<Item> items;
  std::optional<std::string> ver{};  ///< section 2.6: of the roster that the client has ("" for none), or that this makes
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Query> parse(const xml::Element& element);
  friend bool operator==(const Query&, const Query&) = default;
};

}  // namespace assay::stanza::roster
