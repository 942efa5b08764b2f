#pragma once
// What is known while the steps of one body are read: a scenario's, or a definition's.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reference/config/source.hpp"

namespace assay::conformance::language {

using NameSet = std::set<std::string, std::less<>>;

struct Body {
  const config::Source& source;
  NameSet names;   ///< bound here so far: cast, parameters, cases, rounds, binders
  NameSet cast;    ///< words that are actors; empty in a library
  NameSet used;    ///< names that some step has looked at
  NameSet actors;  ///< names that some step has used as an actor
};

}  // namespace assay::conformance::language
