#include "conformance/live/sms_command.hpp"

#include <cstdio>

#include "conformance/live/sms_message.hpp"

namespace assay::conformance::live {

SmsCommand::SmsCommand(net::EventLoop& loop, std::string command, std::string folder, Callback callback, Duration patience)
    : loop_(loop), command_(std::move(command)), folder_(std::move(folder)), callback_(std::move(callback)), patience_(patience) {}

SmsCommand::~SmsCommand() {
  for (const auto& [id, run] : running_) loop_.cancel(run.patience);
}

void SmsCommand::fetch(std::string number) {
  if (running_.size() < kAtOnce) return start(std::move(number));
  waiting_.push_back(std::move(number));
}

void SmsCommand::start(std::string number) {
  const std::uint64_t id = ++started_;
  Run& run = running_[id];
  run.number = std::move(number);
  run.patience = loop_.after(patience_, [this, id] { ended(id, "printed no code in time"); });
  Process::Callbacks callbacks;
  callbacks.line = [this, id](std::string_view text) { line(id, text); };
  callbacks.ended = [this, id](const std::string& how) { ended(id, how + " and printed no code"); };
  auto process = Process::start(loop_, command_, folder_, {{"ASSAY_NUMBER", run.number}}, {}, std::move(callbacks));
  if (!process) return ended(id, "could not be run: " + process.error());
  run.process = std::move(*process);
}

void SmsCommand::line(std::uint64_t id, std::string_view text) {
  Run& run = running_.at(id);
  const auto code = code_in(text);
  if (!code || run.done) return;
  run.done = true;
  callback_(run.number, *code);
  ended(id, {});
}

// A process must not be destroyed from inside what it calls.
void SmsCommand::ended(std::uint64_t id, const std::string& how) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  if (!std::exchange(found->second.done, true)) std::fprintf(stderr, "sms.command %s\n", how.c_str());
  loop_.post([this, id, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) remove(id);
  });
}

void SmsCommand::remove(std::uint64_t id) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  loop_.cancel(found->second.patience);
  running_.erase(found);
  if (waiting_.empty() || running_.size() >= kAtOnce) return;
  std::string next = std::move(waiting_.front());
  waiting_.pop_front();
  start(std::move(next));
}

}  // namespace assay::conformance::live
