#pragma once
// Messages and receipts that the server has not accepted yet, in the order in which they were sent (MSG-04).

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/client/commands.hpp"
#include "reference/client/config.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Who learns what became of it.
enum class Told { Caller, Nobody };

/// What became of a message that is to be encrypted (spec chapter 07).
enum class Sealing {
  NotNeeded,  ///< it goes as it is
  Sealed,     ///< Outgoing::sealed goes in its place, also when it is sent again
  Waits,      ///< for keys, or for the user; deliver_waiting() follows
};

struct Outgoing {
  SendMessage message;      ///< of a receipt: without body
  std::string receipt_for;  ///< the id of the message whose receipt it is, or ""
  std::string type = "chat";
  std::vector<xml::Element> payload{};  ///< what it says beside its body; without any, a body asks for a receipt
  Told told = Told::Caller;
  std::optional<xml::Element> sealed{};  ///< what goes out in its place
  std::vector<xml::Element> ahead{};     ///< and before it, whenever it goes: keys that do not fit in it
  bool waits = false;                    ///< it was not sent on this stream for want of keys
  bool sent = false;                     ///< the server may have it
  bool sealed_only = false;              ///< it goes sealed or not at all, as a message with a file
  bool refused = false;                  ///< nobody is there to seal it for
  bool on_its_way = false;               ///< as of the last resumption: it went again with what the server had not counted
};

class Outbox {
 public:
  [[nodiscard]] bool is_full() const { return messages_.size() >= kOutboxMessages; }
  [[nodiscard]] bool is_empty() const { return messages_.empty(); }
  [[nodiscard]] const Outgoing* find(std::string_view id) const;
  void add(Outgoing outgoing) { messages_.push_back(std::move(outgoing)); }
  /// The message leaves: accepted or refused for good. Nothing if it is not here (any more).
  std::optional<Outgoing> take(std::string_view id);
  [[nodiscard]] const std::deque<Outgoing>& messages() const { return messages_; }
  [[nodiscard]] std::deque<Outgoing>& messages() { return messages_; }

  /// The server wants us to be slower: nothing is sent until then, so that the order stays.
  void hold(Instant until) { held_until_ = until; }
  void release() { held_until_.reset(); }
  [[nodiscard]] const std::optional<Instant>& held_until() const { return held_until_; }

  /// Nothing is sent until the server has answered what was asked behind a resumption (MSG-04b). Gives the number of this wait.
  [[nodiscard]] std::uint64_t wait_for_answer() { return *(awaited_ = ++waits_); }
  /// False if that wait is over, or another has begun since.
  [[nodiscard]] bool is_awaited(std::uint64_t number) const { return awaited_ == number; }
  void stop_waiting() { awaited_.reset(); }

  [[nodiscard]] bool is_held() const { return held_until_ || awaited_; }

 private:
  std::deque<Outgoing> messages_;
  std::optional<Instant> held_until_;
  std::optional<std::uint64_t> awaited_;
  std::uint64_t waits_ = 0;
};

}  // namespace assay::client
