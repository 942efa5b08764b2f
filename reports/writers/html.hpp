#pragma once
// One self-contained page: no external resource, works from file:// and without JavaScript (which adds the filter and the copy buttons).
// Its template, style and script are the files of reports/page, embedded by the build.

#include <string>

#include "reports/model/run_report.hpp"

namespace assay::reports {

[[nodiscard]] std::string html(const RunReport& run);

}  // namespace assay::reports
