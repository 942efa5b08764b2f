#include "conformance/language/function_signature.hpp"

#include <fmt/core.h>

namespace assay::conformance::language {

std::string wrong_arity(const FunctionSignature& function, std::size_t arguments) {
  const std::string range =
      function.least == function.most ? std::to_string(function.most) : fmt::format("{} to {}", function.least, function.most);
  return fmt::format("{}() takes {} argument{}, not {}", function.name, range, function.most == 1 ? "" : "s", arguments);
}

}  // namespace assay::conformance::language
