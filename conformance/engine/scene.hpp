#pragma once
// What everything in a play shares: the target, the cast, the connections, time, chance, the ladder, and what waits to go out.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/engine/actor.hpp"
#include "conformance/engine/connection.hpp"
#include "conformance/engine/functions.hpp"
#include "conformance/engine/pace.hpp"
#include "conformance/engine/play.hpp"
#include "conformance/engine/stage_order.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/engine/transcript.hpp"
#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::engine {

/// What became of the implementation under test through orders of this play.
enum class ServerState { Running, Paused, Down };

class Scene final : public functions::Surroundings {
 public:
  Scene(const language::Scenario& scenario, const Target& target, const Chance& chance, const std::string& id);
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  // --- the cast

  [[nodiscard]] Actor* find_actor(std::string_view name) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Actor>>& cast() const { return cast_; }
  /// Secret ones are kept out of the report.
  void set_variable(Actor& actor, std::string_view field, std::string value);

  // --- connections

  /// A new one to `to`; it is `actor`'s from now on. `peer_lane`: who the ladder shows there.
  Connection& connect(Actor& actor, const Endpoint& to, std::string peer_lane);
  /// One that reached a listener. Null: unknown to this play.
  Connection* accepted(Conn conn, Actor& actor);
  [[nodiscard]] Connection* find_connection(Conn conn) const;
  /// Whose it is, accepted or not; null if nobody's any more.
  [[nodiscard]] Actor* owner_of(const Connection& connection) const;
  [[nodiscard]] std::string peer_lane_of(const Actor& server) const;

  // --- sending. The actor has a connection that can_send().

  void send(Actor& actor, const xml::Element& element);
  /// Notes an element whose octets are sent otherwise.
  void announce(Actor& actor, const xml::Element& element);
  /// Without a row in the ladder.
  void send_octets(Actor& actor, Bytes octets);
  /// The same, in one piece whatever the actor's `pieces` say.
  void send_piece(Actor& actor, Bytes octets);
  /// The same, not encrypted even on a secured connection.
  void send_around_tls(Actor& actor, Bytes octets);
  void finish(Connection& connection);
  void abort(Connection& connection);
  /// The play is over: streams are closed, and so are their connections.
  void leave();

  // --- what the stage does to the implementation as a whole

  /// Answers a number by which to look for the answer.
  std::size_t ask_stage(StageOrder order);
  void take_in_answer(StageAnswer answer) { stage_answers_.push_back(std::move(answer)); }
  /// Null: it has not come yet.
  [[nodiscard]] const StageAnswer* stage_answer(std::size_t number) const;

  ServerState server_state = ServerState::Running;
  std::deque<StageOrder> stage_orders;
  std::deque<std::string> codes_wanted;  ///< numbers
  /// How far the implementation's clocks were set ahead of ours.
  Duration wall_ahead{};

  // --- what a play shares

  const Target& target;
  Pace pace;
  const bool is_exclusive;  ///< the implementation is there for this play alone
  Now now{};
  Transcript transcript;
  Functions functions{*this};
  std::deque<Action> actions;
  std::deque<ShimLine> shim_lines;
  std::deque<Listen> listens;
  std::vector<reports::FenceKind> fences;
  bool cut_unproved = false;  ///< somebody was cut who had sent what no fence was behind
  bool is_quiet = false;      ///< quiescent() came, and nothing since

  void fence_used(reports::FenceKind kind);

  // --- functions::Surroundings
  [[nodiscard]] RandomSource& random() override { return random_; }
  [[nodiscard]] WallTime wall() const override { return now.wall + wall_ahead; }
  [[nodiscard]] const crypto::Ed25519KeyPair* device_key(const match::Value& actor) const override;
  [[nodiscard]] Bytes channel_binding(const match::Value& actor, std::string_view type) const override;

  /// The lane of the implementation under test.
  [[nodiscard]] const std::string& target_lane() const { return target_lane_; }

 private:
  [[nodiscard]] Actor* actor_of(const match::Value& record) const;

  KeyedRandom random_;
  std::vector<std::unique_ptr<Actor>> cast_;
  std::map<Conn, std::unique_ptr<Connection>> connections_;
  std::map<const Connection*, Actor*> owners_;  // looked up only, never walked
  std::uint64_t next_outbound_ = 1;
  std::vector<StageAnswer> stage_answers_;
  std::size_t stage_asked_ = 0;
  std::string target_lane_;
};

}  // namespace assay::conformance::engine
