#include "reference/client/broadcast_book.hpp"

namespace assay::client {

void BroadcastBook::sent(const std::string& broadcast, const std::string& jid, const std::string& message) {
  const auto [entry, is_new] = broadcasts_.try_emplace(broadcast);
  entry->second.insert_or_assign(jid, message);
  if (!is_new) return;
  order_.push_back(broadcast);
  if (order_.size() <= kChangeableBroadcasts) return;
  broadcasts_.erase(order_.front());
  order_.pop_front();
}

void BroadcastBook::refused(const std::string& broadcast, const std::string& jid) {
  const auto found = broadcasts_.find(broadcast);
  if (found != broadcasts_.end()) found->second.erase(jid);
}

const std::map<std::string, std::string>* BroadcastBook::messages(const std::string& broadcast) const {
  const auto found = broadcasts_.find(broadcast);
  return found == broadcasts_.end() ? nullptr : &found->second;
}

}  // namespace assay::client
