#pragma once
// An implementation under test that we start, by its target file's command, as often as a scenario wants: it may be killed or stopped and
// started again on the same data.
//
// The command runs in the target file's folder, with these in its environment: ASSAY (the path of this program), ASSAY_FOLDER (a temporary
// folder, the same at each start, that is removed at the end), ASSAY_LIMITS (the limits profile wanted), ASSAY_ENCRYPTION
// ("required" or "optional"), ASSAY_DEFECT (the defect to plant
// inside, or empty), ASSAY_RELAYED ("yes" or empty), ASSAY_SMS_URL (where
// we listen for codes, or empty). When it answers on its ports it prints one line:
//
//     ready {"c2s":"127.0.0.1:40001","c2s-tls":"127.0.0.1:40002","domain":"localhost","sms":"/tmp/x/sms.jsonl","push":"/tmp/x/push.jsonl",
//            "control":"/tmp/x/control","store":["/tmp/x/assay.db"]}

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/live/process.hpp"
#include "conformance/live/target_file.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

struct LaunchOptions {
  std::string limits = "default";
  bool encryption_required = false;  ///< clear text is to be refused
  std::string defect;
  std::string sms_url{};                         ///< where it shall post its codes, or ""
  bool relayed = false;                          ///< a relay that ends TLS will stand in front, so that logins bound to TLS cannot work
  Duration patience = std::chrono::seconds{60};  ///< an Erlang on a busy machine
};

class Launch {
 public:
  /// What came of it; an error is what to tell a person: why, and the end of its output.
  using Outcome = Result<void, std::string>;
  using Told = std::function<void(Outcome)>;

  /// `file` and the loop outlive it. Nothing runs yet.
  Launch(net::EventLoop& loop, const TargetFile& file, LaunchOptions options);
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;
  /// Ends what runs, and removes the folder.
  ~Launch();

  /// Whether we start it at all; else it is running already, and only start() is of use.
  [[nodiscard]] bool can_start() const { return !file_.launch.empty(); }
  /// Runs the command. Calls back once, from the loop, when the implementation is ready or will not be.
  void start(Told told);
  /// As a crash ends it. It is gone on return.
  void kill();
  /// As its administrator ends it (SIGTERM); calls back when it has ended, or has not within ten seconds.
  void stop(Told told);
  void pause() { process_->pause(); }
  void go_on() { process_->go_on(); }

  /// As the file and the last ready line describe it.
  [[nodiscard]] const engine::Target& target() const { return target_; }
  [[nodiscard]] const std::string& sms_file() const { return sms_file_; }
  /// Where it writes its wake-ups, or "".
  [[nodiscard]] const std::string& push_file() const { return push_file_; }
  [[nodiscard]] const std::string& control() const { return control_; }
  /// The files in which the implementation keeps what outlives it, if it says so.
  [[nodiscard]] const std::vector<std::string>& store_files() const { return store_files_; }
  /// How the implementation ended, or "" while it runs.
  [[nodiscard]] const std::string& ended() const { return ended_; }

 private:
  [[nodiscard]] Outcome run();
  [[nodiscard]] bool understood(std::string_view ready_line);
  void line(std::string_view text);
  void has_ended(const std::string& how);
  void tell(Outcome outcome);
  [[nodiscard]] Outcome cannot_start(const std::string& why) const;

  net::EventLoop& loop_;
  const TargetFile& file_;
  LaunchOptions options_;
  engine::Target target_;
  std::string sms_file_;
  std::string push_file_;
  std::string control_;
  std::vector<std::string> store_files_;
  std::string ended_;
  std::string fault_;
  bool ready_ = false;
  Told told_;  ///< of start() or stop(); empty: nobody waits
  net::TimerId patience_{};
  std::filesystem::path folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace assay::conformance::live
