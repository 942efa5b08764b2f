#pragma once
// The server as one machine: every connection, session and account of a domain. It decides; the host below it (reference/host) does TCP,
// TLS and time.
//
// A turn is a transaction: it opens with the first input that reads or writes the store, end_turn() commits it, and only then do actions
// and codes leave. Where the commit fails, every connection that the turn touched gets a stream error and closes, and nothing else of the
// turn leaves.

#include <cstddef>
#include <memory>
#include <optional>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/server/config.hpp"
#include "reference/server/log.hpp"
#include "reference/server/push_sink.hpp"
#include "reference/server/sms_sink.hpp"
#include "reference/store/store.hpp"

namespace assay::server {

class Router;

/// Accepts connections on the listeners "c2s" (STARTTLS) and "c2s-tls" (TLS from the first octet); any other name counts as "c2s".
class Server final : public Machine {
 public:
  /// The referenced objects must outlive the server. `store` has no open transaction.
  Server(Config config, store::Store& store, RandomSource& random, SmsSink& sms, Log& log, PushSink& push = no_push());
  ~Server() override;

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

  /// Begins the end: every stream gets the error system-shutdown and closes, and new connections are refused. An end_turn() must follow.
  void shut_down(const Now& now);

  /// Bound sessions and open connections, for statistics.
  [[nodiscard]] std::size_t sessions() const;
  [[nodiscard]] std::size_t connections() const;

 private:
  std::unique_ptr<Router> router_;
};

}  // namespace assay::server
