#include "sim/network/profile.hpp"

#include <array>
#include <utility>

namespace assay::sim::network {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t bits_per_second(std::uint64_t bits) { return bits / 8; }

using Maker = LinkProfile (*)();

constexpr std::array<std::pair<std::string_view, Maker>, 7> kProfiles{{
    {"edge", LinkProfile::edge},
    {"instant", LinkProfile::instant},
    {"lan", LinkProfile::lan},
    {"lte", LinkProfile::lte},
    {"subway", LinkProfile::subway},
    {"throttled", LinkProfile::throttled},
    {"wifi", LinkProfile::wifi},
}};

}  // namespace

LinkProfile LinkProfile::instant() { return {}; }

LinkProfile LinkProfile::lan() { return both({.delay = Delay::constant(200us), .octets_per_second = bits_per_second(1'000'000'000)}); }

LinkProfile LinkProfile::wifi() { return both({.delay = Delay::uniform(2ms, 10ms), .octets_per_second = bits_per_second(50'000'000)}); }

LinkProfile LinkProfile::lte() {
  return {.up = {.delay = Delay::uniform(25ms, 70ms), .octets_per_second = bits_per_second(10'000'000)},
          .down = {.delay = Delay::uniform(25ms, 70ms), .octets_per_second = bits_per_second(30'000'000)}};
}

LinkProfile LinkProfile::edge() {
  return {.up = {.delay = Delay::uniform(250ms, 900ms), .octets_per_second = bits_per_second(60'000)},
          .down = {.delay = Delay::uniform(250ms, 900ms), .octets_per_second = bits_per_second(120'000)}};
}

LinkProfile LinkProfile::subway() {
  LinkProfile profile = lte();
  profile.up.outage = profile.down.outage = Outage{30s, 30s};
  return profile;
}

LinkProfile LinkProfile::throttled() {
  LinkProfile profile = lte();
  profile.up.octets_per_second = profile.down.octets_per_second = 2'000;
  return profile;
}

std::optional<LinkProfile> profile_named(std::string_view name) {
  for (const auto& [known, make] : kProfiles) {
    if (known == name) return make();
  }
  return std::nullopt;
}

std::vector<std::string_view> profile_names() {
  std::vector<std::string_view> names;
  for (const auto& profile : kProfiles) names.push_back(profile.first);
  return names;
}

}  // namespace assay::sim::network
