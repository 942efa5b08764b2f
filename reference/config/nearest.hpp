#pragma once
// "did you mean ...?"

#include <string>
#include <string_view>
#include <vector>

namespace assay::config {

/// The number of single-character insertions, deletions, substitutions and neighbour swaps between two words.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to `word`, or "" where none is near enough to be meant (a third of the word's length, at least 1). The first wins
/// a tie.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
/// "did you mean 'x'?" for the nearest, else "expected a, b or c", or "" without candidates.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace assay::config
