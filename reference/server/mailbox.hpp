#pragma once
// What waits for an account's device: messages in the order in which the server took them (spec chapter 08). An entry goes when its device
// acknowledged it, never before.
//
// Space "mailbox": key(account, device, number) -> fields(stamp, resource, text).
// Space "mailbox-size": key(account, device) -> fields(entries, octets, next number).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/limits.hpp"
#include "reference/server/turn.hpp"

namespace assay::server {

struct MailboxEntry {
  std::uint64_t number = 0;  ///< from 1; never given twice in one mailbox
  WallTime stamp;            ///< when the server took it; milliseconds
  std::string resource;      ///< of the full address it was sent to, or ""
  std::string text;          ///< the stanza as it goes to the device
};

struct MailboxSize {
  std::uint64_t entries = 0;
  std::uint64_t octets = 0;
  std::uint64_t next = 1;  ///< the number that the next entry gets
};

class Mailbox {
 public:
  /// The mailbox of the account's primary device.
  Mailbox(Turn& turn, std::string_view account) : turn_(turn), account_(account) {}

  [[nodiscard]] MailboxSize size();
  [[nodiscard]] static bool has_room(const MailboxSize& size, std::size_t octets, const Limits& limits);
  /// `entry.number` is `size.next`, and `size` is as size() answers it now.
  void append(const MailboxSize& size, const MailboxEntry& entry);
  /// False if there is no such entry.
  bool erase(std::uint64_t number);
  /// The account ends: its entries are gone already, and their numbers may begin anew.
  void forget();
  [[nodiscard]] std::optional<MailboxEntry> find(std::uint64_t number);
  /// Visits the entries behind `after` in order until the visitor answers false. The visitor must not write.
  void scan(std::uint64_t after, const std::function<bool(const MailboxEntry&)>& visit);

 private:
  void put_size(const MailboxSize& size);

  Turn& turn_;
  std::string account_;
};

}  // namespace assay::server
