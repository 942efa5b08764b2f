#include "conformance/engine/scene.hpp"

#include <algorithm>

#include "conformance/engine/numbers.hpp"
#include "reference/base/assert.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine {

namespace {

using language::ActorKind;

Identity identity(const language::CastMember& member, std::uint64_t play_seed, std::string number) {
  KeyedRandom random(play_seed, "key/" + member.name);
  return {member.name,     member.kind,  std::move(number), crypto::ed25519_key_pair(random.bytes(crypto::kEd25519SeedSize)),
          member.handlers, member.pieces};
}

}  // namespace

Scene::Scene(const language::Scenario& scenario, const Target& played_on, const Chance& chance, const std::string& id)
    : target(played_on),
      pace(played_on.virtual_time ? Pace::Time::Virtual : Pace::Time::Real),
      is_exclusive(!scenario.exclusive.empty()),
      random_(derived_seed(chance.seed, id), "values"),
      target_lane_("server") {
  const std::uint64_t play_seed = derived_seed(chance.seed, id);
  std::uint64_t index = chance.first_number.value_or(play_seed % kNumbers);
  for (const language::CastMember& member : scenario.cast) {
    const bool has_number = member.kind != ActorKind::Server;
    const Actor* owner = member.account_of.empty() ? nullptr : find_actor(member.account_of);
    std::string number = owner != nullptr ? owner->number() : has_number ? fictional_number(chance.seed, index++) : std::string();
    cast_.push_back(std::make_unique<Actor>(identity(member, play_seed, std::move(number)), target));
    if (owner != nullptr) cast_.back()->join_account_of(*owner);
  }
  if (find_actor(target_lane_) != nullptr) target_lane_ = "server under test";
}

Actor* Scene::find_actor(std::string_view name) const {
  const auto found = std::find_if(cast_.begin(), cast_.end(), [&](const auto& actor) { return actor->name() == name; });
  return found == cast_.end() ? nullptr : found->get();
}

void Scene::set_variable(Actor& actor, std::string_view field, std::string value) {
  if (field == "token" || field == "password") transcript.masking().hide(value);
  actor.set(field, std::move(value));
}

Connection& Scene::connect(Actor& actor, const Endpoint& to, std::string peer_lane) {
  const Conn conn = outbound(next_outbound_++);
  auto made = std::make_unique<Connection>(conn, std::move(peer_lane));
  Connection& connection = *made;
  connection.asked_at = now.monotonic;
  connections_.emplace(conn, std::move(made));
  owners_[&connection] = &actor;
  actor.connection = &connection;
  actor.forget("full");
  actions.push_back(Connect{conn, to});
  return connection;
}

Connection* Scene::accepted(Conn conn, Actor& actor) {
  if (actor.pending.size() >= Actor::kPendingConnections) return nullptr;
  auto made = std::make_unique<Connection>(conn, peer_lane_of(actor));
  Connection* connection = made.get();
  connection->phase = Phase::Open;
  connections_.insert_or_assign(conn, std::move(made));
  owners_[connection] = &actor;
  actor.pending.push_back(connection);
  return connection;
}

Connection* Scene::find_connection(Conn conn) const {
  const auto found = connections_.find(conn);
  return found == connections_.end() ? nullptr : found->second.get();
}

Actor* Scene::owner_of(const Connection& connection) const {
  const auto found = owners_.find(&connection);
  return found == owners_.end() ? nullptr : found->second;
}

std::string Scene::peer_lane_of(const Actor& server) const {
  // Another actor of the engine that connected to it, else the client under test.
  for (const auto& actor : cast_) {
    if (actor->connection != nullptr && actor->connection->peer_lane == server.name()) return actor->name();
  }
  for (const auto& actor : cast_) {
    if (actor->kind() == ActorKind::Client) return actor->name();
  }
  return "client";
}

void Scene::send(Actor& actor, const xml::Element& element) {
  announce(actor, element);
  send_octets(actor, xml::write(element));
}

void Scene::announce(Actor& actor, const xml::Element& element) {
  transcript.stanza({actor.name(), actor.connection->peer_lane}, element);
  count_sent(actor, element);
  if (element.is(xml::ns::kSasl, "success") && !is_outbound(actor.connection->conn)) actor.connection->awaits_restart = true;
}

void Scene::send_octets(Actor& actor, Bytes octets) {
  ASSAY_ASSERT(actor.connection != nullptr && (actor.connection->can_send() || actor.connection->peer_failed));
  if (!actor.pieces()) return send_piece(actor, std::move(octets));
  for (Bytes& piece : actor.pieces()->cut(octets)) send_piece(actor, std::move(piece));
}

void Scene::send_piece(Actor& actor, Bytes octets) {
  if (!actor.connection->can_send()) return;
  is_quiet = false;
  actor.connection->unproved = true;
  actions.push_back(Send{actor.connection->conn, std::move(octets)});
}

void Scene::send_around_tls(Actor& actor, Bytes octets) {
  ASSAY_ASSERT(actor.connection != nullptr);
  if (!actor.connection->can_send()) return;
  is_quiet = false;
  actions.push_back(Send{actor.connection->conn, std::move(octets), true});
}

void Scene::finish(Connection& connection) {
  if (!connection.can_send()) return;
  connection.finished = true;
  is_quiet = false;
  actions.push_back(Finish{connection.conn});
}

void Scene::abort(Connection& connection) {
  if (connection.phase == Phase::Over) return;
  // What was sent before the cut may still be on its way, unless the peer has closed its stream behind it.
  cut_unproved = cut_unproved || (is_outbound(connection.conn) && connection.unproved && !connection.peer_closed_stream);
  connection.phase = Phase::Over;
  connection.finished = true;
  connection.end = "we cut the connection";
  is_quiet = false;
  actions.push_back(Abort{connection.conn});
}

std::size_t Scene::ask_stage(StageOrder order) {
  is_quiet = false;
  stage_orders.push_back(order);
  return stage_asked_++;
}

const StageAnswer* Scene::stage_answer(std::size_t number) const {
  return number < stage_answers_.size() ? &stage_answers_[number] : nullptr;
}

void Scene::leave() {
  for (const auto& [conn, connection] : connections_) {
    if (!connection->can_send()) {
      abort(*connection);
      continue;
    }
    if (connection->opened_stream && !connection->closed_stream) actions.push_back(Send{conn, "</stream:stream>"});
    finish(*connection);
  }
}

void Scene::fence_used(reports::FenceKind kind) {
  if (std::find(fences.begin(), fences.end(), kind) == fences.end()) fences.push_back(kind);
}

Actor* Scene::actor_of(const match::Value& record) const {
  const auto name = record.fields.find("name");
  return name == record.fields.end() ? nullptr : find_actor(name->second);
}

const crypto::Ed25519KeyPair* Scene::device_key(const match::Value& actor) const {
  const Actor* found = actor_of(actor);
  return found == nullptr ? nullptr : &found->key();
}

Bytes Scene::channel_binding(const match::Value& actor, std::string_view type) const {
  const Actor* found = actor_of(actor);
  return found == nullptr ? Bytes() : found->channel_binding(type);
}

}  // namespace assay::conformance::engine
