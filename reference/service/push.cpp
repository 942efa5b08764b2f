#include "reference/service/push.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "reference/http/post.hpp"
#include "reference/service/private_file.hpp"
#include "reference/service/push_queue.hpp"
#include "reference/service/shell_command.hpp"

namespace assay::service {
namespace {

using Outcome = server::WakeUpResult::Outcome;

// EX_UNAVAILABLE of sysexits.h: the command says that the service knows no such device.
constexpr const char* kGone = "exited with 69";

class PushFile final : public server::PushSink {
 public:
  PushFile(int file, std::string path, server::Log& log) : file_(file), path_(std::move(path)), log_(log) {}
  ~PushFile() override { close(file_); }
  void send(const server::WakeUp& wake_up) override {
    const std::string line = push_object(wake_up) + "\n";
    const bool written = write(file_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    if (!written) log_.write(server::LogLevel::Fault, "cannot write " + path_ + ": " + std::strerror(errno));
    results_.push_back({wake_up.number, written ? Outcome::Taken : Outcome::Failed});
  }
  std::vector<server::WakeUpResult> take_results() override { return std::exchange(results_, {}); }

 private:
  int file_;
  std::string path_;
  server::Log& log_;
  std::vector<server::WakeUpResult> results_;
};

PushAttempt attempt_command(const PushSettings& settings, const server::WakeUp& wake_up, const std::atomic<bool>& cancelled) {
  const auto done = run_shell_command(settings.command, push_object(wake_up) + "\n", settings.timeout, cancelled);
  if (done) return {};
  return {done.error() == kGone ? Outcome::Gone : Outcome::Failed, "the command " + done.error()};
}

PushAttempt attempt_post(const PushSettings& settings, const server::WakeUp& wake_up, const std::atomic<bool>& cancelled) {
  http::Post request{
      .url = settings.url, .body = push_object(wake_up), .bearer_token = {}, .ca_file = settings.ca_file, .timeout = settings.timeout};
  if (!settings.token_file.empty()) {
    auto token = read_token(settings.token_file);
    if (!token) return {Outcome::Failed, token.error()};
    request.bearer_token = std::move(*token);
  }
  const auto status = http::post(request, cancelled);
  if (!status) return {Outcome::Failed, status.error()};
  if (*status >= 200 && *status < 300) return {};
  return {*status == 404 || *status == 410 ? Outcome::Gone : Outcome::Failed, "the URL answered with status " + std::to_string(*status)};
}

}  // namespace

std::string push_object(const server::WakeUp& wake_up) {
  const nlohmann::ordered_json object{{"service", wake_up.service}, {"node", wake_up.node}, {"secret", wake_up.secret}};
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<std::unique_ptr<server::PushSink>, std::string> open_push(const PushSettings& settings, server::Log& log) {
  if (!settings.file.empty()) {
    const int file = open(settings.file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (file < 0) return fail("push.file: cannot write " + settings.file + ": " + std::strerror(errno));
    return std::unique_ptr<server::PushSink>(std::make_unique<PushFile>(file, settings.file, log));
  }
  PushQueue::Try attempt;
  if (!settings.command.empty()) {
    attempt = [settings](const server::WakeUp& wake_up, const std::atomic<bool>& cancelled) {
      return attempt_command(settings, wake_up, cancelled);
    };
  } else if (!settings.url.empty()) {
    if (!settings.token_file.empty()) {
      if (const auto token = read_token(settings.token_file); !token) return fail("push.token_file: " + token.error());
    }
    if (!settings.ca_file.empty()) {
      if (const auto pem = read_file(settings.ca_file); !pem) return fail("push.ca_file: " + pem.error());
    }
    attempt = [settings](const server::WakeUp& wake_up, const std::atomic<bool>& cancelled) {
      return attempt_post(settings, wake_up, cancelled);
    };
  } else {
    return std::unique_ptr<server::PushSink>(std::make_unique<server::NoPush>());
  }
  return std::unique_ptr<server::PushSink>(std::make_unique<PushQueue>(std::move(attempt), settings.queue, log));
}

}  // namespace assay::service
