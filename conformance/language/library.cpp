#include "conformance/language/library.hpp"

#include <algorithm>

#include "conformance/language/sentences.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::language {
namespace {

void add_source(const config::Source& text, SentenceScope& scope, Faults& faults) {
  const auto source = std::make_shared<const config::Source>(text);
  auto root = config::parse_yaml(*source);
  if (!root) {
    faults.add(root.error());
    return;
  }
  if (root->is_null()) {
    return;
  }
  const auto* sentences = root->find("sentences");
  if (root->is_map() && (sentences == nullptr || root->entries.size() != 1)) {
    faults.blame(*source, *root, "expected a list of sentences, or the key `sentences:` alone");
    return;
  }
  read_definitions(source, sentences == nullptr ? *root : *sentences, scope, faults);
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (auto it = std::filesystem::recursive_directory_iterator(folder, error);
       !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".yaml") {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<Library, config::Diagnostics> Library::load(const std::vector<std::filesystem::path>& folders) {
  Library library;
  config::Diagnostics diagnostics;
  for (const auto& folder : folders) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
      diagnostics.push_back(config::error_at({folder.generic_string(), {}}, {}, 1, "is no folder of sentences"));
      continue;
    }
    std::vector<config::Source> sources;
    for (const auto& path : files_of(folder)) {
      auto source = config::read_source(path);
      if (source) {
        sources.push_back(std::move(*source));
      } else {
        diagnostics.insert(diagnostics.end(), source.error().begin(), source.error().end());
      }
    }
    library.add_scope(sources, diagnostics);
  }
  if (!diagnostics.empty()) {
    return fail(std::move(diagnostics));
  }
  return library;
}

void Library::add_scope(const std::vector<config::Source>& sources, config::Diagnostics& diagnostics) {
  Faults faults;
  SentenceScope scope;
  for (const auto& source : sources) {
    add_source(source, scope, faults);
  }
  blame_overlaps(scope, faults);
  scopes_.push_back(std::move(scope));
  const auto found = faults.take();
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
}

}  // namespace assay::conformance::language
