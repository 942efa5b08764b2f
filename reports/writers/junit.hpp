#pragma once
// JUnit XML, as CI servers read it: one testsuite per folder, one testcase per scenario. junit.xsd beside this file is what we promise.
//
//   pass, choice, warn                                -> passed; what is to be said is in <system-out>
//   fail                                              -> <failure>, whose text is the failure page
//   fail that the baseline lists                      -> <skipped>
//   error                                             -> <error>
//   unsupported, untestable, inconclusive, not run    -> <skipped> with the reason
//
// Whatever makes the run red beside its scenarios (it was stopped, the baseline is stale, nothing was judged) is a testcase of a suite
// called "assay", so that a CI server shows red whenever the exit code says so.

#include <string>

#include "reports/model/run_report.hpp"

namespace assay::reports {

[[nodiscard]] std::string junit(const RunReport& run);

}  // namespace assay::reports
