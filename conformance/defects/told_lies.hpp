#pragma once
// What a client's shim reports (scenarios/README.md), told otherwise. Lines are compact JSON, their keys in the order of the shim's list.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::conformance::defects {

/// Every `from` in the line becomes `to`.
[[nodiscard]] inline std::string replaced(std::string line, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = line.find(from, at)) != std::string::npos; at += to.size()) line.replace(at, from.size(), to);
  return line;
}

/// A client that fetches files whatever is wrong with them: a failure for one of these reasons is told as success.
[[nodiscard]] inline std::function<std::function<std::string(std::string)>()> fetching_in_spite_of(std::vector<std::string> conditions) {
  return [conditions = std::move(conditions)] {
    return [conditions](std::string line) {
      for (const std::string& condition : conditions) {
        const std::string failure = R"({"event":"failed","do":"fetch","condition":")" + condition + '"';
        if (line.starts_with(failure)) return replaced(std::move(line), R"("event":"failed")", R"("event":"fetched")");
      }
      return line;
    };
  };
}

}  // namespace assay::conformance::defects
