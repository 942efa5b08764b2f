#pragma once
// Receipts, both sides of the account: how far our messages got with those they went to (XEP-0184, XEP-0333 and our own `played`), and
// which receipts of delivery we owe to others.

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>

namespace assay::client {

/// In this order: a message never goes back (MSG-08).
enum class MessageState { Sent, Delivered, Read, Played };

class ReceiptBook {
 public:
  /// At most `capacity` of each kind are remembered; the oldest go first.
  explicit ReceiptBook(std::size_t capacity) : capacity_(capacity) {}

  /// A message of this account went to the bare address `to`. False if it was known already.
  bool sent(const std::string& id, const std::string& to);
  /// The bare address `from` says that the message got so far with it. True once, only if it says more than is known, and only if the
  /// message went there: others may guess ids (MSG-30).
  bool received(const std::string& id, const std::string& from, MessageState state = MessageState::Delivered);
  /// Whether a message of that id went to the bare address.
  [[nodiscard]] bool went_to(const std::string& id, const std::string& to) const;

  /// A message that went to `from` comes back. True once, and only if it went there and no receipt came.
  bool returned(const std::string& id, const std::string& from) { return received(id, from); }

  /// Whether the user wants receipts of reading, and so gives them (MSG-10).
  void set_reading(bool told) { reading_told_ = told; }
  [[nodiscard]] bool is_reading_told() const { return reading_told_; }

  struct Owed {
    std::string to;    ///< bare
    std::string id;    ///< of the message that asked
    std::string type;  ///< of that message; the receipt has the same
    std::string key;   ///< of the message in the inbox: a receipt is due when the caller has taken it
  };
  /// Once for each message, however often it comes.
  void owe(Owed receipt);
  /// The caller takes out what it has dealt with.
  [[nodiscard]] std::deque<Owed>& owed() { return owed_; }

 private:
  std::size_t capacity_;
  bool reading_told_ = true;
  struct Sent {
    std::string to;
    MessageState state = MessageState::Sent;
  };

  std::map<std::string, Sent> sent_;  // by id
  std::deque<std::string> sent_order_;
  std::deque<Owed> owed_;
  std::set<std::string> known_;  // keys that were owed once
  std::deque<std::string> known_order_;
};

}  // namespace assay::client
