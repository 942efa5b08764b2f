#include "reference/e2e/skipped_keys.hpp"

#include <iterator>
#include <utility>

#include "reference/crypto/curve25519.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/derivation.hpp"

namespace assay::e2e {

std::optional<std::size_t> SkippedKeys::find(ByteView ratchet_key, std::uint32_t number) const {
  for (std::size_t place = 0; place < keys_.size(); ++place)
    if (keys_[place].number == number && keys_[place].ratchet_key == ratchet_key) return place;
  return std::nullopt;
}

void SkippedKeys::erase(std::size_t place) { keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(place)); }

void SkippedKeys::add(std::vector<SkippedKey> keys) {
  keys_.insert(keys_.end(), std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
  if (keys_.size() > kSkippedKeys) keys_.erase(keys_.begin(), keys_.end() - static_cast<std::ptrdiff_t>(kSkippedKeys));
}

void SkippedKeys::write(OctetWriter& out) const {
  out.number32(static_cast<std::uint32_t>(keys_.size()));
  for (const SkippedKey& key : keys_) {
    out.bytes(key.ratchet_key);
    out.number32(key.number);
    out.secret(key.message_key);
  }
}

SkippedKeys SkippedKeys::read(OctetReader& in) {
  SkippedKeys keys;
  const std::size_t count = in.count(kSkippedKeys);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    SkippedKey key;
    key.ratchet_key = in.bytes_of(crypto::kX25519KeySize);
    key.number = in.number32();
    key.message_key = in.secret_of(kChainKeySize);
    keys.keys_.push_back(std::move(key));
  }
  return keys;
}

}  // namespace assay::e2e
