#include "conformance/cli/run_report.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "reports/writers/html.hpp"
#include "reports/writers/json.hpp"
#include "reports/writers/junit.hpp"

namespace assay::conformance::cli {
namespace {

namespace fs = std::filesystem;

reports::Level level(language::Level from) {
  switch (from) {
    case language::Level::Must:
    case language::Level::MustNot: return reports::Level::Must;
    case language::Level::Should:
    case language::Level::ShouldNot: return reports::Level::Should;
    case language::Level::May: break;
  }
  return reports::Level::May;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

std::vector<reports::Requirement> reported(const language::RequirementTable& table) {
  std::vector<reports::Requirement> list;
  for (const auto& [id, requirement] : table) {
    list.push_back({.id = id,
                    .level = level(requirement.level),
                    .role = std::string(language::name(requirement.role)),
                    .judged_by = joined(requirement.judged_by),
                    .text = requirement.text,
                    .where = requirement.file + ":" + std::to_string(requirement.line)});
  }
  return list;
}

Result<void, std::string> write_whole(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
  }
  // What is no plain file (/dev/stderr, a pipe) is written to, not replaced.
  std::error_code unknown;
  const bool is_special = fs::exists(path, unknown) && !fs::is_regular_file(path, unknown);
  const std::string beside = is_special ? path : path + ".part";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) {
      const std::string why = std::strerror(errno);
      std::error_code ignored;
      if (!is_special) fs::remove(beside, ignored);
      return fail("cannot write " + path + ": " + why);
    }
  }
  if (is_special) return {};
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) return fail("cannot write " + path + ": " + error.message());
  return {};
}

Result<void, std::string> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail("cannot make the folder " + path + ": " + error.message());
  return {};
}

Result<void, std::string> write_files(const reports::RunReport& run, const ReportFiles& files) {
  ReportFiles all = files;
  if (!files.folder.empty()) {
    if (auto made = make_folder(files.folder); !made) return made;
    if (all.html.empty()) all.html = files.folder + "/report.html";
    if (all.junit.empty()) all.junit = files.folder + "/report.xml";
    if (all.json.empty()) all.json = files.folder + "/report.json";
  }
  for (const auto& [path, text] :
       {std::pair{all.html, &reports::html}, std::pair{all.junit, &reports::junit}, std::pair{all.json, &reports::json}}) {
    if (path.empty()) continue;
    if (auto written = write_whole(path, text(run)); !written) return written;
  }
  return {};
}

}  // namespace assay::conformance::cli
