#pragma once
// Tokens of logins to come (XEP-0484). A token is computed, not kept: HMAC under the operator's secret over login name, registration, user
// agent, mechanism and a random id. So the database alone, which has the ids, lets nobody in.
//
// Space "fast": key(login name, user agent) -> fields(its generation, then for the current token and the new one: id, mechanism,
// expiry stamp, last count). A token without id is none.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/server/accounts.hpp"
#include "reference/server/keys.hpp"
#include "reference/server/turn.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stream/token_logins.hpp"

namespace assay::server {

class FastTokens final : public stream::TokenLogins {
 public:
  FastTokens(Turn& turn, const Keys& keys, Accounts& accounts, const Limits& limits)
      : turn_(turn), keys_(keys), accounts_(accounts), limits_(limits) {}

  [[nodiscard]] std::vector<stream::TokenCandidate> candidates(const stream::TokenLogin& login) override;
  void used(const stream::TokenLogin& login, std::size_t place) override;

  /// A new token, good at once; the one that its user agent has stays so until this one is used. Where the account has Limits::fast_tokens
  /// user agents, the one whose token ends first loses it.
  [[nodiscard]] stanza::fast::Token issue(const std::string& account, const std::string& user_agent, const std::string& mechanism,
                                          RandomSource& random);
  /// The mechanism of the token in use, if more than half of its time is over.
  [[nodiscard]] std::optional<std::string> due_for_rotation(const std::string& account, const std::string& user_agent);
  /// The account, or the companion of that login name, ends.
  void forget(const std::string& username);

 private:
  struct Slot {
    Bytes id;  ///< random; "" for none
    std::string mechanism;
    WallTime expiry;
    std::uint64_t count = 0;  ///< the highest that a client has used; 0 for none
  };
  struct Record {
    std::uint64_t generation = 0;  ///< of the account
    Slot current;
    Slot fresh;
    [[nodiscard]] WallTime expiry() const { return std::max(current.expiry, fresh.expiry); }
  };

  [[nodiscard]] std::optional<Record> find(std::string_view account, std::string_view user_agent);
  void put(std::string_view account, std::string_view user_agent, const Record& record);
  void erase(std::string_view account, std::string_view user_agent);
  [[nodiscard]] static std::optional<Record> read(ByteView value);
  [[nodiscard]] crypto::Secret token(std::string_view account, std::string_view user_agent, std::uint64_t generation,
                                     const Slot& slot) const;
  [[nodiscard]] stream::TokenCandidate candidate(const stream::TokenLogin& login, const Record& record, const Slot& slot,
                                                 std::uint64_t generation) const;
  void make_room(const std::string& account);

  Turn& turn_;
  const Keys& keys_;
  Accounts& accounts_;
  const Limits& limits_;
};

}  // namespace assay::server
