#pragma once
// Whether many connections speak at about the same time: only then is waiting for more of them worth a moment, because they will share a
// commit. Somebody alone would wait for nobody. Of this room alone.

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "reference/base/now.hpp"

namespace assay::net {

/// Connections that speak within a window of that length: with fewer, commits are few enough without waiting.
inline constexpr std::size_t kBusyConnections = 8;
inline constexpr std::chrono::milliseconds kBusyWindow{10};

class Busy {
 public:
  /// When a connection last spoke; each has one.
  using Mark = std::uint64_t;

  /// The connection whose mark it is speaks.
  void spoke(Mark& mark, Instant now) {
    if (now >= end_) {
      // A window that nobody spoke in lies between: what was counted says nothing of now.
      was_ = now < end_ + kBusyWindow ? speakers_ : 0;
      speakers_ = 0;
      end_ = now + kBusyWindow;
      ++window_;
    }
    if (mark == window_) return;
    mark = window_;
    ++speakers_;
  }

  /// In this window or the one before it.
  [[nodiscard]] bool is_busy() const { return speakers_ >= kBusyConnections || was_ >= kBusyConnections; }

 private:
  Instant end_{};
  std::uint64_t window_ = 0;
  std::size_t speakers_ = 0;
  std::size_t was_ = 0;
};

}  // namespace assay::net
