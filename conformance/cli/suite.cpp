#include "conformance/cli/suite.hpp"

#include <algorithm>
#include <cstdlib>

#include <unistd.h>

#include "conformance/engine/play.hpp"

namespace assay::conformance::cli {
namespace {

namespace fs = std::filesystem;

bool is_home(const fs::path& folder) { return fs::exists(folder / "scenarios" / "lib") && fs::exists(folder / "reference" / "spec"); }

bool is_scenario(const fs::path& path) {
  if (path.extension() != ".yaml") return false;
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == "lib" || part == "worlds"; });
}

config::Diagnostic complaint(const fs::path& path, std::string message, std::string help) {
  return {.severity = config::Severity::Error,
          .file = path.string(),
          .place = {},
          .length = 1,
          .message = std::move(message),
          .help = std::move(help),
          .line = {}};
}

}  // namespace

fs::path home() {
  if (const char* set = std::getenv("ASSAY_HOME"); set && *set) return set;
  for (fs::path folder = fs::current_path();; folder = folder.parent_path()) {
    if (is_home(folder)) return fs::relative(folder).empty() ? folder : fs::relative(folder);
    if (folder == folder.root_path()) return ASSAY_HOME;
  }
}

config::Colour colour_for(std::FILE* stream) {
  const char* refused = std::getenv("NO_COLOR");
  return isatty(fileno(stream)) && (!refused || !*refused) ? config::Colour::Always : config::Colour::Never;
}

fs::path target_path(const std::string& name_or_path) {
  if (name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".yaml")) return name_or_path;
  return (home() / "conformance" / "targets" / (name_or_path + ".yaml")).lexically_normal();
}

std::vector<fs::path> target_library(const std::string& name_or_path) {
  const auto file = live::load_target(target_path(name_or_path));
  return file ? file->target.library_folders : std::vector<fs::path>{};
}

Suite::Suite(fs::path home) : home_(std::move(home)) {
  const fs::path spec = (home_ / "reference" / "spec").lexically_normal();
  if (auto table = language::load_requirements(spec)) {
    requirements_ = std::move(*table);
  } else {
    faults_ = table.error();
  }
  if (auto table = language::load_capabilities(spec / "capabilities.md")) {
    capabilities_ = std::move(*table);
  } else {
    faults_.insert(faults_.end(), table.error().begin(), table.error().end());
  }
}

config::Diagnostics Suite::choose_library(std::vector<fs::path> target_folders) {
  target_folders.push_back((home_ / "scenarios" / "lib").lexically_normal());
  auto library = language::Library::load(target_folders);
  if (!library) return library.error();
  library_ = std::move(*library);
  return {};
}

config::Diagnostics Suite::lint_library() const { return language::lint(library_, vocabulary()); }

std::vector<fs::path> Suite::files(const std::vector<std::string>& paths, config::Diagnostics& faults) const {
  std::vector<fs::path> list;
  auto add_folder = [&](const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && is_scenario(entry.path())) list.push_back(entry.path());
    }
  };
  if (paths.empty()) add_folder(home_ / "scenarios");
  for (const std::string& path : paths) {
    if (fs::is_directory(path)) {
      add_folder(path);
    } else if (fs::exists(path)) {
      list.emplace_back(path);
    } else {
      faults.push_back(complaint(path, "no such file or folder",
                                 "scenario files end in .yaml; those of the suite lie in " + (home_ / "scenarios").string()));
    }
  }
  for (fs::path& path : list) path = path.lexically_normal();
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

Result<language::Scenario, config::Diagnostics> Suite::load(const fs::path& path) const {
  return language::load_scenario(path, library_, vocabulary());
}

language::Vocabulary Suite::vocabulary() const {
  return {.requirements = &requirements_, .capabilities = &capabilities_, .functions = &engine::function_signatures()};
}

}  // namespace assay::conformance::cli
