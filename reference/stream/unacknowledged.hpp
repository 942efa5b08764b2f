#pragma once
// Stanzas that one side has sent and the other has not counted yet (XEP-0198 section 4), for the client and the server alike. Counts are
// modulo 2^32.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "reference/base/queue.hpp"

namespace assay::stream {

/// `Item` has a `text`: the stanza as it was written.
template <class Item>
class Unacknowledged {
 public:
  /// `acknowledged`: what the peer has counted already.
  explicit Unacknowledged(std::uint32_t acknowledged = 0) : acknowledged_(acknowledged) {}

  void push(Item item) {
    octets_ += item.text.size();
    items_.push(std::move(item));
  }
  /// The peer says that it has handled `h` stanzas: those that this covers leave, oldest first. Nothing if it cannot be, because that many
  /// were not sent or more were covered before.
  [[nodiscard]] std::optional<std::vector<Item>> acknowledge(std::uint32_t h) {
    const std::uint32_t covered = h - acknowledged_;
    if (covered > items_.size()) return std::nullopt;
    std::vector<Item> gone;
    for (; acknowledged_ != h; ++acknowledged_) {
      octets_ -= items_.front().text.size();
      gone.push_back(items_.take());
    }
    return gone;
  }

  /// Oldest first.
  [[nodiscard]] const Queue<Item>& items() const { return items_; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] std::size_t octets() const { return octets_; }
  /// The count of all that were sent.
  [[nodiscard]] std::uint32_t sent() const { return acknowledged_ + static_cast<std::uint32_t>(items_.size()); }

 private:
  std::uint32_t acknowledged_;
  Queue<Item> items_;
  std::size_t octets_ = 0;
};

}  // namespace assay::stream
