#pragma once
// The control interface of a running server: its clocks and its counts, over a Unix-domain socket, one JSON object a line
// (conformance/targets/README.md says what each means). For tests: whoever holds it holds the server's time.

#include <memory>
#include <string>
#include <string_view>

#include "reference/base/result.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/line_server.hpp"
#include "reference/server/server.hpp"

namespace assay::service {

class Control {
 public:
  /// Both must outlive the control.
  Control(net::EventLoop& loop, const server::Server& server) : loop_(loop), server_(server) {}
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  /// Takes commands at `path` from now on. The error is one sentence.
  [[nodiscard]] Result<void, std::string> listen(const std::string& path);
  /// Answers one command, at once or, where time must pass first, later.
  void obey(std::string_view line, const net::LineServer::Answer& answer);

 private:
  net::EventLoop& loop_;
  const server::Server& server_;
  std::unique_ptr<net::LineServer> lines_;
};

}  // namespace assay::service
