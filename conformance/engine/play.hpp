#pragma once
// Plays one case of one scenario: all its actors, all their connections, as one machine. It holds no socket and no clock: the simulator
// and live targets drive it alike, through a host of its own (two plays never share one, because outbound connection numbers are counted
// per play).
//
// Beside the Machine's turn (reference/base/machine.hpp) a stage does seven things. All but the questions are inputs of a turn like any
// other: end_turn() follows, and only there the steps go on.
//
//     start()          first of all
//     code()           an SMS or a call with a code came to a number; next_code_wanted() says who waits for one, for stages that must fetch it
//     wake_up()        a push service was given a wake-up
//     shim_said()      a line came from an actor's shim; next_shim_line() gives the lines to write, after end_turn()
//     listening()      answers next_listen(): a server actor's port is open
//     stage_answered() answers next_stage_order(): something was done to the implementation as a whole (killed, its clock set...)
//     quiescent()      answers wants_quiescence(): nothing is in flight (virtual time only)
//
// When finished() the report is complete and all further input is ignored. The last actions close what is open: the stage drains them, and
// cuts what is not closed soon after.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/engine/stage_order.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/language/function_signature.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reference/base/machine.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::engine {

class Director;

/// A line for the shim of a client actor: one JSON object without a line end.
struct ShimLine {
  std::string actor;
  std::string line;
};

/// A server actor wants to be reached: the stage opens a port and answers listening(). Connections accepted there are Opened with the
/// actor's name as `listener`.
struct Listen {
  std::string actor;
};

/// All randomness of a play comes from hash(seed, id of the case), so that jobs, shards and filters change nothing.
struct Chance {
  std::uint64_t seed = 0;
  /// Phone numbers are counted from here, one for each phone and client of the cast, in a sequence that the seed alone fixes. There are
  /// 9,500: plays that share a server are given ranges that do not overlap. Without it: hash(seed, id of the case).
  std::optional<std::uint64_t> first_number;
};

/// "offline/order", "registration/wrong-code#expired": what reports call this case.
[[nodiscard]] std::string case_id(const language::Scenario& scenario, const language::Case& chosen);

/// The functions that templates may call, sorted by name: for language::Vocabulary. Valid for ever.
[[nodiscard]] const std::vector<language::FunctionSignature>& function_signatures();

class Play final : public Machine {
 public:
  /// All four must outlive the play; `chosen` is one of scenario.cases.
  Play(const language::Scenario& scenario, const language::Case& chosen, const Target& target,
       const language::RequirementTable& requirements, Chance chance);
  ~Play() override;

  /// The first call. The cast is set up, then the steps are played.
  void start(const Now& now);

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

  /// `number` in E.164: "+12025550101". Numbers of nobody in this play are ignored.
  void code(std::string_view number, std::string_view code, const Now& now);

  /// The number of an actor that waits for a code and has none, once for each such step.
  [[nodiscard]] std::optional<std::string> next_code_wanted();

  /// What a push service was given for the device that it reaches at `node`: its secret, and whatever else. Nodes of nobody are ignored.
  void wake_up(std::string_view node, std::string_view said, const Now& now);

  void shim_said(std::string_view actor, std::string_view line, const Now& now);
  [[nodiscard]] std::optional<ShimLine> next_shim_line();

  [[nodiscard]] std::optional<Listen> next_listen();
  void listening(std::string_view actor, const Endpoint& at, const Now& now);

  /// Each is answered once, in their order.
  [[nodiscard]] std::optional<StageOrder> next_stage_order();
  void stage_answered(StageAnswer answer, const Now& now);

  [[nodiscard]] bool wants_quiescence() const;
  void quiescent(const Now& now);

  [[nodiscard]] bool finished() const;
  /// Complete when finished(); before that, what stands so far with the rest not reached.
  [[nodiscard]] reports::ScenarioReport report() const;

 private:
  std::unique_ptr<Director> director_;
};

}  // namespace assay::conformance::engine
