#pragma once
// A baseline: the failures that the owner of a target knows about, each with its reason. They still run and are still shown, but do not
// make a run red; one that no longer fails does. conformance/targets/README.md describes the file.

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/language/requirements.hpp"
#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/source.hpp"
#include "reports/model/run_report.hpp"

namespace assay::conformance::live {

/// One check that is expected to fail (or, for a SHOULD, to warn).
struct BaselineEntry {
  std::string scenario;     ///< as reports name it: "xmpp/ping", with a case "registration/wrong_code#twice"
  std::string requirement;  ///< one that the specification has
  std::string reason;       ///< one line; never empty
  std::string link;         ///< where more is said; may be empty
  config::Place place;
};

struct Baseline {
  std::string file;
  std::vector<BaselineEntry> entries;  ///< no two of one check
};

/// All faults of the file are in the list.
[[nodiscard]] Result<Baseline, config::Diagnostics> read_baseline(const config::Source& source,
                                                                  const language::RequirementTable& requirements);
[[nodiscard]] Result<Baseline, config::Diagnostics> load_baseline(const std::filesystem::path& path,
                                                                  const language::RequirementTable& requirements);

/// How much of the suite a run played.
enum class Selection { Whole, Part };

/// Marks what is known and complains of what is stale, once all scenarios have ended: a listed check that passed, one that its scenario
/// does not make and, where the whole suite was played, a scenario that it does not have. What could not be judged is no complaint.
void apply(const Baseline& baseline, Selection selection, reports::RunReport& run);

}  // namespace assay::conformance::live
