#pragma once
// First in, first out, without memory while nothing is in it. A std::deque holds some 600 octets from its making, and a connection has several
// queues, which are empty for as long as it is idle.

#include <cstddef>
#include <utility>
#include <vector>

namespace assay {

template <class T>
class Queue {
 public:
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size() - gone_; }
  // Of a queue that is not empty: the oldest item and the newest one.
  [[nodiscard]] T& front() { return items_[gone_]; }
  [[nodiscard]] const T& front() const { return items_[gone_]; }
  [[nodiscard]] T& back() { return items_.back(); }
  [[nodiscard]] const T& back() const { return items_.back(); }
  /// Oldest first.
  [[nodiscard]] auto begin() const { return items_.begin() + static_cast<std::ptrdiff_t>(gone_); }
  [[nodiscard]] auto end() const { return items_.end(); }

  /// References and iterators are good until the next push(), take() or clear().
  void push(T item) { items_.push_back(std::move(item)); }
  /// The oldest item, which leaves the queue. Not of an empty one.
  T take() {
    T item = std::move(items_[gone_++]);
    if (gone_ == items_.size()) {
      clear();
    } else if (gone_ > items_.size() / 2) {
      items_.erase(items_.begin(), begin());
      gone_ = 0;
    }
    return item;
  }
  void clear() {
    items_ = {};
    gone_ = 0;
  }

 private:
  std::vector<T> items_;   // behind those that were taken, which are moved out of the way when they are more than half
  std::size_t gone_ = 0;
};

}  // namespace assay
