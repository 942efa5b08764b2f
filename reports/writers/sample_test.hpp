#pragma once
// A run that has one of everything, for the writers' tests and golden files.

#include "reports/model/run_report.hpp"

namespace assay::reports {

[[nodiscard]] RunReport sample_run();
/// A run whose every text is `text`: title, ids, bodies, file names...
[[nodiscard]] RunReport run_of_text(const std::string& text);

}  // namespace assay::reports
