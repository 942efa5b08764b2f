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

language::FunctionSignature signature_of(const functions::Function& function) { return {function.name, function.least, function.most}; }

}  // namespace

const std::vector<language::FunctionSignature>& function_signatures() {
  static const std::vector<language::FunctionSignature> kSignatures = [] {
    std::vector<language::FunctionSignature> signatures;
    for (const auto& [name, function] : table()) signatures.push_back(signature_of(function));
    return signatures;
  }();
  return kSignatures;
}

bool Functions::has(std::string_view name) const { return table().contains(name); }

Result<match::Value, std::string> Functions::call(std::string_view name, const std::vector<match::Value>& arguments) {
  const auto found = table().find(name);
  if (found == table().end()) return fail(fmt::format("there is no function {}()", name));
  const functions::Function& function = found->second;
  const language::FunctionSignature signature = signature_of(function);
  if (!signature.takes(arguments.size())) return fail(language::wrong_arity(signature, arguments.size()));
  functions::Answer answer = function.body(arguments, surroundings_);
  if (!answer) return fail(fmt::format("{}(): {}", name, answer.error()));
  return answer;
}

}  // namespace assay::conformance::engine
