#include "conformance/engine/taking.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/handlers.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kHandledShown = 20;

bool is_ignored(Scene& scene, const xml::Element& element, const Ignored& ignored, const Names& names) {
  for (const std::vector<match::ElementTemplate>* list : ignored) {
    for (const match::ElementTemplate& wanted : *list) {
      match::Scope thrown_away(&names);
      if (match::match(wanted, element, thrown_away, scene.functions)) return true;
    }
  }
  return false;
}

constexpr std::size_t kHandledKept = 1'000;

void remember_handled(Actor& actor, const Item& item) {
  const xml::Element* stanza = std::get_if<xml::Element>(&item);
  if (stanza != nullptr && actor.handled_stanzas.size() < kHandledKept) actor.handled_stanzas.push_back(*stanza);
  if (actor.handled.size() < kHandledShown) actor.handled.push_back(describe(item));
}

/// The lines that say more than that something else came: another element, another event.
std::string near(const Item& item, const std::string& differences) {
  std::string out;
  for (std::size_t at = 0; at < differences.size();) {
    const std::size_t end = std::min(differences.find('\n', at), differences.size());
    const std::string line = differences.substr(at, end - at);
    const std::string path = line.substr(0, line.find(": "));
    const bool is_near = std::holds_alternative<xml::Element>(item) ? path.find('/') != std::string::npos : path != "event";
    if (is_near) out += (out.empty() ? "" : "\n") + line;
    at = end + 1;
  }
  return out;
}

Stop mismatch(const std::string& expected, const Item& item, std::string path_diff) {
  Stop stop = failure(expected, describe(item));
  stop.reason = path_diff.substr(0, path_diff.find('\n'));
  if (stop.reason.empty()) stop.reason = std::holds_alternative<Disconnected>(item) ? stop.actual : "got " + stop.actual;
  stop.path_diff = std::move(path_diff);
  return stop;
}

}  // namespace

bool taken_by_others(Scene& scene, Actor& actor, const Item& item, const Ignored& ignored, const std::shared_ptr<Names>& names) {
  if (handle_by_default(scene, actor, item)) {
    remember_handled(actor, item);
    return true;
  }
  const xml::Element* element = std::get_if<xml::Element>(&item);
  if (element == nullptr || !is_ignored(scene, *element, ignored, *names)) return false;
  taken(scene, actor, *element);
  return true;
}

std::variant<Waiting, Taken, Stop> take_next(const Cue& cue, const Wants& wants, const std::string& expected, std::string& nearest) {
  Actor& actor = *cue.actor;
  while (!actor.inbox.empty()) {
    const Fit fit = wants(actor.inbox.front());
    if (fit) {
      Item item = std::move(actor.inbox.front());
      actor.inbox.pop_front();
      if (const xml::Element* element = std::get_if<xml::Element>(&item)) taken(cue.scene, actor, *element);
      return Taken{std::move(item)};
    }
    const Item& front = actor.inbox.front();
    if (!taken_by_others(cue.scene, actor, front, cue.ignored, cue.names)) return mismatch(expected, front, fit.error());
    if (std::string differences = near(front, fit.error()); !differences.empty()) nearest = std::move(differences);
    actor.inbox.pop_front();
  }
  return Waiting{};
}

Opening first_fits(const Cue& cue, const Wants& wants) {
  if (cue.actor->inbox.empty()) return Waiting{};
  const Fit fit = wants(cue.actor->inbox.front());
  if (fit) return Done{};
  return Misfit{fit.error()};
}

std::optional<Stop> cannot_send(const Actor& actor) {
  const Connection* connection = actor.connection;
  if (connection == nullptr) return fault(fmt::format("{} has no connection", actor.name()));
  if (connection->can_send()) return std::nullopt;
  if (connection->peer_failed) return std::nullopt;  // on its way while the stream error came: nobody reads it
  if (connection->phase == Phase::Opening) return fault(fmt::format("{}'s connection is not open yet", actor.name()));
  if (!connection->end.empty()) return failure(fmt::format("an open connection of {}", actor.name()), connection->end);
  if (connection->peer_finished) return failure(fmt::format("an open connection of {}", actor.name()), "the peer finished sending");
  return fault(fmt::format("{} has finished sending", actor.name()));
}

}  // namespace assay::conformance::engine
