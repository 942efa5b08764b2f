#include "conformance/cli/sms_outbox.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::conformance::cli {
namespace {

std::string line_of(const server::Sms& sms) {
  const bool voice = sms.method == stanza::registration::Method::Voice;
  return nlohmann::ordered_json{{"to", sms.to}, {"method", voice ? "voice" : "sms"}, {"code", sms.code}}.dump() + "\n";
}

class FileSink final : public server::SmsSink {
 public:
  explicit FileSink(int file) : file_(file) {}
  ~FileSink() override { close(file_); }
  bool deliver(const server::Sms& sms) override {
    const std::string line = line_of(sms);
    return write(file_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  }

 private:
  int file_;
};

class CommandSink final : public server::SmsSink {
 public:
  explicit CommandSink(std::string command) : command_("exec timeout 5 /bin/sh -c '" + quoted(command) + "'") {}
  bool deliver(const server::Sms& sms) override {
    std::FILE* pipe = popen(command_.c_str(), "we");
    if (!pipe) return false;
    const std::string line = line_of(sms);
    const bool written = std::fwrite(line.data(), 1, line.size(), pipe) == line.size();
    return pclose(pipe) == 0 && written;
  }

 private:
  static std::string quoted(const std::string& text) {
    std::string out;
    for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out;
  }
  std::string command_;
};

class NobodySink final : public server::SmsSink {
 public:
  bool deliver(const server::Sms&) override { return false; }
};

}  // namespace

Result<std::unique_ptr<server::SmsSink>, std::string> sms_file(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail("cannot write " + path + ": " + std::strerror(errno));
  return std::unique_ptr<server::SmsSink>(std::make_unique<FileSink>(file));
}

std::unique_ptr<server::SmsSink> sms_command(std::string command) { return std::make_unique<CommandSink>(std::move(command)); }

std::unique_ptr<server::SmsSink> no_sms() { return std::make_unique<NobodySink>(); }

}  // namespace assay::conformance::cli
