#pragma once
// Who may log in by a token that an earlier login brought (XEP-0484).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/crypto/secret.hpp"

namespace assay::stream {

/// A login by token, as its client claims it (section 3.4).
struct TokenLogin {
  std::string username;
  std::string user_agent;  ///< the id of XEP-0388 section 2.3
  std::string mechanism;   ///< "HT-SHA-256-NONE", ...
  std::optional<std::uint64_t> count{};
  bool invalidate = false;
};

enum class TokenState {
  Good,
  Expired,
  Replayed,   ///< its `count` is none that comes after the last one
  Replaced,   ///< of an older registration of the account
  OtherKind,  ///< for another mechanism
  MadeUp,     ///< nobody has it
};

struct TokenCandidate {
  crypto::Secret token;
  TokenState state = TokenState::MadeUp;
};

class TokenLogins {
 public:
  TokenLogins() = default;
  TokenLogins(const TokenLogins&) = delete;
  TokenLogins& operator=(const TokenLogins&) = delete;
  virtual ~TokenLogins() = default;
  /// The tokens that it can be, the newer one first. As many for everybody: where there is no account, user agent or token, they are made
  /// up, so that an attempt takes the same steps and time.
  [[nodiscard]] virtual std::vector<TokenCandidate> candidates(const TokenLogin& login) = 0;
  /// The client has proved that it knows the candidate of that place, which is good. Older tokens of its user agent are worth nothing now.
  virtual void used(const TokenLogin& login, std::size_t place) = 0;
};

}  // namespace assay::stream
