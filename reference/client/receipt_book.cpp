#include "reference/client/receipt_book.hpp"

#include <utility>

namespace assay::client {

bool ReceiptBook::sent(const std::string& id, const std::string& to) {
  if (!waiting_.emplace(id, to).second) return false;
  waiting_order_.push_back(id);
  while (waiting_order_.size() > capacity_) {
    waiting_.erase(waiting_order_.front());
    waiting_order_.pop_front();
  }
  return true;
}

bool ReceiptBook::received(const std::string& id, const std::string& from) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end() || found->second != from) return false;
  found->second.clear();  // delivered: stays known, and no address is empty
  return true;
}

void ReceiptBook::owe(Owed receipt) {
  if (owed_.size() >= capacity_ || !known_.insert(receipt.key).second) return;
  known_order_.push_back(receipt.key);
  while (known_order_.size() > capacity_) {
    known_.erase(known_order_.front());
    known_order_.pop_front();
  }
  owed_.push_back(std::move(receipt));
}

}  // namespace assay::client
