#pragma once
// What our broadcasts were to whom: a broadcast is changed or taken back at all to whom it went, whatever became of the list since (BCL-13,
// BCL-14).

#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace assay::client {

/// Broadcasts that can still be changed, with at most 256 recipients each: those of some hours, by the limits of servers.
inline constexpr std::size_t kChangeableBroadcasts = 100;

class BroadcastBook {
 public:
  /// It goes to that account as the message `message`.
  void sent(const std::string& broadcast, const std::string& jid, const std::string& message);
  /// It did not.
  void refused(const std::string& broadcast, const std::string& jid);
  /// Ids of the messages by account, a bare address; nullptr for a broadcast that is not known (any more).
  [[nodiscard]] const std::map<std::string, std::string>* messages(const std::string& broadcast) const;

 private:
  std::map<std::string, std::map<std::string, std::string>> broadcasts_;
  std::deque<std::string> order_;
};

}  // namespace assay::client
