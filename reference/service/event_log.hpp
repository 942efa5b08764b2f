#pragma once
// The log of a server that runs: one line an event, on standard error or in a file, for people or as JSON.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/server/log.hpp"
#include "reference/service/settings.hpp"

namespace assay::service {

/// A peer's text made fit for one line: control characters, what is no UTF-8 and the characters that turn lines around become \xNN, and
/// what exceeds `most` octets is cut.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t most = 1'000);

/// From any thread.
class EventLog final : public server::Log {
 public:
  using Clock = std::function<WallTime()>;
  /// Opens the file where one is named. `clock` is asked on the writing thread. The error is one sentence.
  [[nodiscard]] static Result<std::unique_ptr<EventLog>, std::string> open(LogSettings settings, Clock clock);
  EventLog(LogSettings settings, Clock clock, int file) : settings_(std::move(settings)), clock_(std::move(clock)), file_(file) {}
  ~EventLog() override;

  void write(server::LogLevel level, std::string_view line) override { write(level, line, {}); }
  void write(server::LogLevel level, std::string_view line, const server::About& about) override;
  [[nodiscard]] bool takes(server::LogLevel level) const override;

  /// Opens the file anew, for whoever has moved it away. Where that fails the old one goes on, and says so.
  void reopen();

 private:
  [[nodiscard]] std::string text_line(server::LogLevel level, std::string_view line, const server::About& about) const;
  [[nodiscard]] std::string json_line(server::LogLevel level, std::string_view line, const server::About& about) const;

  LogSettings settings_;
  Clock clock_;
  std::mutex mutex_;
  int file_;  ///< standard error where no file is named
};

}  // namespace assay::service
