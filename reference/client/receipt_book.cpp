#include "reference/client/receipt_book.hpp"

#include <utility>

namespace assay::client {

bool ReceiptBook::sent(const std::string& id, const std::string& to) {
  if (!sent_.emplace(id, Sent{to}).second) return false;
  sent_order_.push_back(id);
  while (sent_order_.size() > capacity_) {
    sent_.erase(sent_order_.front());
    sent_order_.pop_front();
  }
  return true;
}

bool ReceiptBook::received(const std::string& id, const std::string& from, MessageState state) {
  const auto found = sent_.find(id);
  if (found == sent_.end() || found->second.to != from || found->second.state >= state) return false;
  found->second.state = state;
  return true;
}

bool ReceiptBook::went_to(const std::string& id, const std::string& to) const {
  const auto found = sent_.find(id);
  return found != sent_.end() && found->second.to == to;
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
