#pragma once
// Codes on their way to a provider that may be slow, broken or away: threads of their own deliver them, so that the server waits for
// nobody.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "reference/server/log.hpp"
#include "reference/server/sms_sink.hpp"

namespace assay::service {

/// What became of one attempt.
struct SmsAttempt {
  enum class Result { Taken, Failed, Refused } result = Result::Taken;  ///< Failed: another attempt may do better
  std::string why;                                                      ///< of what was not taken; without number and code
};

struct SmsQueueOptions {
  std::size_t attempts = 4;
  std::size_t most = 1'000;  ///< codes that wait or are on their way
  std::size_t threads = 4;
  std::chrono::milliseconds first_pause{1'000};   ///< before the second attempt; doubles
  std::chrono::milliseconds probe_every{30'000};  ///< a provider that is down gets one code in that time
  std::chrono::milliseconds farewell{2'000};      ///< what waits at the end may take so long
};

/// A code is taken (deliver() answers true) when it has a place in the queue. It has none while the queue is full, and while the provider
/// is known to be down: since a code was given up, until one is taken.
class SmsQueue final : public server::SmsSink {
 public:
  /// Tries once, on one of the queue's threads; ends soon after `cancelled` becomes true.
  using Try = std::function<SmsAttempt(const server::Sms&, const std::atomic<bool>& cancelled)>;

  /// `log` must outlive the queue and take lines from any thread.
  SmsQueue(Try attempt, SmsQueueOptions options, server::Log& log);
  /// Delivers what waits, without pauses, as far as the farewell allows.
  ~SmsQueue() override;

  bool deliver(const server::Sms& sms) override;

 private:
  using Clock = std::chrono::steady_clock;
  struct Job {
    server::Sms sms;
    std::size_t attempts = 0;
  };

  void work();
  std::optional<Job> next(std::unique_lock<std::mutex>& lock);
  void settle(Job job, const SmsAttempt& attempt);

  Try attempt_;
  SmsQueueOptions options_;
  server::Log& log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Clock::time_point, Job> waiting_;  // by when the next attempt is due
  std::size_t under_way_ = 0;
  bool down_ = false;
  bool stopping_ = false;
  Clock::time_point next_probe_{};
  Clock::time_point fullness_said_{};
  std::atomic<bool> cancelled_{false};
  std::vector<std::thread> threads_;
};

}  // namespace assay::service
