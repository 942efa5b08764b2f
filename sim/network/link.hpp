#pragma once
// The state of one link: its profile and the faults that are on. Internal to this room.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/network/network.hpp"
#include "sim/network/profile.hpp"

namespace assay::sim::network {

struct Network::Link {
  std::string name;  ///< "first~second"
  LinkProfile profile;
  std::array<bool, 2> stalled{};  ///< by Direction
  std::array<std::optional<std::uint64_t>, 2> cut_next_at;
  bool refuses = false;
  std::uint32_t connections_made = 0;
};

}  // namespace assay::sim::network
