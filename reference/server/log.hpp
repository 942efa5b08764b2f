#pragma once
// Where the server says what an operator should know. Never a code, token, key, signature or the content of a stanza.

#include <string_view>

namespace assay::server {

enum class LogLevel { Debug, Note, Warning, Fault };

class Log {
 public:
  Log() = default;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  virtual ~Log() = default;
  /// One line of English without its end.
  virtual void write(LogLevel level, std::string_view line) = 0;
};

/// Says nothing: for simulators and tests.
class SilentLog final : public Log {
 public:
  void write(LogLevel, std::string_view) override {}
};

}  // namespace assay::server
