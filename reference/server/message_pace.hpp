#pragma once
// How fast one account may write to another (MSG-13): a burst within a second, in memory, and so many within an hour, which a restart does
// not forget.
//
// Space "pair-hour": key(account, mark of the addressee) -> fields(messages, start). Space "pair-hour-age": key(start, account, mark) ->
// "", for forgetting.

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reference/server/context.hpp"

namespace assay::server {

/// What was said within the last second, by pairs. One for each server.
class Bursts {
 public:
  /// False if `account` has written to `addressee` too fast: then nothing is counted.
  [[nodiscard]] bool charge(const std::string& account, const std::string& addressee, Instant now, std::size_t in_a_second);
  /// Pairs that are remembered.
  [[nodiscard]] std::size_t size() const { return rest_at_.size(); }

 private:
  using Pair = std::pair<std::string, std::string>;

  void forget_past(Instant now);

  // When the pair would be at rest again, if each message took its share of a second. A pair at rest needs no record.
  std::map<Pair, Instant> rest_at_;
  Pair looked_at_;
};

/// Charges the hour. How long to wait, if it is used up.
[[nodiscard]] std::optional<std::chrono::seconds> charge_hour(const Context& context, const std::string& account,
                                                              const std::string& addressee, std::size_t in_an_hour);
/// The account ends.
void forget_pace(const Context& context, const std::string& account);

}  // namespace assay::server
