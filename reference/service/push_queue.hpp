#pragma once
// Wake-ups on their way to a push service that may be slow, broken or away: threads of their own deliver them, so that the server waits for
// nobody. Each is tried once: what it was for waits, and the server wakes again.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "reference/server/log.hpp"
#include "reference/server/push_sink.hpp"

namespace assay::service {

/// What became of one attempt.
struct PushAttempt {
  server::WakeUpResult::Outcome outcome = server::WakeUpResult::Outcome::Taken;
  std::string why;  ///< of what was not taken; without node and secret
};

class PushQueue final : public server::PushSink {
 public:
  /// Tries once, on one of the queue's threads; ends soon after `cancelled` becomes true.
  using Try = std::function<PushAttempt(const server::WakeUp&, const std::atomic<bool>& cancelled)>;

  /// At most `most` wait or are on their way; what is beyond it is lost. `log` must outlive the queue and take lines from any thread.
  PushQueue(Try attempt, std::size_t most, server::Log& log);
  /// What waits is lost.
  ~PushQueue() override;

  void send(const server::WakeUp& wake_up) override;
  std::vector<server::WakeUpResult> take_results() override;

 private:
  void work();

  Try attempt_;
  std::size_t most_;
  server::Log& log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<server::WakeUp> waiting_;
  std::size_t under_way_ = 0;
  std::vector<server::WakeUpResult> results_;
  bool fails_ = false;  // the last one did: said once, not for each
  bool full_ = false;
  std::atomic<bool> cancelled_{false};
  std::vector<std::thread> threads_;
};

}  // namespace assay::service
