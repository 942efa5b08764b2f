#include "reference/client/outbox.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {

const Outgoing* Outbox::find(std::string_view id) const {
  const auto found = std::find_if(messages_.begin(), messages_.end(), [&](const Outgoing& outgoing) { return outgoing.message.id == id; });
  return found == messages_.end() ? nullptr : &*found;
}

std::optional<Outgoing> Outbox::take(std::string_view id) {
  const auto found = std::find_if(messages_.begin(), messages_.end(), [&](const Outgoing& outgoing) { return outgoing.message.id == id; });
  if (found == messages_.end()) return std::nullopt;
  Outgoing outgoing = std::move(*found);
  messages_.erase(found);
  return outgoing;
}

}  // namespace assay::client
