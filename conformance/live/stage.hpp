#pragma once
// Plays scenarios against a live target: starts it, and plays several at a time. They share one instance, but for exclusive ones
// (language/exclusive.hpp): each of these gets an instance of its own, or, where the target runs already and cannot be started by us,
// is played alone when all others are done.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/play.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "conformance/live/instance.hpp"
#include "conformance/live/performance.hpp"
#include "conformance/live/sms_command.hpp"
#include "reference/net/http_listener.hpp"

namespace assay::conformance::live {

/// One case of one scenario. The scenario must outlive the stage.
struct Casting {
  const language::Scenario* scenario = nullptr;
  const language::Case* which = nullptr;
};

/// The report of a case that was not played: every check of the scenario has the verdict, for the reason.
[[nodiscard]] reports::ScenarioReport not_played(const Casting& casting, reports::Verdict verdict, std::string reason);

struct StageOptions {
  std::string limits = "default";
  bool encryption_required = false;  ///< clear text is to be refused
  const defects::Defect* defect = nullptr;
  bool through_relay = false;  ///< even without a defect
  std::string client_command;
  std::size_t jobs = 4;
  std::uint64_t seed = 1;
};

class Stage {
 public:
  /// Starts the target. The error says why it is not reachable. `file` and `requirements` outlive the stage.
  [[nodiscard]] static Result<std::unique_ptr<Stage>, std::string> open(const TargetFile& file,
                                                                        const language::RequirementTable& requirements,
                                                                        StageOptions options);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();

  using Report = std::function<void(reports::ScenarioReport)>;
  /// Plays all of them, `jobs` at a time, and reports each as it ends. False if a signal interrupted it.
  [[nodiscard]] bool perform(const std::vector<Casting>& list, const Report& report);

  [[nodiscard]] const engine::Target& target() const { return shared_->target(); }

 private:
  /// A case that has its place among the jobs.
  struct Engagement {
    Casting casting;
    engine::Chance chance;
    std::string source_address;
    std::unique_ptr<Instance> own;
    std::unique_ptr<Performance> performance;
    std::optional<reports::ScenarioReport> unplayed;
    bool alone = false;
  };
  enum class Place { Shared, Own, Alone };

  Stage(const TargetFile& file, const language::RequirementTable& requirements, StageOptions options);
  [[nodiscard]] Result<void, std::string> open_sms();
  [[nodiscard]] Result<void, std::string> open_shared();
  [[nodiscard]] std::unique_ptr<Instance> make_instance();
  void code(std::string_view number, std::string_view code);
  void wake_up(std::string_view node, std::string_view said);
  [[nodiscard]] unsigned take_post(const net::HttpPost& post);
  void want_code(const std::string& number);

  [[nodiscard]] Place place_of(const Casting& casting) const;
  void go_on(const Report& report);
  void report_ended(const Report& report);
  [[nodiscard]] bool has_room() const;
  void engage(const Report& report);
  void open_own(Engagement& engagement, const Report& report);
  void play(Engagement& engagement, Instance& where, const Report& report);
  [[nodiscard]] std::unique_ptr<engine::Play> new_play(const Engagement& engagement, const engine::Target& target) const;

  const TargetFile& file_;
  const language::RequirementTable& requirements_;
  StageOptions options_;
  net::EventLoop loop_;
  SystemRandom random_;
  std::unique_ptr<net::HttpListener> webhook_;
  std::unique_ptr<SmsCommand> sms_command_;
  std::unique_ptr<Instance> shared_;
  std::deque<Engagement> waiting_;  ///< those that are played alone stand last
  std::vector<std::unique_ptr<Engagement>> running_;
};

}  // namespace assay::conformance::live
