#pragma once
// Leads a play from the set-up of its cast over its steps to the report. Inputs are noted as they come; the steps go on in end_turn().

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "conformance/engine/book.hpp"
#include "conformance/engine/branch.hpp"
#include "conformance/engine/play.hpp"
#include "conformance/engine/scene.hpp"
#include "conformance/engine/settling.hpp"

namespace assay::conformance::engine {

class Director {
 public:
  Director(const language::Scenario& scenario, const language::Case& chosen, const Target& target,
           const language::RequirementTable& requirements, const Chance& chance);

  void start(const Now& now);
  void set_now(const Now& now);
  /// Plays on as far as what came allows.
  void go_on();

  [[nodiscard]] Scene& scene() { return scene_; }
  [[nodiscard]] bool is_running() const { return phase_ != Phase::Waiting && phase_ != Phase::Finished; }
  [[nodiscard]] bool finished() const { return phase_ == Phase::Finished; }
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  [[nodiscard]] bool wants_quiescence() const;
  [[nodiscard]] reports::ScenarioReport report() const;

 private:
  enum class Phase { Waiting, SetUp, Acting, Settling, Finished };

  void begin_next_part();
  void check_shims();
  void answer_pings();
  void settle();
  void look_for_unread();
  void stop(const Stop& stop);
  void finish();

  const language::Scenario& scenario_;
  const language::Case& case_;
  const Target& target_;
  std::string id_;
  std::uint64_t seed_;
  Scene scene_;
  Book book_;
  Phase phase_ = Phase::Waiting;
  std::size_t next_member_ = 0;
  std::unique_ptr<Branch> branch_;
  std::size_t setup_rows_ = 0;
  std::optional<Settling> settling_;
  Instant settled_by_;
  Instant started_;
  Instant ended_;
};

}  // namespace assay::conformance::engine
