#pragma once
// Which messages have come already (MSG-06: at least once on the wire, once for the user), and which of the server's mailbox entries may
// be acknowledged once the caller has taken the message.

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace assay::client {

class Inbox {
 public:
  /// At most `capacity` messages are remembered; the oldest go first, those that the caller has not taken excepted.
  explicit Inbox(std::size_t capacity) : capacity_(capacity) {}

  enum class Arrival {
    New,      ///< to be shown to the caller
    Waiting,  ///< a duplicate of one that the caller has not taken: it will be acknowledged with it
    Seen,     ///< a duplicate of one that the caller owns: acknowledge it
  };
  /// `key` names the message for its sender, `entry` the mailbox entry it came in ("" if none).
  Arrival arrived(const std::string& key, const std::string& entry);
  [[nodiscard]] bool has(const std::string& key) const { return seen_.count(key) != 0 || is_waiting(key); }
  /// It has arrived and the caller has not taken it.
  [[nodiscard]] bool is_waiting(const std::string& key) const { return waiting_.count(key) != 0; }
  /// The caller took the message: the entries to acknowledge, in the order of arrival.
  [[nodiscard]] std::vector<std::string> taken(const std::string& key);

 private:
  std::size_t capacity_;
  std::set<std::string> seen_;
  std::deque<std::string> order_;
  std::map<std::string, std::vector<std::string>> waiting_;
};

}  // namespace assay::client
