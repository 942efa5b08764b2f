#include "conformance/engine/fence.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/shim_event.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

// Has a connection to the implementation on which something may be under way.
bool may_cause(const Actor& actor) {
  return !has_left(actor) && is_outbound(actor.connection->conn) && actor.connection->phase == Phase::Open;
}

}  // namespace

bool can_ping(const Actor& actor) {
  const Connection* connection = actor.connection;
  return connection != nullptr && is_outbound(connection->conn) && connection->bound && connection->can_send() && connection->reading &&
         !connection->closed_stream && !connection->peer_finished;
}

// Whoever is gone answers no more; what he caused before was dealt with before his stream was ended.
bool has_left(const Actor& actor) {
  if (actor.kind() == language::ActorKind::Client) return false;
  const Connection* connection = actor.connection;
  return connection == nullptr || connection->phase == Phase::Over || connection->peer_finished || connection->peer_failed;
}

std::string ping_for_fence(Scene& scene, Actor& actor) {
  std::string id = "fence-" + scene.random().token(9);
  actor.pings.push_back({id, false});
  xml::Element ping = xml::Element(xml::ns::kClient, "iq").with("type", "get").with("id", id).with("to", scene.target.domain);
  ping.append(kPingNamespace, "ping");
  scene.send(actor, ping);
  return id;
}

void Fence::ask(Actor& actor) { asked_.push_back({&actor, ping_for_fence(scene_, actor)}); }

void Fence::sync(Actor& actor) {
  const std::string tag = "fence-" + scene_.random().token(9);
  actor.pings.push_back({tag, false});
  asked_.push_back({&actor, tag});
  const std::string line = sync_command(tag);
  scene_.transcript.line({"shim", actor.name()}, line);
  scene_.shim_lines.push_back({actor.name(), line});
}

Actor* Fence::unanswered() const {
  for (const Asked& asked : asked_) {
    const auto ping =
        std::find_if(asked.actor->pings.begin(), asked.actor->pings.end(), [&](const FencePing& p) { return p.id == asked.id; });
    if (ping != asked.actor->pings.end() && !ping->answered && !has_left(*asked.actor)) return asked.actor;
  }
  return nullptr;
}

void Fence::after_pings() {
  const bool is_client = receiver_.kind() == language::ActorKind::Client;
  if (receiver_was_asked_) scene_.fence_used(is_client ? reports::FenceKind::Sync : reports::FenceKind::BothEnds);
  if (scene_.target.virtual_time) {
    scene_.fence_used(reports::FenceKind::Quiescence);
    stage_ = Stage::Quiescence;
    scene_.is_quiet = false;
  } else if (receiver_was_asked_ && all_causes_were_asked_) {
    stage_ = Stage::Passed;
  } else {
    scene_.fence_used(reports::FenceKind::QuietTime);
    stage_ = Stage::QuietTime;
    quiet_.emplace(scene_.pace, scene_.now.monotonic, kQuietTime);
  }
}

void Fence::advance() {
  switch (stage_) {
    case Stage::Begin:
      for (const auto& actor : scene_.cast()) {
        if (actor.get() == &receiver_) continue;
        if (actor->kind() == language::ActorKind::Client) {
          sync(*actor);
        } else if (can_ping(*actor)) {
          ask(*actor);
        } else if (may_cause(*actor)) {
          all_causes_were_asked_ = false;
        }
      }
      if (std::exchange(scene_.cut_unproved, false)) all_causes_were_asked_ = false;
      stage_ = Stage::Causes;
      return;
    case Stage::Causes:
      receiver_was_asked_ = receiver_.kind() == language::ActorKind::Client || can_ping(receiver_);
      if (receiver_.kind() == language::ActorKind::Client) {
        sync(receiver_);
      } else if (receiver_was_asked_) {
        ask(receiver_);
      }
      stage_ = Stage::Receiver;
      return;
    case Stage::Receiver: after_pings(); return;
    case Stage::Quiescence:
      if (scene_.is_quiet) stage_ = Stage::Passed;
      return;
    case Stage::QuietTime:
      if (scene_.now.monotonic >= quiet_->ends()) stage_ = Stage::Passed;
      return;
    case Stage::Passed: return;
  }
}

bool Fence::passed() {
  Stage before = Stage::Passed;
  do {
    if (unanswered() != nullptr) return false;
    before = stage_;
    advance();
  } while (stage_ != before);
  if (stage_ != Stage::Passed) return false;
  for (const auto& actor : scene_.cast()) {
    if (actor->connection != nullptr) actor->connection->unproved = false;
  }
  return true;
}

std::string Fence::awaited() const {
  if (stage_ == Stage::Quiescence) return "quiescence";
  if (stage_ == Stage::QuietTime) return "a quiet time";
  const Actor* actor = unanswered();
  if (actor == nullptr) return "a fence";
  const char* what = actor->kind() == language::ActorKind::Client ? "sync" : "ping";
  return fmt::format("the answer to {}'s {} (a fence)", actor->name(), what);
}

std::optional<Instant> Fence::wakes_at() const {
  if (stage_ != Stage::QuietTime) return std::nullopt;
  return quiet_->ends();
}

}  // namespace assay::conformance::engine
