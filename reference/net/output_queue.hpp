#pragma once
// Octets that wait for a socket. Small pieces are joined, so that a turn's stanzas leave in few system calls.

#include <cstddef>
#include <utility>

#include "reference/base/bytes.hpp"
#include "reference/base/queue.hpp"

namespace assay::net {

class OutputQueue {
 public:
  void push(Bytes octets) {
    if (octets.empty()) return;
    if (!pieces_.empty() && pieces_.back().size() + octets.size() <= kJoined) {
      pieces_.back().append(octets);
    } else {
      pieces_.push(std::move(octets));
    }
  }
  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  /// What to write next; not empty unless the queue is. Valid until push() or pop().
  [[nodiscard]] ByteView front() const { return pieces_.empty() ? ByteView() : ByteView(pieces_.front()).substr(written_); }
  /// So many octets of front() were written.
  void pop(std::size_t octets) {
    written_ += octets;
    if (written_ < pieces_.front().size()) return;
    (void)pieces_.take();
    written_ = 0;
  }
  void clear() {
    pieces_.clear();
    written_ = 0;
  }

 private:
  static constexpr std::size_t kJoined = 65'536;
  Queue<Bytes> pieces_;
  std::size_t written_ = 0;  // of the first piece
};

}  // namespace assay::net
