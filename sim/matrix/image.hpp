#pragma once
// A server's disk and its phones' credentials on the morning of every play: in the matrix alice and bob are registered, and carol where
// somebody broadcasts.

#include <map>
#include <string>
#include <vector>

#include "reference/base/limits.hpp"
#include "reference/client/credentials.hpp"
#include "reference/store/memory.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::sim::matrix {

struct Image {
  struct Record {
    std::string space;
    Bytes key;
    Bytes value;
  };
  std::vector<Record> records;
  std::map<std::string, client::Credentials> phones;  ///< by name

  void restore(store::MemoryStore& store) const;
};

/// Unless the kind is Message, bob and carol are alice's contacts, and she is theirs. With `companion` bob has a second device, "tablet".
[[nodiscard]] Image make_image(Kind kind, bool companion, std::uint64_t seed);

/// Phones with these numbers, by name, that nobody has matched.
[[nodiscard]] Image make_image(const std::map<std::string, std::string>& numbers, const Limits& limits, std::uint64_t seed);

}  // namespace assay::sim::matrix
