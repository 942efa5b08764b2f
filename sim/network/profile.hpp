#pragma once
// What a link does to the octets on it. A profile is a value; the dice are thrown by the link.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"

namespace assay::sim::network {

/// The time one segment is under way: always `min`, or uniform in min .. max.
struct Delay {
  Duration min{};
  Duration max{};

  [[nodiscard]] static constexpr Delay constant(Duration delay) { return {delay, delay}; }
  [[nodiscard]] static constexpr Delay uniform(Duration min, Duration max) { return {min, max}; }
};

/// How the octets given to the link in one piece are cut into segments.
enum class Split {
  None,        ///< what was written, as far as the window allows
  EveryOctet,  ///< segments of one octet
  Random,      ///< segments of 1 .. mss octets, uniform
};

/// How the reader gets the segments that are due at one instant.
enum class Coalescing {
  WhatIsDue,  ///< all at once
  Never,      ///< one segment an event
};

/// A link that works for `on`, then delivers nothing for `off`, and so on from the start of the world. What was under way arrives
/// when it works again.
struct Outage {
  Duration on{};
  Duration off{};
};

/// One direction of a link.
struct DirectionProfile {
  Delay delay;
  std::optional<std::uint64_t> octets_per_second;  ///< none: no limit
  Split split = Split::None;
  std::size_t mss = 1'400;  ///< octets, for Split::Random; at least 1
  Coalescing coalescing = Coalescing::WhatIsDue;
  std::size_t window = 65'536;  ///< octets that left the writer and were not yet taken by the reader; at least 1
  std::optional<Outage> outage;
};

/// Both directions of a link: `up` from its first node to its second, `down` back.
struct LinkProfile {
  DirectionProfile up;
  DirectionProfile down;

  [[nodiscard]] static LinkProfile both(const DirectionProfile& direction) { return {direction, direction}; }

  /// No delay, no limit: for tests of what is above the network.
  [[nodiscard]] static LinkProfile instant();
  /// 0.2 ms, 1 Gbit/s.
  [[nodiscard]] static LinkProfile lan();
  /// 2 .. 10 ms, 50 Mbit/s.
  [[nodiscard]] static LinkProfile wifi();
  /// 25 .. 70 ms; 10 Mbit/s up, 30 Mbit/s down.
  [[nodiscard]] static LinkProfile lte();
  /// 250 .. 900 ms; 60 kbit/s up, 120 kbit/s down.
  [[nodiscard]] static LinkProfile edge();
  /// lte between two stations: 30 s with it, 30 s without.
  [[nodiscard]] static LinkProfile subway();
  /// lte after the data allowance is used up: 2,000 octets/s.
  [[nodiscard]] static LinkProfile throttled();
};

/// The profile of that name: "lan", "wifi"...
[[nodiscard]] std::optional<LinkProfile> profile_named(std::string_view name);
/// All names, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> profile_names();

}  // namespace assay::sim::network
