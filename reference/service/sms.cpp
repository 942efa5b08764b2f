#include "reference/service/sms.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "reference/http/post.hpp"
#include "reference/service/private_file.hpp"
#include "reference/service/shell_command.hpp"
#include "reference/service/sms_queue.hpp"

namespace assay::service {
namespace {

using Result = SmsAttempt::Result;

class SmsFile final : public server::SmsSink {
 public:
  SmsFile(int file, std::string path, server::Log& log) : file_(file), path_(std::move(path)), log_(log) {}
  ~SmsFile() override { close(file_); }
  bool deliver(const server::Sms& sms) override {
    const std::string line = sms_object(sms) + "\n";
    if (write(file_, line.data(), line.size()) == static_cast<ssize_t>(line.size())) return true;
    log_.write(server::LogLevel::Fault, "cannot write " + path_ + ": " + std::strerror(errno));
    return false;
  }

 private:
  int file_;
  std::string path_;
  server::Log& log_;
};

class NobodySink final : public server::SmsSink {
 public:
  bool deliver(const server::Sms&) override { return false; }
};

SmsAttempt attempt_post(const SmsSettings& settings, const server::Sms& sms, const std::atomic<bool>& cancelled) {
  http::Post request{
      .url = settings.url, .body = sms_object(sms), .bearer_token = {}, .ca_file = settings.ca_file, .timeout = settings.timeout};
  if (!settings.token_file.empty()) {
    auto token = read_token(settings.token_file);
    if (!token) return {Result::Failed, token.error()};
    request.bearer_token = std::move(*token);
  }
  const auto status = http::post(request, cancelled);
  if (!status) return {Result::Failed, status.error()};
  if (*status >= 200 && *status < 300) return {};
  const std::string why = "the URL answered with status " + std::to_string(*status);
  // 408, 425 and 429 say "later"; 401 and 403 mean us, not this code, and an operator can mend them.
  const bool passing =
      *status >= 500 || *status == 401 || *status == 403 || *status == 408 || *status == 425 || *status == 429 || *status < 400;
  return {passing ? Result::Failed : Result::Refused, why};
}

assay::Result<std::unique_ptr<server::SmsSink>, std::string> open_file_sink(const std::string& path, server::Log& log) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  if (file < 0) return fail("sms.file: cannot write " + path + ": " + std::strerror(errno));
  return std::unique_ptr<server::SmsSink>(std::make_unique<SmsFile>(file, path, log));
}

}  // namespace

std::string sms_object(const server::Sms& sms) {
  const bool voice = sms.method == stanza::registration::Method::Voice;
  return nlohmann::ordered_json{{"to", sms.to}, {"method", voice ? "voice" : "sms"}, {"code", sms.code}}.dump();
}

assay::Result<std::unique_ptr<server::SmsSink>, std::string> open_sms(const SmsSettings& settings, server::Log& log) {
  if (!settings.file.empty()) return open_file_sink(settings.file, log);
  SmsQueueOptions options;
  options.attempts = settings.attempts;
  options.most = settings.queue;
  SmsQueue::Try attempt;
  if (!settings.command.empty()) {
    attempt = [settings](const server::Sms& sms, const std::atomic<bool>& cancelled) -> SmsAttempt {
      const auto done = run_shell_command(settings.command, sms_object(sms) + "\n", settings.timeout, cancelled);
      return done ? SmsAttempt{} : SmsAttempt{Result::Failed, "the command " + done.error()};
    };
  } else if (!settings.url.empty()) {
    if (!settings.token_file.empty()) {
      if (const auto token = read_token(settings.token_file); !token) return fail("sms.token_file: " + token.error());
    }
    if (!settings.ca_file.empty()) {
      if (const auto pem = read_file(settings.ca_file); !pem) return fail("sms.ca_file: " + pem.error());
    }
    attempt = [settings](const server::Sms& sms, const std::atomic<bool>& cancelled) { return attempt_post(settings, sms, cancelled); };
  } else {
    return std::unique_ptr<server::SmsSink>(std::make_unique<NobodySink>());
  }
  return std::unique_ptr<server::SmsSink>(std::make_unique<SmsQueue>(std::move(attempt), options, log));
}

}  // namespace assay::service
