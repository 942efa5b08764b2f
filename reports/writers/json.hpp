#pragma once
// JSON for programs, everything the model holds. The schema is reports/model/report.schema.json; "schema": "assay-report/1" names it, and
// changes when a reader of the old one would misunderstand the new one. Durations are integers in nanoseconds, instants XEP-0082 text,
// seeds decimal text (they do not fit a double).

#include <string>

#include "reports/model/run_report.hpp"

namespace assay::reports {

[[nodiscard]] std::string json(const RunReport& run);

}  // namespace assay::reports
