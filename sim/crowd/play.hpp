#pragma once
// One play: a group is made, everybody does what the plan says while it breaks what it says, everything heals, and the group's history is
// put together from what its members got.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "reference/crypto/scram.hpp"
#include "sim/crowd/plan.hpp"
#include "sim/matrix/image.hpp"

namespace assay::sim::crowd {

struct PlayOptions {
  std::uint64_t seed = 1;
  /// Planted in the server; or on each phone's wire, where it remembers what it remembers for the phone.
  const conformance::defects::Defect* defect = nullptr;
  crypto::ScramMemo* memo = nullptr;  ///< outlives the play
};

/// How much happened: a play in which nothing did proves nothing.
struct Counts {
  std::uint64_t messages = 0;  ///< accepted
  std::uint64_t changes = 0;
  std::uint64_t heard = 0;  ///< by all members together
  std::uint64_t cuts = 0;
  std::uint64_t crashes = 0;
  std::uint64_t failed_commits = 0;
  std::uint64_t receipts = 0;  ///< accepted
  std::uint64_t sums = 0;
  std::uint64_t repaired = 0;    ///< promises that were kept
  std::uint64_t admissions = 0;  ///< by the link, by themselves or an admin
  std::uint64_t moves = 0;
  std::uint64_t groups = 0;
  Counts& operator+=(const Counts& other);
};
/// What is counted, as it is shown.
inline constexpr std::array<std::pair<std::string_view, std::uint64_t Counts::*>, 12> kCounted = {{
    {"messages", &Counts::messages},
    {"changes", &Counts::changes},
    {"deliveries", &Counts::heard},
    {"cuts", &Counts::cuts},
    {"crashes", &Counts::crashes},
    {"failed commits", &Counts::failed_commits},
    {"receipts", &Counts::receipts},
    {"sums", &Counts::sums},
    {"repaired", &Counts::repaired},
    {"let in", &Counts::admissions},
    {"moves", &Counts::moves},
    {"groups", &Counts::groups},
}};

struct Played {
  std::vector<std::string> faults;  ///< none: one history
  Counts counts;
  std::string trace_hash;
};

/// A disk and phones for all plays of that case.
[[nodiscard]] matrix::Image make_image(Case which);
[[nodiscard]] Played play(const matrix::Image& image, Case which, const PlayOptions& options);

}  // namespace assay::sim::crowd
