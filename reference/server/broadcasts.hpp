#pragma once
// What is remembered of broadcasts (spec chapter 05): their answers, so that one that is sent again gets the same, and how many there were.
// Neither says to whom they went.
//
// Space "broadcast": key(account, id) -> fields(digest, answer, stamp). Space "broadcast-age": key(stamp, account, id) -> "", for
// forgetting. Space "broadcast-rate": key(account) -> fields(broadcasts, the hour's start, deliveries, the day's start).

#include <chrono>
#include <optional>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

class Broadcasts {
 public:
  explicit Broadcasts(const Context& context) : context_(context) {}

  struct Known {
    Bytes digest;
    std::string answer;  ///< as it was written
  };
  /// Nothing if the account has sent none under that id within Limits::resend_window.
  [[nodiscard]] std::optional<Known> find(const std::string& account, const std::string& id) const;
  void remember(const std::string& account, const std::string& id, const Known& known) const;
  /// One broadcast to so many. How long to wait, if the account has made too many (BCL-10): then nothing is charged.
  [[nodiscard]] std::optional<std::chrono::seconds> charge(const std::string& account, std::size_t recipients) const;
  /// The account ends.
  void forget(const std::string& account) const;

 private:
  void forget_old() const;

  const Context& context_;
};

}  // namespace assay::server
