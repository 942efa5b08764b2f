#pragma once
// What happens next: events ordered by (time, sequence number), so that those of one instant run in the order in which they were
// scheduled. A binary heap of small nodes; the callbacks lie in slots, which a generation number protects against late cancelling.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "reference/base/now.hpp"
#include "sim/kernel/actor.hpp"
#include "sim/kernel/clock.hpp"

namespace assay::sim::kernel {

class EventQueue {
 public:
  using Callback = std::function<void()>;

  /// Names one scheduled event. It may outlive the event: cancelling one that has run, or was cancelled, does nothing.
  struct Handle {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;  ///< 0 names nothing
  };

  /// The queue moves `clock`, which must outlive it.
  explicit EventQueue(Clock& clock) : clock_(clock) {}
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Now now() const { return clock_.now(); }

  /// Runs `callback` at `at`; a time that has passed means now. It runs after everything already scheduled for that instant.
  Handle schedule(Instant at, Actor actor, Callback callback);
  /// True if the event was waiting and now never runs.
  bool cancel(Handle handle);
  /// Runs `callback` when the running event has ended and before the next begins, in the order of asking; outside of an event it
  /// becomes an event of this instant. This is how all that one event brings becomes one turn.
  void after_event(Actor actor, Callback callback);

  /// Moves the clock to the next event and runs it. False if there is none.
  bool run_next();
  /// Runs every event up to and including `until` (also those that they schedule), then sets the clock to `until`. The number run.
  std::size_t run_until(Instant until);
  std::size_t run_for(Duration duration) { return run_until(clock_.monotonic() + duration); }

  /// Quiescent: nothing will ever happen again by itself.
  [[nodiscard]] bool empty() const { return waiting_ == 0; }
  [[nodiscard]] std::size_t size() const { return waiting_; }
  [[nodiscard]] std::optional<Instant> next_time() const;
  /// Whose event is next.
  [[nodiscard]] std::optional<Actor> next_actor() const;
  /// Events run since the start.
  [[nodiscard]] std::uint64_t events_run() const { return events_run_; }

 private:
  struct Node {
    Instant at;
    std::uint64_t sequence;
    std::uint32_t slot;
    std::uint32_t generation;
  };
  struct Slot {
    std::uint32_t generation = 1;
    Actor actor{};
    Callback callback;
  };
  /// For the heap, whose greatest element is the event that runs first.
  static bool later(const Node& a, const Node& b) { return a.at != b.at ? a.at > b.at : a.sequence > b.sequence; }

  [[nodiscard]] bool is_waiting(const Node& node) const { return slots_[node.slot].generation == node.generation; }
  Callback release(std::uint32_t slot);
  void pop();
  void drop_cancelled();
  void run_after_event();

  Clock& clock_;
  std::vector<Node> heap_;  ///< its top is never a cancelled event
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::vector<Callback> after_event_;
  std::uint64_t next_sequence_ = 0;
  std::uint64_t events_run_ = 0;
  std::size_t waiting_ = 0;
  bool running_ = false;
};

}  // namespace assay::sim::kernel
