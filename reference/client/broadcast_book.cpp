#include "reference/client/broadcast_book.hpp"

#include <utility>

namespace assay::client {

SentBroadcast& BroadcastBook::open(const std::string& broadcast) {
  changed();
  const auto [entry, is_new] = broadcasts_.try_emplace(broadcast);
  if (!is_new) return entry->second;
  order_.push_back(broadcast);
  if (order_.size() > kChangeableBroadcasts) {
    broadcasts_.erase(order_.front());
    order_.pop_front();
  }
  return entry->second;
}

void BroadcastBook::sent(const std::string& broadcast, const std::string& jid, const std::string& message) {
  open(broadcast).messages.insert_or_assign(jid, message);
}

void BroadcastBook::says(const std::string& broadcast, std::vector<xml::Element> content) {
  SentBroadcast& known = open(broadcast);
  if (known.content.empty()) known.content = std::move(content);
}

void BroadcastBook::refused(const std::string& broadcast, const std::string& jid) {
  const auto found = broadcasts_.find(broadcast);
  if (found == broadcasts_.end()) return;
  found->second.messages.erase(jid);
  changed();
}

const std::map<std::string, std::string>* BroadcastBook::messages(const std::string& broadcast) const {
  const auto found = broadcasts_.find(broadcast);
  return found == broadcasts_.end() ? nullptr : &found->second.messages;
}

std::string BroadcastBook::broadcast_of(std::string_view jid, std::string_view message) const {
  for (const auto& [id, sent] : broadcasts_) {
    const auto found = sent.messages.find(std::string(jid));
    if (found != sent.messages.end() && found->second == message) return id;
  }
  return {};
}

std::string BroadcastBook::recipient_of(std::string_view message) const {
  for (const auto& [id, sent] : broadcasts_) {
    for (const auto& [jid, own] : sent.messages) {
      if (own == message) return jid;
    }
  }
  return {};
}

const std::vector<xml::Element>* BroadcastBook::content(const std::string& broadcast) const {
  const auto found = broadcasts_.find(broadcast);
  return found == broadcasts_.end() || found->second.content.empty() ? nullptr : &found->second.content;
}

}  // namespace assay::client
