#pragma once
// How often codes may be asked for (REG-08, REG-09): for a number ever more slowly; for a number, a device and a network address so many a
// day, for an address also so many at a time. Kept in the store, so a restart forgives nothing; by the wall clock, which outlives a restart.
// Who asks for codes of a number does not own it yet: numbers are kept as keyed hashes.
//
// Space "pace-number": key(hash of the digits) -> fields(consecutive requests, last request).
// Space "pace-window": key("number" | "device" | "address" | "burst", who) -> fields(requests, start of the time they count for).
// Space "pace-due": key(when it means nothing any more, space, key) -> "".

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

struct CodeRequester {
  std::string digits;
  Bytes device_key;
  std::string address;  ///< of the connection's peer
};

class CodePace {
 public:
  explicit CodePace(const Context& context) : context_(context) {}

  /// How long to wait, if a request now is too early.
  [[nodiscard]] std::optional<std::chrono::seconds> wait(const CodeRequester& requester) const;
  /// Counts a request that was granted. How long until the number's next.
  [[nodiscard]] std::chrono::seconds count(const CodeRequester& requester) const;
  /// How long until the number may ask again; at least a second.
  [[nodiscard]] std::chrono::seconds until_next(const std::string& digits) const;
  /// The number was proved: its next request is a first one. What it has had today stays counted.
  void forgive(const std::string& digits) const;

 private:
  struct NumberPace {
    std::uint64_t requests = 0;
    WallTime last;
  };
  [[nodiscard]] Bytes number_key(const std::string& digits) const;
  [[nodiscard]] NumberPace number(const std::string& digits) const;
  [[nodiscard]] WallTime next_allowed(const NumberPace& pace) const;

  /// So many requests of one requester in a time that begins with the first of them.
  struct Budget {
    Bytes key;
    std::size_t limit;
    Duration span;
  };
  [[nodiscard]] Budget number_budget(const std::string& digits) const;
  [[nodiscard]] std::array<Budget, 4> budgets(const CodeRequester& requester) const;

  struct Window {
    std::uint64_t requests = 0;
    WallTime start;
  };
  [[nodiscard]] Window window(const Budget& budget) const;
  void count_in(const Budget& budget) const;
  /// When the budget has room again; the past if it has.
  [[nodiscard]] WallTime next_allowed(const Budget& budget) const;

  void forget_later(std::string_view space, const Bytes& key, WallTime due) const;
  void forget_some() const;

  const Context& context_;
};

/// What counts as one address: an IPv4 address, or the first four groups of an IPv6 one (a /64), however it is shortened.
[[nodiscard]] std::string address_prefix(const std::string& host);

}  // namespace assay::server
