#pragma once
// Reads `matrix:` and `cases:` into cases with stable ids.

#include <vector>

#include "conformance/language/faults.hpp"
#include "conformance/language/scenario.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

/// `cases: [{ id: short, digits: 4 }, ...]`: a list of maps; `id` names the case.
[[nodiscard]] std::vector<Case> read_cases(const config::Source& source, const config::Node& node, Faults& faults);
/// `matrix: { method: [sms, voice], size: [1, 2] }`: every combination, the last name running fastest; or `matrix: [{ method: sms }, ...]`:
/// those rows. Their ids are made of their values: "method=sms,size=1".
[[nodiscard]] std::vector<Case> read_matrix(const config::Source& source, const config::Node& node, Faults& faults);

}  // namespace assay::conformance::language
