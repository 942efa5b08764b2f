#pragma once
// The parts of the page that html.cpp puts together. Each answers HTML.

#include <string>

#include "reports/model/run_report.hpp"

namespace assay::reports {

/// The word in its colour.
[[nodiscard]] std::string verdict_badge(Verdict verdict);
/// The word as a class: "not-run".
[[nodiscard]] std::string verdict_class(Verdict verdict);
/// A command with a button that copies it.
[[nodiscard]] std::string command_box(const std::string& command);

/// The ladder diagram: lanes, arrows, and behind each row its full text. Empty if nothing was exchanged.
[[nodiscard]] std::string ladder_html(const ScenarioReport& scenario);
/// A collapsible scenario with its failure pages, checks and ladder.
[[nodiscard]] std::string scenario_html(const RunReport& run, const ScenarioReport& scenario);
/// One failure page, without the ladder, which the scenario shows once.
[[nodiscard]] std::string failure_html(const RunReport& run, const Failure& failure);
/// The table of requirements.
[[nodiscard]] std::string requirements_html(const RunReport& run);

}  // namespace assay::reports
