#include "reference/service/sms_queue.hpp"

#include <algorithm>
#include <utility>

namespace assay::service {
namespace {

using server::LogLevel;
using Result = SmsAttempt::Result;

// A full queue is said once in that time, not for each code.
constexpr std::chrono::minutes kFullnessSaid{1};
constexpr std::chrono::minutes kLongestPause{5};

}  // namespace

SmsQueue::SmsQueue(Try attempt, SmsQueueOptions options, server::Log& log) : attempt_(std::move(attempt)), options_(options), log_(log) {
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
}

SmsQueue::~SmsQueue() {
  std::size_t lost = 0;
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    changed_.wait_for(lock, options_.farewell, [this] { return waiting_.empty() && under_way_ == 0; });
    lost = waiting_.size() + under_way_;
    waiting_.clear();
    cancelled_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  if (lost > 0) log_.write(LogLevel::Warning, std::to_string(lost) + " codes were still on their way to the provider and are lost");
}

bool SmsQueue::deliver(const server::Sms& sms) {
  const std::unique_lock lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (down_) {
    if (now < next_probe_) return false;
    next_probe_ = now + options_.probe_every;
  }
  if (waiting_.size() + under_way_ >= options_.most) {
    if (fullness_said_ == Clock::time_point{} || now - fullness_said_ > kFullnessSaid) {
      fullness_said_ = now;
      log_.write(LogLevel::Warning,
                 std::to_string(options_.most) + " codes wait for the provider (sms.queue): more are refused with no-route");
    }
    return false;
  }
  waiting_.emplace(now, Job{sms});
  changed_.notify_all();
  return true;
}

void SmsQueue::work() {
  std::unique_lock lock(mutex_);
  while (std::optional<Job> job = next(lock)) {
    ++under_way_;
    lock.unlock();
    const SmsAttempt attempt = attempt_(job->sms, cancelled_);
    lock.lock();
    --under_way_;
    settle(std::move(*job), attempt);
    changed_.notify_all();
  }
}

std::optional<SmsQueue::Job> SmsQueue::next(std::unique_lock<std::mutex>& lock) {
  while (true) {
    if (cancelled_ || (stopping_ && waiting_.empty())) return std::nullopt;
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto first = waiting_.begin();
    if (!stopping_ && first->first > Clock::now()) {
      changed_.wait_until(lock, Clock::time_point{first->first});
      continue;
    }
    Job job = std::move(first->second);
    waiting_.erase(first);
    return job;
  }
}

void SmsQueue::settle(Job job, const SmsAttempt& attempt) {
  ++job.attempts;
  if (attempt.result == Result::Taken) {
    if (std::exchange(down_, false)) log_.write(LogLevel::Note, "the provider of codes takes them again");
    return;
  }
  if (cancelled_) return;
  if (attempt.result == Result::Failed && job.attempts < options_.attempts) {
    const auto pause = std::min<std::chrono::milliseconds>(options_.first_pause * (1U << (job.attempts - 1)), kLongestPause);
    log_.write(LogLevel::Debug, "a code was not taken, attempt " + std::to_string(job.attempts) + ": " + attempt.why);
    waiting_.emplace(Clock::now() + pause, std::move(job));
    return;
  }
  log_.write(LogLevel::Warning, "a code could not be delivered (attempts: " + std::to_string(job.attempts) + "): " + attempt.why);
  // A refusal is about this code; only a provider that cannot be reached is down.
  if (attempt.result == Result::Refused) return;
  next_probe_ = Clock::now() + options_.probe_every;
  if (!std::exchange(down_, true)) {
    log_.write(LogLevel::Fault, "the provider of codes is down: requests for codes are refused with no-route until it takes one again");
  }
}

}  // namespace assay::service
