#include "conformance/live/process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::conformance::live {
namespace {

constexpr std::size_t kLongestLine = 1'048'576;
constexpr std::size_t kMostUnsent = 4'194'304;
constexpr auto kStartTime = std::chrono::seconds{2};

[[noreturn]] void become(const std::string& command, const std::string& folder, const std::map<std::string, std::string>& environment,
                         const std::string& error_log, int input, int output, const std::array<int, 2>& gate) {
  setpgid(0, 0);
  close(gate[1]);
  char word = 0;
  if (::read(gate[0], &word, 1) != 1) _exit(125);  // our parent is gone, and nobody would end us
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  if (!error_log.empty()) {
    const int log = open(error_log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log >= 0) dup2(log, STDERR_FILENO);
  }
  // Our sockets are none of its business: a connection that it held open too would not end when we close it.
  close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  if (!folder.empty() && chdir(folder.c_str()) != 0) _exit(126);
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

std::string how_it_ended(int status) {
  if (WIFEXITED(status)) return "exited with " + std::to_string(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return "was ended by signal " + std::to_string(WTERMSIG(status));
  return "ended";
}

}  // namespace

Result<std::unique_ptr<Process>, std::string> Process::start(net::EventLoop& loop, const std::string& command, const std::string& folder,
                                                             const std::map<std::string, std::string>& environment,
                                                             const std::string& error_log, Callbacks callbacks) {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  std::array<int, 2> gate{};  // the command begins only when its end is provided for
  // What a killed shell leaves behind becomes our child: so we can wait until it is gone.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  // A socket pair for the input: writing to a process that has gone answers EPIPE instead of raising SIGPIPE (MSG_NOSIGNAL).
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input.data()) != 0) return fail(std::string(std::strerror(errno)));
  if (pipe2(output.data(), O_CLOEXEC) != 0) {
    const std::string why = std::strerror(errno);
    close(input[0]);
    close(input[1]);
    return fail(why);
  }
  if (pipe2(gate.data(), O_CLOEXEC) != 0) {
    const std::string why = std::strerror(errno);
    for (const int end : {input[0], input[1], output[0], output[1]}) close(end);
    return fail(why);
  }
  const pid_t pid = fork();
  if (pid == 0) become(command, folder, environment, error_log, input[1], output[1], gate);
  for (const int end : {input[1], output[1], gate[0]}) close(end);
  if (pid < 0) {
    const std::string why = std::strerror(errno);
    for (const int end : {input[0], output[0], gate[1]}) close(end);
    return fail(why);
  }
  setpgid(pid, pid);
  fcntl(output[0], F_SETFL, O_NONBLOCK);
  std::unique_ptr<Process> process(new Process(loop, std::move(callbacks)));
  process->pid_ = pid;
  process->input_ = input[0];
  process->output_ = output[0];
  loop.watch(process->output_, [raw = process.get()] { raw->read(); });
  const auto provided = process->will_.make(pid);
  const bool begun = provided && ::write(gate[1], "", 1) == 1;
  close(gate[1]);
  if (!provided) return fail(provided.error());
  if (!begun) return fail(std::string("cannot begin the command"));
  return process;
}

Process::~Process() {
  callbacks_ = {};
  stop_reading();
  stop_writing();
  if (input_ >= 0) close(input_);
  if (pid_ > 0) (void)reap(true);
}

void Process::stop_reading() {
  if (output_ < 0) return;
  loop_.unwatch(output_);
  close(output_);
  output_ = -1;
}

void Process::kill() {
  if (pid_ <= 0) return;
  stop_reading();
  ::kill(-pid_, SIGKILL);
  (void)reap(false);
}

void Process::terminate() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGTERM);
  ::kill(-pid_, SIGCONT);  // it may be paused
}

void Process::pause() {
  if (pid_ > 0) ::kill(-pid_, SIGSTOP);
}

void Process::go_on() {
  if (pid_ > 0) ::kill(-pid_, SIGCONT);
}

void Process::write(std::string_view line) {
  if (input_ < 0) return;
  unsent_ += line;
  unsent_ += '\n';
  flush();
  if (unsent_.size() <= kMostUnsent) return;
  // Whoever does not read must not fill our memory. Half a line would be no line: it hears the end of its input.
  stop_writing();
  shutdown(input_, SHUT_WR);
}

void Process::flush() {
  std::size_t sent = 0;
  while (sent < unsent_.size()) {
    const ssize_t count = send(input_, unsent_.data() + sent, unsent_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) return stop_writing();
    if (count < 0) break;
    sent += static_cast<std::size_t>(count);
  }
  unsent_.erase(0, sent);
  if (unsent_.empty()) return stop_writing();
  if (!std::exchange(awaits_room_, true)) loop_.watch_writable(input_, [this] { flush(); });
}

void Process::stop_writing() {
  unsent_.clear();
  if (std::exchange(awaits_room_, false)) loop_.unwatch(input_);
}

void Process::read() {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(output_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return end_of_output();
  pending_.append(buffer.data(), static_cast<std::size_t>(count));
  std::size_t begin = 0;
  for (std::size_t end; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    if (callbacks_.line) callbacks_.line(std::string_view(pending_).substr(begin, end - begin));
  }
  pending_.erase(0, begin);
  if (pending_.size() > kLongestLine) pending_.clear();
}

void Process::end_of_output() {
  stop_reading();
  const std::string how = reap(false);
  if (const auto ended = callbacks_.ended) ended(how);  // it may start another in our place
}

std::string Process::reap(bool force) {
  if (pid_ <= 0) return "ended";
  int status = 0;
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  if (force) terminate();
  while (waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      ::kill(-pid_, SIGKILL);
      waitpid(pid_, &status, 0);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{2});  // between two looks at a process that is ending; nothing depends on it
  }
  ::kill(-pid_, SIGKILL);  // what it left behind in its group
  while (waitpid(-pid_, nullptr, 0) > 0 || errno == EINTR) {
  }
  will_.withdraw();
  pid_ = -1;
  return how_it_ended(status);
}

}  // namespace assay::conformance::live
