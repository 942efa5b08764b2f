#pragma once
// Delivery receipts (XEP-0184), both sides of the account: which of our messages wait for one, and which we owe to others.

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>

namespace assay::client {

class ReceiptBook {
 public:
  /// At most `capacity` of each kind are remembered; the oldest go first.
  explicit ReceiptBook(std::size_t capacity) : capacity_(capacity) {}

  /// A message of this account went to the bare address `to`. False if it was known already.
  bool sent(const std::string& id, const std::string& to);
  /// The bare address `from` says that it has the message. True once, and only if the message went there: others may guess ids (MSG-30).
  bool received(const std::string& id, const std::string& from);

  /// A message that went to `from` comes back. True once, and only if it went there and no receipt came.
  bool returned(const std::string& id, const std::string& from) { return received(id, from); }

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
  std::map<std::string, std::string> waiting_;  // id -> to
  std::deque<std::string> waiting_order_;       // may name some that wait no more
  std::deque<Owed> owed_;
  std::set<std::string> known_;  // keys that were owed once
  std::deque<std::string> known_order_;
};

}  // namespace assay::client
