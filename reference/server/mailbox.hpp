#pragma once
// What waits for a device of an account: messages in the order in which the server took them (spec chapter 08). An entry goes when its
// device acknowledged it, never before.
//
// Space "mailbox": key(account, device, number) -> fields(stamp, resource, text, payload, its octets); where a payload (payloads.hpp) has
// the message, the text is what this account alone gets in it.
// Space "mailbox-size": key(account, device) -> fields(entries, octets, next number, lost, listed).
// Space "mailbox-state": key(account, device, kind) -> the number of the latest entry of that kind of state.
// Space "mailbox-listed": key(stamp, account, device) -> "": nothing in that mailbox is older than that. Written when a mailbox that is not
// listed gets an entry, and looked at when that time is long ago: so a mailbox that is emptied at once costs a write in a month.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/limits.hpp"
#include "reference/server/turn.hpp"

namespace assay::server {

struct MailboxEntry {
  std::uint64_t number = 0;          ///< from 1; never given twice in one mailbox
  WallTime stamp;                    ///< when the server took it; milliseconds
  std::string resource;              ///< of the full address it was sent to, or ""
  std::string text;                  ///< the stanza as it goes to the device; where a payload has it, what this account alone gets in it
  std::uint64_t payload = 0;         ///< of payloads.hpp, or 0
  std::uint64_t payload_octets = 0;  ///< how large that is
  [[nodiscard]] std::uint64_t octets() const { return text.size() + payload_octets; }
};

struct MailboxSize {
  std::uint64_t entries = 0;
  std::uint64_t octets = 0;
  std::uint64_t next = 1;          ///< the number that the next entry gets
  std::optional<WallTime> listed;  ///< as what it stands in the list of the oldest
  bool lost = false;               ///< something found no room since the device was last told so and understood (OFF-19)
};

class Mailbox {
 public:
  /// `device`: "primary" is the account's phone.
  Mailbox(Turn& turn, std::string_view account, std::string_view device) : turn_(turn), account_(account), device_(device) {}

  /// The devices that have, or had, anything in their mailboxes.
  [[nodiscard]] static std::vector<std::string> devices_of(Turn& turn, std::string_view account);

  [[nodiscard]] MailboxSize size();
  [[nodiscard]] static bool has_room(const MailboxSize& size, std::size_t octets, const Limits& limits);
  /// `entry.number` is `size.next`, and `size` is as size() answers it now.
  void append(const MailboxSize& size, const MailboxEntry& entry);
  /// False if there is no such entry.
  bool erase(std::uint64_t number);
  struct Listed {
    std::string account;
    std::string device;
  };
  /// Mailboxes in which something may have come before `time`, at most `most`, oldest first.
  [[nodiscard]] static std::vector<Listed> listed_before(Turn& turn, WallTime time, std::size_t most);
  /// The latest entry of that kind of state, waiting or not; 0 for none. Of each kind the latest alone waits (OFF-11).
  [[nodiscard]] std::uint64_t latest_of(std::string_view kind);
  void set_latest(std::string_view kind, std::uint64_t number);
  /// Lists it anew, by what is its oldest now, or not at all.
  void list_anew();
  /// The device missed something, or knows that it did.
  void mark_lost(bool lost);
  /// The device, or the account, ends: nothing of the mailbox stays, and numbers may begin anew.
  void forget();
  [[nodiscard]] std::optional<MailboxEntry> find(std::uint64_t number);
  /// Visits the entries behind `after` in order until the visitor answers false. The visitor must not write.
  void scan(std::uint64_t after, const std::function<bool(const MailboxEntry&)>& visit);

 private:
  void put_size(const MailboxSize& size);

  Turn& turn_;
  std::string account_;
  std::string device_;
};

}  // namespace assay::server
