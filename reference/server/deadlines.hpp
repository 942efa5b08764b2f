#pragma once
// When connections want a timer, the earliest first.

#include <optional>
#include <set>
#include <utility>

#include "reference/base/machine.hpp"

namespace assay::server {

class Deadlines {
 public:
  /// Moves the connection from the deadline it was listed under to another; nothing = none.
  void move(Conn conn, std::optional<Instant>& listed, std::optional<Instant> to) {
    if (listed == to) return;
    if (listed) list_.erase({*listed, conn});
    if (to) list_.insert({*to, conn});
    listed = to;
  }
  [[nodiscard]] std::optional<Instant> next() const { return list_.empty() ? std::nullopt : std::optional<Instant>{list_.begin()->first}; }
  /// A connection whose deadline has come.
  [[nodiscard]] std::optional<Conn> due(Instant now) const {
    if (list_.empty() || list_.begin()->first > now) return std::nullopt;
    return list_.begin()->second;
  }

 private:
  std::set<std::pair<Instant, Conn>> list_;
};

}  // namespace assay::server
