#pragma once
// How a deed takes from its actor's inbox: what it wants comes first, then what handlers take, then what the scenario ignores; anything
// else is a mismatch.

#include <functional>
#include <optional>
#include <string>

#include "conformance/engine/deed.hpp"
#include "reference/base/result.hpp"

namespace assay::conformance::engine {

/// Why an item is not the wanted one: lines of path diff.
using Fit = Result<void, std::string>;
using Wants = std::function<Fit(const Item&)>;

struct Taken {
  Item item;
};
/// Looks at the inbox from its front. Taken: what was wanted. Nothing: all was handled or ignored, or the inbox is empty. Stop: something
/// else stands there. `nearest` is set to the difference of the last handled item of a like kind.
[[nodiscard]] std::variant<Waiting, Taken, Stop> take_next(const Cue& cue, const Wants& wants, const std::string& expected,
                                                           std::string& nearest);

/// Whether the item at the front of the inbox is the wanted one; nothing is taken.
[[nodiscard]] Opening first_fits(const Cue& cue, const Wants& wants);

/// Whether a handler or an `ignores` takes the item; acts on it if so.
bool taken_by_others(Scene& scene, Actor& actor, const Item& item, const Ignored& ignored, const std::shared_ptr<Names>& names);

/// The actor must have a connection that can send: else why not.
[[nodiscard]] std::optional<Stop> cannot_send(const Actor& actor);

}  // namespace assay::conformance::engine
