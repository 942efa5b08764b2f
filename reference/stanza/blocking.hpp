#pragma once
// The Blocking Command (XEP-0191 version 1.3): the list of addresses that an account wants nothing from, and what changes it.

#include <optional>
#include <string_view>
#include <vector>

#include "reference/jid/jid.hpp"
#include "reference/stanza/error.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::blocking {

inline constexpr const char* kNs = "urn:xmpp:blocking";
inline constexpr const char* kErrorsNs = "urn:xmpp:blocking:errors";

enum class Verb { List, Block, Unblock };
/// "blocklist", "block", "unblock"
[[nodiscard]] std::string_view name_of(Verb verb);

/// <blocklist/>, <block/> or <unblock/> with its items: as request, answer or push.
struct Command {
  Verb verb = Verb::List;
  std::vector<jid::Jid> items;  ///< in the order given; none in an <unblock/> is all (section 3.5)
  [[nodiscard]] xml::Element write() const;
  /// Nothing if an item is missing its address or has one that is none.
  [[nodiscard]] static std::optional<Command> parse(const xml::Element& element);
  friend bool operator==(const Command&, const Command&) = default;
};

/// What the owner of the list gets who writes to somebody on it (section 3.3).
[[nodiscard]] StanzaError blocked_error();

}  // namespace assay::stanza::blocking
