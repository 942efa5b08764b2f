#pragma once
// A function that templates may call, as far as the loader checks calls.

#include <cstddef>
#include <string>

namespace assay::conformance::language {

struct FunctionSignature {
  std::string name;
  std::size_t least = 0;  ///< arguments
  std::size_t most = 0;

  [[nodiscard]] bool takes(std::size_t arguments) const { return arguments >= least && arguments <= most; }
};

/// "base64() takes 1 argument, not 2".
[[nodiscard]] std::string wrong_arity(const FunctionSignature& function, std::size_t arguments);

}  // namespace assay::conformance::language
