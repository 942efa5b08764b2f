#pragma once
// Records that are kept for a while stand a second time in a space of their ages: key(stamp, what names the record). Whoever writes one
// forgets a few of those that are over, so that neither grows for ever and nothing has to sweep.

#include <string_view>
#include <vector>

#include "reference/server/turn.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {

/// Takes the oldest ages out of their space, at most `most` and none from `kept_since` on: the parts of each key, the stamp first. The
/// records themselves are the caller's to look at, since they may have been written again.
inline std::vector<std::vector<Bytes>> take_past(Turn& turn, std::string_view ages, WallTime kept_since, std::size_t most) {
  const Bytes kept = stamp(kept_since);
  std::vector<Bytes> keys;
  std::vector<std::vector<Bytes>> past;
  turn.store().scan(ages, {}, {}, [&](ByteView key, ByteView) {
    auto parts = store::key_parts(key);
    if (!parts || parts->size() < 2 || parts->front() >= kept) return false;
    keys.emplace_back(key);
    past.push_back(std::move(*parts));
    return keys.size() < most;
  });
  for (const Bytes& key : keys) turn.store().erase(ages, key);
  return past;
}

}  // namespace assay::server
