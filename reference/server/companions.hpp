#pragma once
// Companions at rest: the devices beside an account's phone, with what verifies their tokens (spec chapter 02; DEV-01 and following).
//
// Space "companion": key(account, device) -> fields(linked stamp, name, key, a number that each claim raises, day of the last login, then
// salt, iterations, stored key, server key for SHA-256 and SHA-1: empty until it claims its token).
// Space "companion-key": key(public key) -> fields(account, device).
// Space "companion-day": key(day of the last login, account, device) -> "": who was there last longest ago stands first.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/server/login_name.hpp"
#include "reference/server/turn.hpp"
#include "reference/stream/server_settings.hpp"

namespace assay::server {

struct Companion {
  std::string device;  ///< its id: decimal, 1 to 2,147,483,647 as device ids of XEP-0384 are
  WallTime linked;
  std::string name;
  Bytes key;                     ///< Ed25519 public key
  std::uint64_t generation = 0;  ///< never 0 in the store: what logged in under an older one is replaced
  WallTime active;               ///< the day of the link or of the last login, no finer
  stream::StoredPassword sha256{};
  stream::StoredPassword sha1{};
  [[nodiscard]] bool is_claimed() const { return !sha256.stored_key.empty(); }
};

class Companions {
 public:
  explicit Companions(Turn& turn) : turn_(turn) {}

  [[nodiscard]] std::optional<Companion> find(std::string_view account, std::string_view device);
  /// The ids of the account's companions, in the order of their digits as text.
  [[nodiscard]] std::vector<std::string> of(std::string_view account);
  /// Whose key that is.
  [[nodiscard]] std::optional<LoginName> with_key(ByteView key);
  /// Creates or replaces it. Its key never changes.
  void put(std::string_view account, const Companion& companion);
  void erase(std::string_view account, std::string_view device);
  /// The companion is in use.
  void note(std::string_view account, std::string_view device);
  /// Those whose last day lies before that of `time`, at most `most` of them, longest ago first.
  [[nodiscard]] std::vector<LoginName> last_active_before(WallTime time, std::size_t most);

 private:
  Turn& turn_;
};

}  // namespace assay::server
