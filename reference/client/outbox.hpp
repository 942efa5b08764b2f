#pragma once
// Messages that the server has not accepted yet, in the order in which they were sent (MSG-04).

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "reference/client/commands.hpp"
#include "reference/client/config.hpp"

namespace assay::client {

class Outbox {
 public:
  [[nodiscard]] bool is_full() const { return messages_.size() >= kOutboxMessages; }
  [[nodiscard]] bool is_empty() const { return messages_.empty(); }
  [[nodiscard]] const SendMessage* find(std::string_view id) const;
  void add(SendMessage message) { messages_.push_back(std::move(message)); }
  /// The message leaves: accepted or refused for good. Nothing if it is not here (any more).
  std::optional<SendMessage> take(std::string_view id);
  [[nodiscard]] const std::deque<SendMessage>& messages() const { return messages_; }

 private:
  std::deque<SendMessage> messages_;
};

}  // namespace assay::client
