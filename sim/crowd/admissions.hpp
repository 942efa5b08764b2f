#pragma once
// Who asked to be let into a group that wants approval, and what became of him (GRP-13): nobody comes in by himself, nobody is both in and
// waiting, everybody who was told to wait waits, is in or was told that he is not wanted, and every admin heard of him.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/crowd/history.hpp"
#include "sim/crowd/testimony.hpp"

namespace assay::sim::crowd {

struct Admissions {
  std::map<std::string, std::size_t> attempts;  ///< by account: how often a request to be let in was sent
  std::set<std::string> waited;                 ///< who was told to wait
  std::vector<std::string> waiting;             ///< at the end, as the owner is shown
};

[[nodiscard]] std::vector<std::string> faults_of_admissions(const Admissions& admissions, const std::vector<Testimony>& testimonies,
                                                            const Chronicle& chronicle);

}  // namespace assay::sim::crowd
