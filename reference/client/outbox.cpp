#include "reference/client/outbox.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {

const SendMessage* Outbox::find(std::string_view id) const {
  const auto found = std::find_if(messages_.begin(), messages_.end(), [&](const SendMessage& message) { return message.id == id; });
  return found == messages_.end() ? nullptr : &*found;
}

std::optional<SendMessage> Outbox::take(std::string_view id) {
  const auto found = std::find_if(messages_.begin(), messages_.end(), [&](const SendMessage& message) { return message.id == id; });
  if (found == messages_.end()) return std::nullopt;
  SendMessage message = std::move(*found);
  messages_.erase(found);
  return message;
}

}  // namespace assay::client
