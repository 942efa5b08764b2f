#pragma once
// A defective implementation is a sound one with a decorator at a seam. A defect lies in one documented way and names the requirements that
// it violates; `assay grade` asks whether the scenarios that claim these requirements catch it.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/relay/filter.hpp"
#include "reference/store/store.hpp"

namespace assay::conformance::defects {

struct Defect {
  std::string name;                   ///< what the command line takes: "offline-messages-reversed"
  std::string lie;                    ///< one sentence: what the defective implementation does
  std::vector<std::string> violates;  ///< requirement ids

  // Exactly one of these is set: the seam at which it lies.
  std::function<std::unique_ptr<relay::Filter>()> wire;                               ///< in front of any implementation
  std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> store;  ///< inside the reference
};

/// Every defect, by name. Each file of catalogue/ defines one.
[[nodiscard]] std::vector<Defect> all_defects();
/// nullptr if there is none of that name. Valid as long as the program runs.
[[nodiscard]] const Defect* find_defect(const std::string& name);

}  // namespace assay::conformance::defects
