#pragma once
// Forgetting all records of one owner.

#include "reference/server/turn.hpp"

namespace assay::server {

/// Erases every record of the space whose key begins with `prefix`.
inline void erase_all(Turn& turn, std::string_view space, ByteView prefix) {
  std::vector<Bytes> keys;
  turn.store().scan(space, prefix, {}, [&](ByteView key, ByteView) {
    keys.emplace_back(key);
    return true;
  });
  for (const Bytes& key : keys) turn.store().erase(space, key);
}

}  // namespace assay::server
