#pragma once
// How often codes may be asked for (REG-08, REG-09): for a number ever more slowly, for a device and for a network address so many a day.
// Kept in the store, so a restart forgives nothing; by the wall clock, which outlives a restart.
//
// Space "pace-number": key(digits) -> fields(consecutive requests, last request).
// Space "pace-window": key("device" | "address", who) -> fields(requests, start of the day they count for).

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
  /// The number was proved: its next request is a first one.
  void forgive(const std::string& digits) const;

 private:
  struct NumberPace {
    std::uint64_t requests = 0;
    WallTime last;
  };
  [[nodiscard]] NumberPace number(const std::string& digits) const;
  [[nodiscard]] WallTime next_allowed(const NumberPace& pace) const;

  struct Window {
    std::uint64_t requests = 0;
    WallTime start;
  };
  [[nodiscard]] Window window(const Bytes& key) const;
  void count_in_window(const Bytes& key) const;
  [[nodiscard]] std::optional<std::chrono::seconds> window_wait(const Bytes& key, std::size_t limit) const;

  const Context& context_;
};

/// What counts as one address: an IPv4 address, or the first four groups of an IPv6 one (a /64), however it is shortened.
[[nodiscard]] std::string address_prefix(const std::string& host);

}  // namespace assay::server
