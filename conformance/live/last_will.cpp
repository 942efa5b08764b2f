#include "conformance/live/last_will.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace assay::conformance::live {
namespace {

constexpr int kLooks = 200;  // of 10 ms

// Between fork() and the end only calls that are safe there. It holds nothing of ours but the pipe: whoever reads our output must not wait
// for it.
[[noreturn]] void execute(int life, pid_t group) {
  setsid();
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) signal(number, SIG_IGN);
  dup2(life, STDIN_FILENO);
  close_range(STDIN_FILENO + 1, ~0U, 0);
  char octet = 0;
  while (read(STDIN_FILENO, &octet, 1) < 0 && errno == EINTR) {
  }
  kill(-group, SIGTERM);
  kill(-group, SIGCONT);  // it may be paused
  const timespec pause{0, 10'000'000};
  for (int look = 0; look < kLooks && kill(-group, 0) == 0; ++look) nanosleep(&pause, nullptr);
  kill(-group, SIGKILL);
  _exit(0);
}

}  // namespace

Result<void, std::string> LastWill::make(pid_t group) {
  std::array<int, 2> pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(std::string(std::strerror(errno)));
  const pid_t made = fork();
  if (made == 0) execute(pipe[0], group);
  close(pipe[0]);
  if (made < 0) {
    const std::string why = std::strerror(errno);
    close(pipe[1]);
    return fail(why);
  }
  executor_ = made;
  life_ = pipe[1];
  return {};
}

void LastWill::withdraw() {
  if (executor_ < 0) return;
  kill(executor_, SIGKILL);
  while (waitpid(executor_, nullptr, 0) < 0 && errno == EINTR) {
  }
  close(life_);
  executor_ = -1;
}

}  // namespace assay::conformance::live
