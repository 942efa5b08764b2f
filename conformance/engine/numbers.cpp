#include "conformance/engine/numbers.hpp"

#include <array>

#include <fmt/core.h>

#include "reference/base/random_source.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::uint64_t kLinesPerArea = 100;

constexpr std::array<int, 95> kAreas{202, 206, 212, 213, 214, 215, 216, 303, 305, 310, 312, 313, 314, 404, 408, 412, 414, 415, 469,
                                     480, 503, 510, 512, 516, 518, 540, 559, 561, 571, 585, 602, 608, 609, 610, 612, 614, 615, 616,
                                     617, 619, 626, 650, 678, 702, 703, 704, 707, 713, 714, 716, 718, 720, 732, 754, 757, 760, 763,
                                     770, 773, 781, 786, 801, 803, 804, 805, 808, 813, 814, 815, 816, 817, 818, 847, 858, 860, 865,
                                     901, 904, 909, 913, 914, 916, 917, 919, 925, 941, 949, 951, 952, 954, 970, 972, 973, 978, 210};
static_assert(kAreas.size() * kLinesPerArea == kNumbers);

}  // namespace

std::string fictional_number(std::uint64_t seed, std::uint64_t index) {
  const std::uint64_t start = derived_seed(seed, "numbers") % kNumbers;
  const std::uint64_t place = (start + index % kNumbers) % kNumbers;
  // Neighbours differ in area code, so that truncated numbers differ too.
  return fmt::format("+1{}55501{:02}", kAreas[place % kAreas.size()], place / kAreas.size());
}

}  // namespace assay::conformance::engine
