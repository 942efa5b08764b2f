#pragma once
// Who is in our roster and may see us, as the server told it (RFC 6121 section 2).

#include <cstddef>
#include <map>

#include "reference/jid/jid.hpp"
#include "reference/stanza/roster.hpp"

namespace assay::client {

class ContactList {
 public:
  /// A new stream: what an earlier one told counts no more.
  void forget() {
    items_.clear();
    known_ = false;
  }
  /// The server has answered our question: from here on an absent item is absent.
  void answered() { known_ = true; }
  [[nodiscard]] bool is_known() const { return known_; }

  /// False if there are `capacity` items already.
  bool put(const jid::Jid& contact, stanza::roster::Subscription subscription, std::size_t capacity);
  void remove(const jid::Jid& contact) { items_.erase(contact); }
  /// Whether we let the contact see our presence: subscription from or both.
  [[nodiscard]] bool sees_us(const jid::Jid& contact) const;

 private:
  std::map<jid::Jid, stanza::roster::Subscription> items_;
  bool known_ = false;
};

}  // namespace assay::client
