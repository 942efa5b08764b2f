#include "conformance/engine/shim_event.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace assay::conformance::engine {

namespace {

using nlohmann::json;

constexpr int kDepth = 16;  // deeper values are left as JSON text

void flatten(const json& value, const std::string& path, int depth, std::map<std::string, std::string>& out) {
  if (value.is_object() && depth < kDepth) {
    for (const auto& [key, member] : value.items()) flatten(member, path.empty() ? key : path + "." + key, depth + 1, out);
  } else if (value.is_array() && depth < kDepth) {
    for (std::size_t i = 0; i < value.size(); ++i) flatten(value[i], fmt::format("{}[{}]", path, i), depth + 1, out);
    out[path + ".length"] = fmt::format("{}", value.size());
  } else {
    out[path] = value.is_string() ? value.get<std::string>() : value.dump();
  }
}

}  // namespace

std::optional<ShimEvent> parse_shim_event(std::string_view line) {
  const json parsed = json::parse(line, nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  ShimEvent event{std::string(line), {}};
  flatten(parsed, "", 0, event.fields);
  return event;
}

std::string field(const ShimEvent& event, std::string_view name) {
  const auto found = event.fields.find(std::string(name));
  return found == event.fields.end() ? std::string() : found->second;
}

std::string sync_command(std::string_view tag) { return json{{"do", "sync"}, {"tag", tag}}.dump(); }

}  // namespace assay::conformance::engine
