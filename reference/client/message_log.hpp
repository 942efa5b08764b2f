#pragma once
// The messages that reached us: what others may still say about theirs (MSG-18), and what we have said of them (MSG-08).

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reference/base/now.hpp"
#include "reference/client/receipt_book.hpp"

namespace assay::client {

class MessageLog {
 public:
  /// At most `capacity` are remembered; the oldest go first.
  explicit MessageLog(std::size_t capacity) : capacity_(capacity) {}

  /// A message of the bare address `from`, which reached the server about `stamp`. The first time counts.
  void add(const std::string& from, const std::string& id, WallTime stamp);
  /// When it reached the server; nothing for what is not known, or was taken back.
  [[nodiscard]] std::optional<WallTime> stamp_of(const std::string& from, const std::string& id) const;
  /// It was read or played, here or elsewhere. False if it is known to be so far already. What has not come yet may be told ahead of it.
  bool mark(const std::string& from, const std::string& id, MessageState state);
  /// It was taken back.
  void remove(const std::string& from, const std::string& id);

 private:
  using Key = std::pair<std::string, std::string>;
  struct Entry {
    std::optional<WallTime> stamp;  ///< nothing before it came, and once it is taken back
    MessageState state = MessageState::Delivered;
  };

  Entry& entry(const Key& key);

  std::size_t capacity_;
  std::map<Key, Entry> entries_;
  std::deque<Key> order_;
};

}  // namespace assay::client
