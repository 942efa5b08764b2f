#pragma once
// The ids of messages that were acknowledged, so that a sender who lost the ack can send again without a second delivery (MSG-03).
//
// Space "sent": key(account, device, id) -> fields(digest, stamp). Space "sent-age": key(stamp, account, device, id) -> "", for forgetting.

#include <optional>
#include <string_view>

#include "reference/base/limits.hpp"
#include "reference/server/turn.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

class SentIds {
 public:
  SentIds(Turn& turn, const Limits& limits) : turn_(turn), limits_(limits) {}

  struct Known {
    Bytes digest;
    WallTime stamp;  ///< of its acknowledgement
  };
  /// Nothing if the account has not sent that id within Limits::resend_window.
  [[nodiscard]] std::optional<Known> find(std::string_view account, std::string_view id);
  /// Also forgets a few that are older than the window: more than it adds, so the space does not grow for ever.
  void remember(std::string_view account, std::string_view id, const Known& known);
  /// The account ends.
  void forget(std::string_view account);

 private:
  void forget_old();

  Turn& turn_;
  const Limits& limits_;
};

/// What makes two messages the same: everything but `from`, which changes with the resource.
[[nodiscard]] Bytes content_digest(const xml::Element& message);

}  // namespace assay::server
