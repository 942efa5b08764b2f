// `assay fmt`: puts scenario and sentence files into their canonical form (conformance/language/format.hpp).

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <CLI/CLI.hpp>

#include "conformance/cli/command.hpp"
#include "conformance/cli/suite.hpp"
#include "conformance/language/format.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::cli::commands {

Command fmt();

namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> paths;
  bool check = false;
};

// Unlike what is run, sentences count too.
std::vector<fs::path> files(const std::vector<std::string>& paths, config::Diagnostics& faults) {
  std::vector<fs::path> list;
  for (const std::string& path : paths) {
    if (fs::is_directory(path)) {
      for (const auto& entry : fs::recursive_directory_iterator(path)) {
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") list.push_back(entry.path());
      }
    } else if (fs::exists(path)) {
      list.emplace_back(path);
    } else {
      faults.push_back({.severity = config::Severity::Error,
                        .file = path,
                        .place = {},
                        .length = 1,
                        .message = "no such file or folder",
                        .help = {},
                        .line = {}});
    }
  }
  for (fs::path& path : list) path = path.lexically_normal();
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// Whole or not at all: under another name first. A link stays a link.
bool replace(const fs::path& path, const std::string& text, std::string& why) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  fs::path beside = real;
  beside += ".part";
  if (!error) {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) error = std::error_code(errno, std::generic_category());
  }
  if (!error) fs::permissions(beside, fs::status(real).permissions(), error);
  if (!error) fs::rename(beside, real, error);
  if (!error) return true;
  why = error.message();
  fs::remove(beside, error);
  return false;
}

ExitCode format(const Options& options) {
  config::Diagnostics faults;
  std::size_t changed = 0;
  std::size_t seen = 0;
  const std::vector<std::string> everything = {(home() / "scenarios").string()};
  for (const auto& path : files(options.paths.empty() ? everything : options.paths, faults)) {
    ++seen;
    const auto source = config::read_source(path);
    const auto text = source ? language::formatted(*source) : fail(source.error());
    if (!text) {
      faults.insert(faults.end(), text.error().begin(), text.error().end());
      continue;
    }
    if (*text == source->text) continue;
    ++changed;
    std::string why;
    if (!options.check && !replace(path, *text, why)) {
      std::fprintf(stderr, "assay fmt: cannot write %s: %s\n", path.c_str(), why.c_str());
      return ExitCode::HarnessError;
    }
    std::printf("%s\n", path.c_str());
  }
  std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
  std::fprintf(stderr, "%zu files, %zu %s\n", seen, changed, options.check ? "not in canonical form" : "rewritten");
  if (!faults.empty()) return ExitCode::BadInput;
  return options.check && changed > 0 ? ExitCode::ConformanceFailure : ExitCode::Green;
}

}  // namespace

Command fmt() {
  return {.name = "fmt",
          .summary = "Put scenario files into their canonical form",
          .examples = "  assay fmt scenarios\n  assay fmt --check scenarios conformance/targets/prosody/lib\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("paths", options->paths, "Scenario and sentence files, and folders (default: all of scenarios/)");
            app.add_flag("--check", options->check, "Change nothing; exit with 1 and the files' names if some would change");
            return [options] { return format(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
