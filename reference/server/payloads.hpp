#pragma once
// Texts that several mailboxes share: of a message to many, the text is kept once and each entry points to it, so that it costs one text
// and a few octets for each recipient.
//
// Space "payload": key(number) -> the message as written, without what differs between recipients.
// Space "payload-uses": key(number) -> how many entries point to it; both go with the last of these.
// Space "payload-next": key() -> the number that the next one gets.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/server/turn.hpp"

namespace assay::server {

class Payloads {
 public:
  explicit Payloads(Turn& turn) : turn_(turn) {}

  /// The number of a new one, from 1, which nobody points to yet.
  [[nodiscard]] std::uint64_t add(std::string_view text);
  /// Another entry points to it.
  void use(std::uint64_t number);
  /// An entry that pointed to it is gone.
  void release(std::uint64_t number);
  /// "" if there is none.
  [[nodiscard]] std::string text(std::uint64_t number);

 private:
  Turn& turn_;
};

}  // namespace assay::server
