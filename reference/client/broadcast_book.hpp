#pragma once
// What a client knows of its broadcasts (spec chapter 05), to be kept between runs: the lists, what each broadcast was to whom, and what of
// one waits. A broadcast is changed or taken back at all to whom it went, whatever became of the list since (BCL-13, BCL-14).

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reference/client/broadcast_draft.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Broadcasts that can still be changed, with at most 256 recipients each: those of some hours, by the limits of servers.
inline constexpr std::size_t kChangeableBroadcasts = 100;
/// Lists of an owner.
inline constexpr std::size_t kBroadcastLists = 100;

struct SentBroadcast {
  std::map<std::string, std::string> messages;  ///< ids by account, a bare address
  std::vector<xml::Element> content;            ///< of each envelope, for who could not read it; empty where it went in the clear
};

class BroadcastBook {
 public:
  using Lists = std::map<std::string, std::set<std::string>>;  ///< bare addresses by the list's name

  /// Another whenever something may have changed.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  void changed() { ++revision_; }

  /// It goes to that account as the message `message`.
  void sent(const std::string& broadcast, const std::string& jid, const std::string& message);
  /// What it says. The first time counts: a change has an id of its own.
  void says(const std::string& broadcast, std::vector<xml::Element> content);
  /// It did not go to him.
  void refused(const std::string& broadcast, const std::string& jid);
  /// Ids of the messages by account; nullptr for a broadcast that is not known (any more).
  [[nodiscard]] const std::map<std::string, std::string>* messages(const std::string& broadcast) const;
  /// The newest; "" if there is none.
  [[nodiscard]] std::string last() const { return order_.empty() ? std::string() : order_.back(); }

  /// The broadcast that reached an account as that message; "" if there is none.
  [[nodiscard]] std::string broadcast_of(std::string_view jid, std::string_view message) const;
  /// Whose message that is, "" if it is none of a broadcast's.
  [[nodiscard]] std::string recipient_of(std::string_view message) const;
  /// What that broadcast said; nullptr if it is not known or went in the clear.
  [[nodiscard]] const std::vector<xml::Element>* content(const std::string& broadcast) const;

  /// Oldest first.
  [[nodiscard]] const std::deque<std::string>& order() const { return order_; }
  [[nodiscard]] const std::map<std::string, SentBroadcast>& broadcasts() const { return broadcasts_; }

  [[nodiscard]] const Lists& lists() const { return lists_; }
  /// Say changed() when you have.
  [[nodiscard]] Lists& lists() { return lists_; }
  /// What is not over, oldest first.
  [[nodiscard]] const std::deque<BroadcastDraft>& drafts() const { return drafts_; }
  [[nodiscard]] std::deque<BroadcastDraft>& drafts() { return drafts_; }

 private:
  SentBroadcast& open(const std::string& broadcast);

  std::map<std::string, SentBroadcast> broadcasts_;
  std::deque<std::string> order_;
  Lists lists_;
  std::deque<BroadcastDraft> drafts_;
  std::uint64_t revision_ = 0;
};

}  // namespace assay::client
