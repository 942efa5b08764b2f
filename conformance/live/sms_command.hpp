#pragma once
// Fetches codes by a command of the target's owner: it prints the code that came to a number, and may wait for it.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "conformance/live/process.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

class SmsCommand {
 public:
  using Callback = std::function<void(std::string_view number, std::string_view code)>;
  /// More commands wait until one of these has ended.
  static constexpr std::size_t kAtOnce = 8;

  /// Runs `command` by /bin/sh in `folder`, for `patience` at most, with the number in ASSAY_NUMBER. The first code that it prints counts
  /// (sms_message.hpp). The loop outlives this.
  SmsCommand(net::EventLoop& loop, std::string command, std::string folder, Callback callback, Duration patience = std::chrono::seconds{20});
  SmsCommand(const SmsCommand&) = delete;
  SmsCommand& operator=(const SmsCommand&) = delete;
  ~SmsCommand();

  /// Calls back from the loop when there is a code. What went wrong is said on standard error: a play finds that no code came.
  void fetch(std::string number);

 private:
  struct Run {
    std::string number;
    std::unique_ptr<Process> process;
    net::TimerId patience{};
    bool done = false;
  };
  void start(std::string number);
  void line(std::uint64_t id, std::string_view text);
  void ended(std::uint64_t id, const std::string& how);
  void remove(std::uint64_t id);

  net::EventLoop& loop_;
  std::string command_;
  std::string folder_;
  Callback callback_;
  Duration patience_;
  std::deque<std::string> waiting_;
  std::map<std::uint64_t, Run> running_;
  std::uint64_t started_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace assay::conformance::live
