#include "conformance/engine/fork.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"

namespace assay::conformance::engine {

Fork::Fork(Scene& scene, std::vector<Way> ways) : scene_(scene) {
  for (Way& way : ways) ways_.push_back({std::move(way)});
}

Fork::Decision Fork::decide() {
  do {
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      const Opening opening = ways_[i].way.first->opening();
      if (std::holds_alternative<Done>(opening)) return i;
      const Misfit* misfit = std::get_if<Misfit>(&opening);
      ways_[i].fits_not = misfit != nullptr;
      if (misfit != nullptr) ways_[i].why = misfit->why;
    }
  } while (take_what_nobody_wants());
  if (std::all_of(ways_.begin(), ways_.end(), [](const Tried& tried) { return tried.fits_not; })) return no_way();
  return Waiting{};
}

bool Fork::taken_by_others_of(Actor& actor) {
  return std::any_of(ways_.begin(), ways_.end(), [&](const Tried& tried) {
    const Cue& cue = tried.way.first->cue();
    return cue.actor == &actor && taken_by_others(scene_, actor, actor.inbox.front(), cue.ignored, cue.names);
  });
}

// A way that still waits has no claim on what stands there: it would have fitted.
bool Fork::take_what_nobody_wants() {
  for (const Tried& tried : ways_) {
    Actor* actor = tried.way.first->actor();
    if (actor == nullptr || actor->inbox.empty()) continue;
    if (!taken_by_others_of(*actor)) continue;
    actor->inbox.pop_front();
    return true;
  }
  return false;
}

std::string Fork::awaited() const {
  std::string text = "one of these:";
  for (const Tried& tried : ways_) text += fmt::format("\n{}: {}", tried.way.name, tried.way.first->awaited());
  return text;
}

std::string Fork::misfits() const {
  std::string text;
  for (const Tried& tried : ways_) {
    if (tried.why.empty() && !tried.fits_not) continue;
    text += (text.empty() ? "" : "\n") + fmt::format("{}: {}", tried.way.name, tried.why.empty() ? "something else came" : tried.why);
  }
  return text;
}

Stop Fork::no_way() const {
  std::string came = "nothing that begins one of them";
  for (const Tried& tried : ways_) {
    const Actor* actor = tried.way.first->actor();
    if (actor == nullptr || actor->inbox.empty()) continue;
    came = describe(actor->inbox.front());
    break;
  }
  Stop stop = failure(awaited(), came);
  stop.reason = fmt::format("none of the {} branches fits: {}", ways_.size(), came);
  stop.path_diff = misfits();
  return stop;
}

}  // namespace assay::conformance::engine
