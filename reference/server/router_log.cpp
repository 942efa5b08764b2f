// What the router tells the operator.

#include <algorithm>

#include "reference/base/endpoint.hpp"
#include "reference/server/router.hpp"

namespace assay::server {
namespace {

// Whoever is refused tries again at once: one line tells of all.
constexpr Duration kRefusalsSaid = std::chrono::minutes{1};

// Whoever guesses guesses often: so many lines in a while, then how many there would have been.
constexpr Duration kFailuresCounted = std::chrono::minutes{1};
constexpr std::size_t kFailuresSaid = 20;

std::string_view reason(CloseReason closed) {
  switch (closed) {
    case CloseReason::Finished: return "in order";
    case CloseReason::Reset: return "cut by the peer or the network";
    case CloseReason::Refused: return "refused";
    case CloseReason::TlsFailed: return "TLS failed";
    case CloseReason::Local: return "cut by this server";
  }
  return "";
}

/// Numbers are nobody's business but their owners': enough of one to follow it through a log.
std::string masked(std::string_view username) {
  const std::string_view number = username.substr(0, username.find('.'));
  return "*" + std::string{username.substr(number.size() - std::min<std::size_t>(2, number.size()))};
}

}  // namespace

void Router::say_login(const Connection& connection, std::string_view username) {
  say(LogLevel::Debug, connection, "logged in as " + masked(username));
}

void Router::say_failed_login(Connection& connection) {
  connection.failed_logins_said = connection.stream().failed_logins();
  const Instant now = turn_.now().monotonic;
  if (!failures_since_ || now - *failures_since_ >= kFailuresCounted) {
    if (failures_ > kFailuresSaid) log_.write(LogLevel::Warning, std::to_string(failures_ - kFailuresSaid) + " more logins failed");
    failures_since_ = now;
    failures_ = 0;
  }
  if (++failures_ <= kFailuresSaid) say(LogLevel::Note, connection, "a login failed");
}

void Router::say(LogLevel level, const Connection& connection, std::string_view line) {
  if (!log_.takes(level)) return;
  log_.write(level, line,
             {static_cast<std::uint64_t>(connection.id()), to_text(connection.peer()),
              connection.session ? masked(connection.session->account()) + "/" + connection.session->full.resource() : std::string{}});
}

void Router::say_closed(const Connection& connection, const Closed& closed) {
  if (!log_.takes(LogLevel::Debug)) return;
  say(LogLevel::Debug, connection,
      "closed: " + std::string{reason(closed.reason)} + (closed.detail.empty() ? "" : " (" + closed.detail + ")"));
}

void Router::say_refused(std::string_view why) {
  if (refusals_said_ && turn_.now().monotonic - *refusals_said_ < kRefusalsSaid) return;
  refusals_said_ = turn_.now().monotonic;
  log_.write(LogLevel::Warning, "connections are refused: " + std::string{why});
}

}  // namespace assay::server
