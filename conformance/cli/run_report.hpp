#pragma once
// From what was asked and played to a report, and from a report to files.

#include <string>

#include "conformance/language/requirements.hpp"
#include "reference/base/result.hpp"
#include "reports/model/run_report.hpp"

namespace assay::conformance::cli {

/// The specification's table as the report's model knows it.
[[nodiscard]] std::vector<reports::Requirement> reported(const language::RequirementTable& table);

/// Where the results go; "" for nowhere, "-" for standard output.
struct ReportFiles {
  std::string folder;  ///< report.html, report.xml and report.json in it
  std::string html;
  std::string junit;
  std::string json;
};

/// Writes one file, or standard output for "-"; a plain file is replaced as a whole or not at all. The error names it and says why.
[[nodiscard]] Result<void, std::string> write_whole(const std::string& path, const std::string& text);
[[nodiscard]] Result<void, std::string> make_folder(const std::string& path);

/// Writes the files, whole or not at all (each under another name first). The error names the file and says why.
[[nodiscard]] Result<void, std::string> write_files(const reports::RunReport& run, const ReportFiles& files);

}  // namespace assay::conformance::cli
