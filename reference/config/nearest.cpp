#include "reference/config/nearest.hpp"

#include <algorithm>
#include <cstdlib>

namespace assay::config {
namespace {

constexpr std::size_t kMostListed = 12;    // more candidates than this would bury the message
constexpr std::size_t kLongestWord = 200;  // the distance costs the product of the lengths

std::string listed(const std::vector<std::string>& candidates) {
  std::string text = "expected ";
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i > 0) {
      text += i + 1 == candidates.size() ? " or " : ", ";
    }
    text += candidates[i];
  }
  return text;
}

}  // namespace

// Optimal string alignment: three rows of the table are enough.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    above[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0U : 1U;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kLongestWord) {
    return {};
  }
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  for (const auto& candidate : candidates) {
    if (candidate.size() > kLongestWord) {
      continue;
    }
    const auto distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (const auto found = nearest(word, candidates); !found.empty()) {
    return "did you mean '" + found + "'?";
  }
  return candidates.empty() || candidates.size() > kMostListed ? std::string() : listed(candidates);
}

}  // namespace assay::config
