#include "reference/service/event_log.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace assay::service {
namespace {

using server::LogLevel;

const char* word(LogLevel level) {
  static constexpr const char* kWords[] = {"trace", "debug", "note", "warning", "error"};
  return kWords[static_cast<int>(level)];
}

int open_file(const std::string& path) { return open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600); }

/// How many octets the UTF-8 character at the beginning has; 0 if it is none.
std::size_t character(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(0);
  const std::size_t size = first < 0x80                    ? 1
                           : first >= 0xc2 && first < 0xe0 ? 2
                           : first >= 0xe0 && first < 0xf0 ? 3
                           : first >= 0xf0 && first < 0xf5 ? 4
                                                           : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xc0U) != 0x80) return 0;
  }
  return size;
}

/// C0, DEL, C1, line and paragraph separators, and what overrides the direction of text.
bool is_unfit(std::string_view c) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(c[i]); };
  if (c.size() == 1) return octet(0) < 0x20 || octet(0) == 0x7f;
  if (c.size() == 2) return octet(0) == 0xc2 && octet(1) < 0xa0;
  if (c.size() == 3 && octet(0) == 0xe2 && octet(1) == 0x80) return octet(2) >= 0xa8 && octet(2) <= 0xae;
  return c.size() == 3 && octet(0) == 0xe2 && octet(1) == 0x81 && octet(2) >= 0xa6 && octet(2) <= 0xa9;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    if (out.size() >= most) return out + "...";
    const std::size_t size = character(text);
    const std::string_view c = text.substr(0, size == 0 ? 1 : size);
    if (size == 0 || is_unfit(c)) {
      for (const char octet : c) out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(octet)));
    } else {
      out += c;
    }
    text.remove_prefix(c.size());
  }
  return out;
}

Result<std::unique_ptr<EventLog>, std::string> EventLog::open(LogSettings settings, Clock clock) {
  int file = STDERR_FILENO;
  if (!settings.file.empty()) {
    file = open_file(settings.file);
    if (file < 0) {
      return fail("cannot write the log " + settings.file + ": " + std::strerror(errno) + "; its folder must exist and be writable");
    }
  }
  return std::make_unique<EventLog>(std::move(settings), std::move(clock), file);
}

EventLog::~EventLog() {
  if (file_ != STDERR_FILENO) close(file_);
}

bool EventLog::takes(LogLevel level) const {
  return static_cast<int>(LogLevel::Fault) - static_cast<int>(level) <= static_cast<int>(settings_.level);
}

void EventLog::write(LogLevel level, std::string_view line, const server::About& about) {
  if (!takes(level)) return;
  const std::string text = (settings_.format == LogFormat::Json ? json_line(level, line, about) : text_line(level, line, about)) + "\n";
  const std::scoped_lock lock(mutex_);
  // One call a line: lines of several processes in one file do not mix. A log that cannot be written must not stop the server.
  (void)!::write(file_, text.data(), text.size());
}

void EventLog::reopen() {
  if (settings_.file.empty()) return;
  const int fresh = open_file(settings_.file);
  if (fresh < 0) {
    write(LogLevel::Fault, "the log cannot be opened anew: " + std::string(std::strerror(errno)) + "; it goes on in the file it had");
    return;
  }
  const std::scoped_lock lock(mutex_);
  close(std::exchange(file_, fresh));
}

std::string EventLog::text_line(LogLevel level, std::string_view line, const server::About& about) const {
  std::string out = date_time(clock_()) + " " + word(level);
  if (about.connection != 0) out += " [c" + std::to_string(about.connection) + " " + one_line(about.peer, 100) + "]";
  if (!about.session.empty()) out += " [" + one_line(about.session, 200) + "]";
  return out + ": " + one_line(line);
}

std::string EventLog::json_line(LogLevel level, std::string_view line, const server::About& about) const {
  nlohmann::ordered_json object;
  object["time"] = date_time(clock_());
  object["level"] = word(level);
  if (about.connection != 0) {
    object["connection"] = about.connection;
    object["peer"] = one_line(about.peer, 100);
  }
  if (!about.session.empty()) object["session"] = one_line(about.session, 200);
  object["event"] = one_line(line);
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace assay::service
