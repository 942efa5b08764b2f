#pragma once
// A machine for tests of hosts.

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "reference/base/machine.hpp"

namespace assay::host {

/// Does what a test tells it to, and keeps what it saw, one line an input.
class ScriptedMachine final : public Machine {
 public:
  using Reaction = std::function<void(ScriptedMachine&, Conn, const Event&)>;
  explicit ScriptedMachine(Reaction reaction = {}) : reaction_(std::move(reaction)) {}

  void handle(Conn conn, const Event& event, const Now&) override {
    log.push_back(line(event));
    if (const auto* octets = std::get_if<Received>(&event)) received.append(octets->bytes);
    if (const auto* count = std::get_if<Sent>(&event)) sent += count->bytes;
    if (reaction_) reaction_(*this, conn, event);
  }
  void timer(const Now&) override { ++timers; }
  void end_turn(const Now&) override { ++turns; }
  std::optional<Action> next_action() override {
    if (actions.empty()) return std::nullopt;
    Action action = std::move(actions.front());
    actions.pop_front();
    return action;
  }
  std::optional<Instant> next_deadline() const override { return deadline; }

  static std::string line(const Event& event) {
    return std::visit(overloaded{
                          [](const Opened& e) { return "opened " + e.listener; },
                          [](const Received& e) { return "received " + std::to_string(e.bytes.size()); },
                          [](const Sent& e) { return "sent " + std::to_string(e.bytes); },
                          [](const Secured& e) { return "secured " + e.facts.version; },
                          [](const PeerFinished&) { return std::string("peer finished"); },
                          [](const Closed& e) { return "closed " + std::to_string(static_cast<int>(e.reason)) + " " + e.detail; },
                      },
                      event);
  }

  std::deque<Action> actions;
  std::vector<std::string> log;
  Bytes received;
  std::size_t sent = 0;
  int timers = 0;
  int turns = 0;
  std::optional<Instant> deadline;

 private:
  Reaction reaction_;
};

}  // namespace assay::host
