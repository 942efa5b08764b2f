#include "sim/kernel/event_queue.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"

namespace assay::sim::kernel {
namespace {

/// Below this many nodes, cancelled ones are not worth a sweep.
constexpr std::size_t kSweepAbove = 64;

}  // namespace

EventQueue::Handle EventQueue::schedule(Instant at, Actor actor, Callback callback) {
  ASSAY_ASSERT(callback);
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t index = free_slots_.back();
  free_slots_.pop_back();
  Slot& slot = slots_[index];
  slot.actor = actor;
  slot.callback = std::move(callback);
  heap_.push_back({std::max(at, clock_.monotonic()), next_sequence_++, index, slot.generation});
  std::push_heap(heap_.begin(), heap_.end(), later);
  ++waiting_;
  return {index, slot.generation};
}

bool EventQueue::cancel(Handle handle) {
  if (handle.generation == 0 || handle.slot >= slots_.size() || slots_[handle.slot].generation != handle.generation) return false;
  release(handle.slot);
  drop_cancelled();
  return true;
}

void EventQueue::after_event(Actor actor, Callback callback) {
  if (running_) {
    after_event_.push_back(std::move(callback));
  } else {
    schedule(clock_.monotonic(), actor, std::move(callback));
  }
}

bool EventQueue::run_next() {
  ASSAY_ASSERT(!running_);
  if (heap_.empty()) return false;
  const Node node = heap_.front();
  pop();
  const Callback callback = release(node.slot);
  drop_cancelled();
  clock_.advance_to(node.at);
  running_ = true;
  callback();
  run_after_event();
  running_ = false;
  ++events_run_;
  return true;
}

std::size_t EventQueue::run_until(Instant until) {
  std::size_t ran = 0;
  while (!heap_.empty() && heap_.front().at <= until) {
    run_next();
    ++ran;
  }
  if (until > clock_.monotonic()) clock_.advance_to(until);
  return ran;
}

std::optional<Instant> EventQueue::next_time() const {
  if (heap_.empty()) return std::nullopt;
  return heap_.front().at;
}

std::optional<Actor> EventQueue::next_actor() const {
  if (heap_.empty()) return std::nullopt;
  return slots_[heap_.front().slot].actor;
}

// The generation changes first, so whatever the callback's captures do when they go, the handle is already dead.
EventQueue::Callback EventQueue::release(std::uint32_t slot) {
  ++slots_[slot].generation;
  if (slots_[slot].generation == 0) slots_[slot].generation = 1;
  Callback callback = std::exchange(slots_[slot].callback, nullptr);
  free_slots_.push_back(slot);
  --waiting_;
  return callback;
}

void EventQueue::pop() {
  std::pop_heap(heap_.begin(), heap_.end(), later);
  heap_.pop_back();
}

void EventQueue::drop_cancelled() {
  if (heap_.size() > kSweepAbove && heap_.size() > 2 * waiting_) {
    heap_.erase(std::remove_if(heap_.begin(), heap_.end(), [this](const Node& node) { return !is_waiting(node); }), heap_.end());
    std::make_heap(heap_.begin(), heap_.end(), later);
  }
  while (!heap_.empty() && !is_waiting(heap_.front())) pop();
}

// By index: a callback may ask for another one.
void EventQueue::run_after_event() {
  for (std::size_t i = 0; i < after_event_.size(); ++i) {
    const Callback callback = std::move(after_event_[i]);
    callback();
  }
  after_event_.clear();
}

}  // namespace assay::sim::kernel
