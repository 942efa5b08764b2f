#include "reference/service/push_queue.hpp"

#include <utility>

namespace assay::service {
namespace {

using server::LogLevel;
using Outcome = server::WakeUpResult::Outcome;

constexpr std::size_t kThreads = 4;
// A server that never asks for results has as many at most.
constexpr std::size_t kMostResults = 100'000;

}  // namespace

PushQueue::PushQueue(Try attempt, std::size_t most, server::Log& log) : attempt_(std::move(attempt)), most_(most), log_(log) {
  for (std::size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { work(); });
}

PushQueue::~PushQueue() {
  {
    const std::unique_lock lock(mutex_);
    cancelled_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

void PushQueue::send(const server::WakeUp& wake_up) {
  const std::unique_lock lock(mutex_);
  if (waiting_.size() + under_way_ >= most_) {
    if (!std::exchange(full_, true)) {
      log_.write(LogLevel::Warning, std::to_string(most_) + " wake-ups wait for the push service (push.queue): more are lost");
    }
    return;
  }
  full_ = false;
  waiting_.push_back(wake_up);
  changed_.notify_all();
}

std::vector<server::WakeUpResult> PushQueue::take_results() {
  const std::unique_lock lock(mutex_);
  return std::exchange(results_, {});
}

void PushQueue::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return cancelled_ || !waiting_.empty(); });
    if (cancelled_) return;
    const server::WakeUp wake_up = std::move(waiting_.front());
    waiting_.pop_front();
    ++under_way_;
    lock.unlock();
    const PushAttempt attempt = attempt_(wake_up, cancelled_);
    lock.lock();
    --under_way_;
    if (cancelled_) return;
    if (results_.size() < kMostResults) results_.push_back({wake_up.number, attempt.outcome});
    const bool failed = attempt.outcome == Outcome::Failed;
    if (failed != std::exchange(fails_, failed)) {
      failed ? log_.write(LogLevel::Warning, "the push service does not take wake-ups: " + attempt.why)
             : log_.write(LogLevel::Note, "the push service takes wake-ups again");
    }
  }
}

}  // namespace assay::service
