#pragma once
// What senders were told of who has their messages, held against who was to get them and who gave a receipt (GRP-17, GRP-18): no sum counts
// one twice, none goes back, each is complete in the end, and nobody is told another's.

#include <string>
#include <vector>

#include "sim/crowd/history.hpp"
#include "sim/crowd/testimony.hpp"

namespace assay::sim::crowd {

/// Of one group.
[[nodiscard]] std::vector<std::string> faults_of_sums(const std::vector<Testimony>& testimonies, const Chronicle& chronicle);

}  // namespace assay::sim::crowd
