#pragma once
// Where the server says what an operator should know. Never a code, token, key, signature or the content of a stanza.

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::server {

enum class LogLevel {
  Trace,    ///< what every connection does, octets counted
  Debug,    ///< connections, logins and sessions that come and go
  Note,     ///< what an operator wants to know afterwards
  Warning,  ///< what an operator should look at
  Fault,    ///< something was lost
};

/// Whose event it is. All of it comes from peers: an implementation escapes it.
struct About {
  std::uint64_t connection = 0;  ///< 0: of no connection
  std::string peer;              ///< "192.0.2.1:4000"
  std::string session;           ///< "*01/resource" once a resource is bound: of the number its last two digits
};

class Log {
 public:
  Log() = default;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  virtual ~Log() = default;
  /// One line of English without its end. What a peer said may stand in it: an implementation escapes control characters.
  virtual void write(LogLevel level, std::string_view line) = 0;
  /// The same, of a connection.
  virtual void write(LogLevel level, std::string_view line, const About&) { write(level, line); }
  /// Whether lines of that level go anywhere: asked before one is put together.
  [[nodiscard]] virtual bool takes(LogLevel) const { return true; }
};

/// Says nothing: for simulators and tests.
class SilentLog final : public Log {
 public:
  using Log::write;
  void write(LogLevel, std::string_view) override {}
  [[nodiscard]] bool takes(LogLevel) const override { return false; }
};

}  // namespace assay::server
