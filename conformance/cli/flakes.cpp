#include "conformance/cli/flakes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/writers/text.hpp"

namespace assay::conformance::cli {
namespace {

constexpr std::size_t kSeedsShown = 8;

std::string listed(const std::vector<std::uint64_t>& seeds) {
  std::string out = seeds.size() == 1 ? "seed " : "seeds ";
  for (std::size_t i = 0; i < std::min(seeds.size(), kSeedsShown); ++i) out += fmt::format("{}{}", i == 0 ? "" : ", ", seeds[i]);
  return seeds.size() > kSeedsShown ? out + fmt::format(" and {} more", seeds.size() - kSeedsShown) : out;
}

template <class Verdicts>
std::string line(const std::string& id, const Verdicts& verdicts) {
  const auto usual =
      std::max_element(verdicts.begin(), verdicts.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  std::string out = fmt::format("  {}  {} in {}", id, reports::name(usual->first), reports::counted(usual->second.size(), "round"));
  for (auto other = verdicts.begin(); other != verdicts.end(); ++other) {
    if (other != usual) out += fmt::format(", {} with {}", reports::name(other->first), listed(other->second));
  }
  return out + "\n";
}

}  // namespace

void Flakes::take(const reports::RunReport& round) {
  seeds_.push_back(round.seed);
  for (const auto& scenario : round.scenarios) cases_[scenario.id][scenario.verdict].push_back(round.seed);
  if (reports::exit_code(round) != reports::ExitCode::Green) red_.push_back(round.seed);
}

std::size_t Flakes::count() const {
  return static_cast<std::size_t>(std::count_if(cases_.begin(), cases_.end(), [](const auto& one) { return one.second.size() > 1; }));
}

std::string Flakes::text() const {
  if (seeds_.empty()) return {};
  std::string out = fmt::format("{}, seeds {} to {}: ", reports::counted(seeds_.size(), "round"), seeds_.front(), seeds_.back());
  out += count() == 0 ? fmt::format("each of {} came out alike every time", reports::counted(cases_.size(), "case"))
                      : fmt::format("{} of {} did not come out alike every time", count(), reports::counted(cases_.size(), "case"));
  out += red_.empty() ? "; all green\n" : fmt::format("; not green with {}\n", listed(red_));
  for (const auto& [id, verdicts] : cases_) {
    if (verdicts.size() > 1) out += line(id, verdicts);
  }
  return out;
}

}  // namespace assay::conformance::cli
