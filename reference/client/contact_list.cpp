#include "reference/client/contact_list.hpp"

namespace assay::client {

using stanza::roster::Subscription;

bool ContactList::put(const jid::Jid& contact, Subscription subscription, std::size_t capacity) {
  if (items_.size() >= capacity && items_.count(contact) == 0) return false;
  items_.insert_or_assign(contact, subscription);
  return true;
}

bool ContactList::sees_us(const jid::Jid& contact) const {
  const auto found = items_.find(contact);
  return found != items_.end() && (found->second == Subscription::From || found->second == Subscription::Both);
}

}  // namespace assay::client
