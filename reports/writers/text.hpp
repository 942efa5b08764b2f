#pragma once
// What every writer for human eyes does to text before its own escaping: reports quote peers, and peers are hostile.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reports/model/run_report.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::reports {

/// Valid UTF-8 in which everything can be seen: an ill-formed sequence becomes U+FFFD, a control other than newline and tab its picture
/// (U+2400...), C1 controls and noncharacters U+FFFD, and a mark that changes the direction of the text around it its name "<U+202E>".
[[nodiscard]] std::string clean(std::string_view text);
/// clean() with newlines and tabs as one space each: for titles, attributes and rows.
[[nodiscard]] std::string clean_line(std::string_view text);

/// The first code point of text that clean() answered, and how many octets it has.
struct CodePoint {
  char32_t value = 0;
  std::size_t octets = 0;
};
/// `text` is not empty. An ill-formed start answers {0xFFFD, number of octets to skip}.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// Terminal columns of clean text: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
[[nodiscard]] std::size_t columns(std::string_view text);
/// At most `width` columns; if something had to go, the last one is an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);
[[nodiscard]] std::vector<std::string> lines(std::string_view text);

/// "812 us", "3.4 ms", "1.25 s", "2 min 5 s", "30 d 0 h".
[[nodiscard]] std::string spoken(Duration duration);
/// Seconds since the scenario's start, for a ladder: "0.003", "12.500"; "3d 02:00:00.250" from one day on.
[[nodiscard]] std::string offset(Duration at);
/// "1 scenario", "3 scenarios".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);
/// The folder of a scenario file, "scenarios/offline"; "." if it has none.
[[nodiscard]] std::string folder_of(std::string_view file);

/// A known failure, or a warning whose every check is known to the target's baseline.
[[nodiscard]] bool is_known_deviation(const ScenarioReport& scenario);

/// The requirements of one chapter or standard: those whose ids begin alike ("OFF", "RFC6120").
struct ChapterResult {
  std::string id;
  std::string file;  ///< of its first requirement: "reference/spec/08-offline.md"; may be empty
  Counts counts;     ///< of its requirements
};

/// In the order of requirement_results().
[[nodiscard]] std::vector<ChapterResult> chapter_results(const RunReport& run);

/// Which rows of a long ladder are shown: the first `head`, then `left_out` are not, then the rest.
struct LadderWindow {
  std::size_t head = 0;
  std::size_t left_out = 0;
};
/// How many rows of the set-up are folded away: none where they are few, or where the steps were never reached.
[[nodiscard]] std::size_t folded_rows(const ScenarioReport& scenario);
/// A failure lies at the end, so a quarter of the limit goes to the start and the rest to the end.
[[nodiscard]] LadderWindow ladder_window(std::size_t rows, std::size_t limit);

}  // namespace assay::reports
