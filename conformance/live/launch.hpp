#pragma once
// Starts an implementation under test by its target file's command and waits until it is ready.
//
// The command runs in the target file's folder, with these in its environment: ASSAY (the path of this program), ASSAY_FOLDER (a temporary
// folder that is removed afterwards), ASSAY_LIMITS (the limits profile wanted), ASSAY_DEFECT (the defect to plant inside, or empty). When
// it answers on its ports it prints one line:
//
//     ready {"c2s":"127.0.0.1:40001","c2s-tls":"127.0.0.1:40002","domain":"localhost","sms":"/tmp/x/sms.jsonl"}

#include <filesystem>
#include <memory>
#include <string>

#include "conformance/live/process.hpp"
#include "conformance/live/target_file.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

struct LaunchOptions {
  std::string limits = "default";
  std::string defect;
  Duration patience = std::chrono::seconds{30};
};

class Launch {
 public:
  /// Runs the loop until the implementation is ready. An error is what to tell a person: why, and the end of its output.
  [[nodiscard]] static Result<std::unique_ptr<Launch>, std::string> start(net::EventLoop& loop, const TargetFile& file,
                                                                          const LaunchOptions& options);
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;
  ~Launch();

  [[nodiscard]] const engine::Target& target() const { return target_; }
  [[nodiscard]] const std::string& sms_file() const { return sms_file_; }
  /// How the implementation ended, or "" while it runs.
  [[nodiscard]] const std::string& ended() const { return ended_; }
  [[nodiscard]] pid_t pid() const { return process_ ? process_->pid() : -1; }

 private:
  Launch() = default;
  [[nodiscard]] bool understood(std::string_view ready_line);

  engine::Target target_;
  std::string sms_file_;
  std::string ended_;
  std::string fault_;
  bool ready_ = false;
  std::filesystem::path folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace assay::conformance::live
