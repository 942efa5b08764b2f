#pragma once
// Reads scenario files. All faults of a file are found at once.

#include <filesystem>
#include <vector>

#include "conformance/language/function_signature.hpp"
#include "conformance/language/library.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"

namespace assay::conformance::language {

/// What ids may be named. Null: any. Both must outlive the call.
struct Vocabulary {
  const RequirementTable* requirements = nullptr;
  const CapabilityTable* capabilities = nullptr;
  /// The engine's functions, for calls in templates; null: any. Sorted.
  const std::vector<FunctionSignature>* functions = nullptr;
};

[[nodiscard]] Result<Scenario, config::Diagnostics> load_scenario(const config::Source& source, const Library& library,
                                                                  const Vocabulary& vocabulary = {});
[[nodiscard]] Result<Scenario, config::Diagnostics> load_scenario(const std::filesystem::path& path, const Library& library,
                                                                  const Vocabulary& vocabulary = {});

/// Reads every definition of the library, used or not: overlaps, recursion, unknown words, unused parameters.
[[nodiscard]] config::Diagnostics lint(const Library& library, const Vocabulary& vocabulary = {});

}  // namespace assay::conformance::language
