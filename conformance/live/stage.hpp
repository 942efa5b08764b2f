#pragma once
// Plays scenarios against a live target: starts it, puts the relay in front of it if a defect is to be planted, and plays several at a
// time.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "conformance/engine/play.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "conformance/live/launch.hpp"
#include "conformance/live/performance.hpp"
#include "conformance/live/sms_file.hpp"
#include "conformance/relay/relay.hpp"

namespace assay::conformance::live {

/// One case of one scenario. The scenario must outlive the stage.
struct Casting {
  const language::Scenario* scenario = nullptr;
  const language::Case* which = nullptr;
};

struct StageOptions {
  std::string limits = "default";
  const defects::Defect* defect = nullptr;
  bool through_relay = false;  ///< even without a defect
  std::string client_command;
  std::size_t jobs = 4;
  std::uint64_t seed = 1;
};

class Stage {
 public:
  /// Starts the target. The error says why it is not reachable.
  [[nodiscard]] static Result<std::unique_ptr<Stage>, std::string> open(const TargetFile& file,
                                                                        const language::RequirementTable& requirements,
                                                                        StageOptions options);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();

  using Report = std::function<void(reports::ScenarioReport)>;
  /// Plays all of them, `jobs` at a time, and reports each as it ends. False if a signal interrupted it.
  [[nodiscard]] bool perform(const std::vector<Casting>& list, const Report& report);

  [[nodiscard]] const engine::Target& target() const { return target_; }

 private:
  explicit Stage(StageOptions options) : options_(std::move(options)) {}
  [[nodiscard]] Result<void, std::string> put_relay_in_front();
  [[nodiscard]] Result<void, std::string> make_contexts();
  void fill(const std::vector<Casting>& list, const Report& report);

  StageOptions options_;
  net::EventLoop loop_;
  SystemRandom random_;
  const language::RequirementTable* requirements_ = nullptr;
  host::TlsContexts tls_;
  std::unique_ptr<Launch> launch_;
  engine::Target target_;
  std::unique_ptr<relay::Relay> relay_;
  std::unique_ptr<net::TcpHost> relay_host_;
  std::unique_ptr<SmsFile> sms_;
  std::vector<std::unique_ptr<Performance>> running_;
  std::size_t next_ = 0;
  std::uint64_t next_number_ = 0;  ///< the plays share a server: no two of them a phone number
  std::size_t reported_ = 0;
};

}  // namespace assay::conformance::live
