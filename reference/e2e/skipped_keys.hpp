#pragma once
// Keys of messages that have not arrived: at most kSkippedKeys, of which the oldest goes first (XEP-0384 version 0.9.1 section 4.3,
// "MAX_SKIP").

#include <cstdint>
#include <optional>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/e2e/octets.hpp"

namespace assay::e2e {

struct SkippedKey {
  Bytes ratchet_key;
  std::uint32_t number = 0;
  crypto::Secret message_key;
};

class SkippedKeys {
 public:
  /// Where it stands, or nothing. The place holds until the next change.
  [[nodiscard]] std::optional<std::size_t> find(ByteView ratchet_key, std::uint32_t number) const;
  [[nodiscard]] const crypto::Secret& key(std::size_t place) const { return keys_[place].message_key; }
  void erase(std::size_t place);
  void add(std::vector<SkippedKey> keys);
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

  void write(OctetWriter& out) const;
  [[nodiscard]] static SkippedKeys read(OctetReader& in);

 private:
  std::vector<SkippedKey> keys_;  // the oldest first
};

}  // namespace assay::e2e
