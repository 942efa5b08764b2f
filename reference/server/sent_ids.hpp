#pragma once
// The ids of messages that were taken: so that a sender who lost the ack can send again without a second delivery (MSG-03), and that those
// alone say something of a message who got it (MSG-09) or wrote it (MSG-18).
//
// Space "sent": key(account, device, id) -> fields(digest, stamp, addressees as fields). Space "sent-age": key(stamp, account, device, id)
// -> "", for forgetting.

#include <optional>
#include <string_view>
#include <vector>

#include "reference/base/limits.hpp"
#include "reference/server/turn.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

class SentIds {
 public:
  SentIds(Turn& turn, const Limits& limits) : turn_(turn), limits_(limits) {}

  struct Known {
    Bytes digest;                   ///< "" of a message that came on a stream without ack:1, where an id may come again
    WallTime stamp;                 ///< of its acknowledgement
    std::vector<Bytes> addressees;  ///< marks (marks.hpp) of who got it as something to read: none of reactions, edits, receipts...
    [[nodiscard]] bool went_to(ByteView mark) const;
  };
  /// Nothing if the account has not sent that id within Limits::resend_window.
  [[nodiscard]] std::optional<Known> find(std::string_view account, std::string_view id);
  /// Also forgets a few that are older than the window: more than it adds, so the space does not grow for ever.
  void remember(std::string_view account, std::string_view id, const Known& known);
  /// A message with content went to the account of that mark on a stream without ack:1.
  void note_unacknowledged(std::string_view account, std::string_view id, const Bytes& addressee, WallTime stamp);
  /// The account ends.
  void forget(std::string_view account);

 private:
  void put(std::string_view account, std::string_view id, const Known& known);
  void forget_old();

  Turn& turn_;
  const Limits& limits_;
};

/// What makes two messages the same: everything but `from`, which changes with the resource.
[[nodiscard]] Bytes content_digest(const xml::Element& message);

}  // namespace assay::server
