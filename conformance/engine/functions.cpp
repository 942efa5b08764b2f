#include "conformance/engine/functions.hpp"

#include <map>

#include <fmt/core.h>

#include "conformance/engine/play.hpp"
#include "reference/base/assert.hpp"

namespace assay::conformance::engine {

namespace {

using Table = std::map<std::string, functions::Function, std::less<>>;

const Table& table() {
  static const Table kTable = [] {
    Table made;
    for (const functions::Family& family : functions::all()) {
      for (const functions::Function& function : family) {
        const bool is_new = made.emplace(function.name, function).second;
        ASSAY_ASSERT(is_new);
      }
    }
    return made;
  }();
  return kTable;
}

std::string arity(const functions::Function& function) {
  if (function.least == function.most) return fmt::format("{} argument{}", function.least, function.least == 1 ? "" : "s");
  return fmt::format("{} to {} arguments", function.least, function.most);
}

}  // namespace

const std::vector<std::string>& function_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const auto& [name, function] : table()) names.push_back(name);
    return names;
  }();
  return kNames;
}

bool Functions::has(std::string_view name) const { return table().contains(name); }

Result<match::Value, std::string> Functions::call(std::string_view name, const std::vector<match::Value>& arguments) {
  const auto found = table().find(name);
  if (found == table().end()) return fail(fmt::format("there is no function {}()", name));
  const functions::Function& function = found->second;
  if (arguments.size() < function.least || arguments.size() > function.most) {
    return fail(fmt::format("{}() takes {}, not {}", name, arity(function), arguments.size()));
  }
  functions::Answer answer = function.body(arguments, surroundings_);
  if (!answer) return fail(fmt::format("{}(): {}", name, answer.error()));
  return answer;
}

}  // namespace assay::conformance::engine
