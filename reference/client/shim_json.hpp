#pragma once
// What the lines of a shim are read with: a command's values, each named by what it needs when it is not there.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace assay::client {

using Json = nlohmann::ordered_json;

/// A line that does not say what its command needs. `what` is English.
struct BadRequest {
  std::string what;
};

inline const std::string& text_of(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end() || !found->is_string()) throw BadRequest{std::string("needs a text \"") + key + '"'};
  return found->get_ref<const std::string&>();
}

inline std::string text_or(const Json& line, const char* key, std::string otherwise) {
  return line.contains(key) ? text_of(line, key) : std::move(otherwise);
}

/// A list of texts; empty if the key is missing and need not be there.
inline std::vector<std::string> texts_of(const Json& line, const char* key, bool needed) {
  const auto found = line.find(key);
  if (found == line.end() && !needed) return {};
  if (found == line.end() || !found->is_array()) throw BadRequest{std::string("needs a list \"") + key + '"'};
  std::vector<std::string> texts;
  for (const Json& text : *found) {
    if (!text.is_string()) throw BadRequest{std::string("\"") + key + "\" holds something else than text"};
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

inline std::optional<bool> truth_of(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end()) return std::nullopt;
  if (!found->is_boolean()) throw BadRequest{std::string("\"") + key + "\" is neither true nor false"};
  return found->get<bool>();
}

}  // namespace assay::client
