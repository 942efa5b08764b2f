#include "reference/client/inbox.hpp"

#include <utility>

namespace assay::client {

Inbox::Arrival Inbox::arrived(const std::string& key, const std::string& entry) {
  const auto waiting = waiting_.find(key);
  if (waiting != waiting_.end()) {
    if (!entry.empty()) waiting->second.push_back(entry);
    return Arrival::Waiting;
  }
  if (seen_.count(key) != 0) return Arrival::Seen;
  auto& entries = waiting_[key];
  if (!entry.empty()) entries.push_back(entry);
  return Arrival::New;
}

std::vector<std::string> Inbox::taken(const std::string& key) {
  const auto waiting = waiting_.find(key);
  if (waiting == waiting_.end()) return {};
  std::vector<std::string> entries = std::move(waiting->second);
  waiting_.erase(waiting);
  if (seen_.insert(key).second) order_.push_back(key);
  while (order_.size() > capacity_) {
    seen_.erase(order_.front());
    order_.pop_front();
  }
  return entries;
}

}  // namespace assay::client
