#include "reference/server/last_logins.hpp"

#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "last-login";
using Days = std::chrono::duration<std::int64_t, std::ratio<86'400>>;

}  // namespace

void LastLogins::note(const std::string& account) const {
  const Bytes today = stamp(WallTime{std::chrono::floor<Days>(context_.now().wall.time_since_epoch())});
  const Bytes key = store::key({account});
  const std::optional<Bytes> before = context_.store().get(kSpace, key);
  // A wall clock that was set back must not make anybody look older.
  if (!before || *before < today) context_.store().put(kSpace, key, today);
}

void LastLogins::forget(const std::string& account) const { context_.store().erase(kSpace, store::key({account})); }

bool LastLogins::is_inactive(const std::string& account) const {
  if (!context_.sessions.of(account).empty()) return false;
  const std::optional<Bytes> last = context_.store().get(kSpace, store::key({account}));
  if (!last) return false;  // from before this was recorded: the next login is
  return context_.now().wall >= from_stamp(*last) + Days{1} + context_.limits().inactive_time;
}

}  // namespace assay::server
