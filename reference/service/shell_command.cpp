#include "reference/service/shell_command.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reference/base/assert.hpp"
#include "reference/service/units.hpp"

namespace assay::service {
namespace {

// How often a waiting thread looks whether it shall give up.
constexpr std::chrono::milliseconds kLook{50};

/// The process's id, or 0 with errno set. `input` becomes its standard input.
pid_t spawn(const std::string& command, int input) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) sigaddset(&defaults, number);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string shell = "sh";
  std::string option = "-c";
  std::string text = command;
  const std::array<char*, 4> arguments = {shell.data(), option.data(), text.data(), nullptr};
  pid_t process = 0;
  const int error = posix_spawn(&process, "/bin/sh", &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  errno = error;
  return error == 0 ? process : 0;
}

/// False if the process has not ended by then.
bool await_end(pid_t process, Duration timeout, const std::atomic<bool>& cancelled) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
  ASSAY_ASSERT(handle >= 0);
  const auto until = std::chrono::steady_clock::now() + timeout;
  bool ended = false;
  while (!ended && !cancelled) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    pollfd wanted{handle, POLLIN, 0};
    ended = poll(&wanted, 1, static_cast<int>(std::min(left, kLook).count())) == 1;
  }
  close(handle);
  return ended;
}

}  // namespace

Result<void, std::string> run_shell_command(const std::string& command, const std::string& input, Duration timeout,
                                            const std::atomic<bool>& cancelled) {
  ASSAY_ASSERT(input.size() <= 4'096);  // less than a pipe holds: writing it never waits
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return fail(std::string("cannot be run: ") + std::strerror(errno));
  const auto [reader, writer] = pipe_ends;
  const bool given = write(writer, input.data(), input.size()) == static_cast<ssize_t>(input.size());
  close(writer);
  const pid_t process = given ? spawn(command, reader) : 0;
  const int why = errno;
  close(reader);
  if (process == 0) return fail(std::string("cannot be run: ") + std::strerror(why));
  const bool ended = await_end(process, timeout, cancelled);
  if (!ended) kill(-process, SIGKILL);
  int status = 0;
  waitpid(process, &status, 0);
  if (!ended) return fail(cancelled ? std::string("was given up") : "did not end within " + to_text(timeout));
  if (WIFSIGNALED(status)) return fail("was ended by signal " + std::to_string(WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0) return fail("exited with " + std::to_string(WEXITSTATUS(status)));
  return {};
}

}  // namespace assay::service
