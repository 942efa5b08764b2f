#pragma once
// A child process on an event loop, spoken to by lines: an implementation under test that was launched, or the shim of a client.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "conformance/live/last_will.hpp"
#include "reference/base/result.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

class Process {
 public:
  struct Callbacks {
    std::function<void(std::string_view line)> line;  ///< a line of its standard output, without the line end; at most 1 MiB
    std::function<void(std::string how)> ended;       ///< "exited with 1", "was ended by signal 9"; called once, from the loop
  };

  /// Starts `command` by /bin/sh in a process group of its own, in `folder`, with `environment` added to ours. Its standard error goes
  /// to the file `error_log`, or where ours goes if that is empty. The group does not outlive us, even if we are killed.
  [[nodiscard]] static Result<std::unique_ptr<Process>, std::string> start(net::EventLoop& loop, const std::string& command,
                                                                           const std::string& folder,
                                                                           const std::map<std::string, std::string>& environment,
                                                                           const std::string& error_log, Callbacks callbacks);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  /// Ends the process group: SIGTERM, and SIGKILL if it is still there after two seconds. Waits for it.
  ~Process();

  /// SIGKILL to the group. Nothing of it is left on return; Callbacks::ended does not come.
  void kill();
  /// SIGTERM to the group: Callbacks::ended tells when it has ended.
  void terminate();
  /// SIGSTOP and SIGCONT to the group.
  void pause();
  void go_on();

  /// Queues a line for its standard input. Lines to a process that has ended are dropped; one that leaves 4 MiB unread hears no more.
  void write(std::string_view line);
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  Process(net::EventLoop& loop, Callbacks callbacks) : loop_(loop), callbacks_(std::move(callbacks)) {}
  void read();
  void flush();
  void stop_writing();
  void end_of_output();
  void stop_reading();
  [[nodiscard]] std::string reap(bool force);

  net::EventLoop& loop_;
  Callbacks callbacks_;
  LastWill will_;
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  std::string pending_;
  std::string unsent_;
  bool awaits_room_ = false;  // for what is unsent
};

}  // namespace assay::conformance::live
