#pragma once
// A machine that tells when a turn of it has ended, for whoever must look after what it wants beside the network: events to show, lines to
// write, codes to send.

#include <functional>
#include <utility>

#include "reference/base/machine.hpp"

namespace assay::host {

class Observed final : public Machine {
 public:
  /// `machine` must outlive this. `after_turn` is called inside end_turn(), before the actions leave: it may only note that there is
  /// something to do.
  Observed(Machine& machine, std::function<void()> after_turn) : machine_(machine), after_turn_(std::move(after_turn)) {}

  void handle(Conn conn, const Event& event, const Now& now) override { machine_.handle(conn, event, now); }
  void timer(const Now& now) override { machine_.timer(now); }
  void end_turn(const Now& now) override {
    machine_.end_turn(now);
    after_turn_();
  }
  std::optional<Action> next_action() override { return machine_.next_action(); }
  std::optional<Instant> next_deadline() const override { return machine_.next_deadline(); }

 private:
  Machine& machine_;
  std::function<void()> after_turn_;
};

}  // namespace assay::host
