#include "conformance/live/control.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace assay::conformance::live {
namespace {

constexpr Duration kAnswerTime = std::chrono::seconds{30};  // years of deadlines may come due
constexpr std::size_t kLongestAnswer = 4'096;

Result<int, std::string> connected(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return fail("its path is too long for a socket: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  const std::string why = std::strerror(errno);
  if (fd >= 0) close(fd);
  return fail(path + ": " + why);
}

Result<void, std::string> understood(std::string_view line, const std::string& event) {
  const auto object = nlohmann::json::parse(line, nullptr, false);
  const auto text = [&](const char* key) {
    return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
  };
  const std::string got = text("event");
  if (got == event) return {};
  if (got == "unsupported") return fail(std::string("it does not know this command"));
  if (got == "failed") return fail("it failed: " + text("text"));
  return fail("it answered " + std::string(line.substr(0, 200)));
}

}  // namespace

struct Control::Request {
  int fd = -1;
  std::string event;  ///< what a done one is answered with
  std::string received;
  net::TimerId patience{};
  Answer answer;
};

Control::Control(net::EventLoop& loop, std::string path) : loop_(loop), path_(std::move(path)) {}

Control::~Control() {
  for (const auto& request : requests_) {
    loop_.cancel(request->patience);
    loop_.unwatch(request->fd);
    close(request->fd);
  }
}

void Control::advance(Duration by, Answer answer) { ask("advance", "advanced", by, std::move(answer)); }

void Control::jump(Duration by, Answer answer) { ask("jump", "jumped", by, std::move(answer)); }

void Control::ask(const char* verb, const char* event, Duration by, Answer answer) {
  const nlohmann::ordered_json command = {{"do", verb}, {"seconds", std::chrono::duration<double>(by).count()}};
  const std::string line = command.dump() + "\n";
  const auto fd = connected(path_);
  const bool sent = fd && send(*fd, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
  if (!sent) {
    if (fd) close(*fd);
    loop_.post([answer = std::move(answer), why = fd ? path_ + " takes no line" : fd.error()] { answer(fail(why)); });
    return;
  }
  auto request = std::make_unique<Request>();
  request->fd = *fd;
  request->event = event;
  request->answer = std::move(answer);
  request->patience =
      loop_.after(kAnswerTime, [this, raw = request.get()] { end(*raw, fail(std::string("it did not answer within 30 s"))); });
  loop_.watch(*fd, [this, raw = request.get()] { read(*raw); });
  requests_.push_back(std::move(request));
}

void Control::read(Request& request) {
  std::array<char, kLongestAnswer> buffer{};
  const ssize_t count = ::read(request.fd, buffer.data(), buffer.size());
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return end(request, fail(std::string("it closed the connection without an answer")));
  request.received.append(buffer.data(), static_cast<std::size_t>(count));
  const std::size_t newline = request.received.find('\n');
  if (newline != std::string::npos) return end(request, understood(std::string_view(request.received).substr(0, newline), request.event));
  if (request.received.size() > kLongestAnswer) end(request, fail(std::string("its answer is no line")));
}

void Control::end(Request& request, Result<void, std::string> outcome) {
  loop_.cancel(request.patience);
  loop_.unwatch(request.fd);
  close(request.fd);
  const Answer answer = std::move(request.answer);
  std::erase_if(requests_, [&](const auto& one) { return one.get() == &request; });
  answer(std::move(outcome));
}

}  // namespace assay::conformance::live
