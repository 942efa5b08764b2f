#pragma once
// One play of the matrix: alice sends bob three messages and bob answers with one, the breakage strikes at one point, everything heals,
// and the ledger is balanced.

#include <cstdint>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "reference/crypto/scram.hpp"
#include "sim/matrix/cell.hpp"
#include "sim/matrix/image.hpp"

namespace assay::sim::matrix {

struct PlayOptions {
  std::uint64_t seed = 1;
  const conformance::defects::Defect* defect = nullptr;  ///< planted in the server
  crypto::ScramMemo* memo = nullptr;                     ///< outlives the play
};

struct Played {
  bool struck = false;              ///< whether the play came as far as the point
  std::vector<std::string> faults;  ///< none: the books balance
  std::string trace_hash;
};

/// `at`: the octet or commit at which it strikes; of no account in a cell without points.
[[nodiscard]] Played play(const Image& image, const Cell& cell, std::uint64_t at, const PlayOptions& options);

}  // namespace assay::sim::matrix
