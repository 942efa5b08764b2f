#include "reference/client/message_log.hpp"

namespace assay::client {

MessageLog::Entry& MessageLog::entry(const Key& key) {
  const auto [found, is_new] = entries_.try_emplace(key);
  if (!is_new) return found->second;
  order_.push_back(key);
  while (order_.size() > capacity_) {
    entries_.erase(order_.front());
    order_.pop_front();
  }
  return found->second;
}

void MessageLog::add(const std::string& from, const std::string& id, WallTime stamp) {
  if (capacity_ == 0) return;
  Entry& known = entry({from, id});
  if (!known.stamp) known.stamp = stamp;
}

std::optional<WallTime> MessageLog::stamp_of(const std::string& from, const std::string& id) const {
  const auto found = entries_.find({from, id});
  return found == entries_.end() ? std::nullopt : found->second.stamp;
}

bool MessageLog::mark(const std::string& from, const std::string& id, MessageState state) {
  if (capacity_ == 0) return false;
  Entry& known = entry({from, id});
  if (known.state >= state) return false;
  known.state = state;
  return true;
}

void MessageLog::remove(const std::string& from, const std::string& id) {
  const auto found = entries_.find({from, id});
  if (found != entries_.end()) found->second.stamp.reset();
}

}  // namespace assay::client
