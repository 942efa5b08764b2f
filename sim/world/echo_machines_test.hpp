#pragma once
// For the tests of this room: a machine that sends back what it gets, and one that asks it now and then.

#include <deque>
#include <ostream>
#include <string>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"

namespace assay::sim::world {

/// What both have in common: actions wait in a queue, and turns are counted.
class QueueingMachine : public Machine {
 public:
  void timer(const Now&) override {}
  void end_turn(const Now&) override { ++turns; }
  std::optional<Action> next_action() override {
    if (actions.empty()) return std::nullopt;
    Action action = std::move(actions.front());
    actions.pop_front();
    return action;
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return std::nullopt; }

  int turns = 0;
  std::deque<Action> actions;
};

/// Uses TLS on connections of the listener "tls".
class EchoMachine final : public QueueingMachine {
 public:
  void handle(Conn conn, const Event& event, const Now& now) override {
    std::visit(overloaded{
                   [&](const Opened& opened) {
                     peers.push_back(opened.peer.host + " at " + date_time(now.wall));
                     if (opened.listener == "tls") actions.emplace_back(Secure{conn, TlsSide::Server, {}});
                   },
                   [&](const Received& received) {
                     actions.emplace_back(Send{conn, Bytes(received.bytes)});
                   },
                   [&](const PeerFinished&) { actions.emplace_back(Finish{conn}); },
                   [&](const Closed& closed) { endings.push_back(closed.reason); },
                   [](const auto&) {},
               },
               event);
  }

  std::vector<std::string> peers;
  std::vector<CloseReason> endings;
};

/// Connects when told to and sends 32 random octets, the next whenever an answer is complete and `pause` is over; finishes after
/// `rounds` answers.
class AskingMachine final : public QueueingMachine {
 public:
  enum class Security { None, Tls };
  friend void PrintTo(Security security, std::ostream* out) { *out << (security == Security::Tls ? "TLS" : "no TLS"); }
  struct Options {
    Security security = Security::None;
    Duration pause{};
    int rounds = 1;
  };

  AskingMachine(std::uint64_t seed, const Options& options) : options_(options), payload_(seed, "payload") {}

  void start(const Endpoint& to) {
    server_ = to.host;
    actions.emplace_back(Connect{kConn, to});
  }

  void handle(Conn, const Event& event, const Now& now) override {
    std::visit(overloaded{
                   [&](const Opened&) { opened(); },
                   [&](const Secured& secured) {
                     facts = secured.facts;
                     ask();
                   },
                   [&](const Received& received) { answered(received.bytes, now); },
                   [&](const Sent& sent) { octets_sent += sent.bytes; },
                   [&](const PeerFinished&) {},
                   [&](const Closed& closed) {
                     endings.push_back(closed.reason);
                     next_ask_.reset();
                   },
               },
               event);
  }
  void timer(const Now& now) override {
    if (!next_ask_ || *next_ask_ > now.monotonic) return;
    next_ask_.reset();
    ask();
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return next_ask_; }

  TlsFacts facts;
  int answers = 0;
  std::size_t octets_sent = 0;
  std::vector<CloseReason> endings;

 private:
  static constexpr Conn kConn = outbound(1);

  void opened() {
    if (options_.security == Security::Tls) {
      actions.emplace_back(Secure{kConn, TlsSide::Client, server_});
    } else {
      ask();
    }
  }
  void ask() {
    question_ = payload_.bytes(32);
    answer_.clear();
    actions.emplace_back(Send{kConn, question_});
  }
  void answered(ByteView octets, const Now& now) {
    answer_.append(octets);
    if (answer_ != question_) return;
    ++answers;
    if (answers == options_.rounds) {
      actions.emplace_back(Finish{kConn});
    } else {
      next_ask_ = now.monotonic + options_.pause;
    }
  }

  Options options_;
  KeyedRandom payload_;
  std::string server_;
  Bytes question_;
  Bytes answer_;
  std::optional<Instant> next_ask_;
};

}  // namespace assay::sim::world
