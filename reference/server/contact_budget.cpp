#include "reference/server/contact_budget.hpp"

#include <vector>

#include "reference/crypto/hash.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kWindows = "contact-window";
constexpr const char* kAsked = "contact-asked";
constexpr std::size_t kHashOctets = 16;

struct Window {
  std::uint64_t used = 0;
  WallTime start;
};

void forget_asked(const Context& context, const std::string& account) {
  std::vector<Bytes> keys;
  context.store().scan(kAsked, store::key({account}), {}, [&](ByteView key, ByteView) {
    keys.emplace_back(key);
    return true;
  });
  for (const Bytes& key : keys) context.store().erase(kAsked, key);
}

Window current_window(const Context& context, const std::string& account) {
  const std::optional<Bytes> value = context.store().get(kWindows, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {0, context.now().wall};
  const Window window{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  if (context.now().wall < window.start + context.limits().contact_window) return window;
  forget_asked(context, account);
  return {0, context.now().wall};
}

Bytes asked_key(const Context& context, const std::string& account, const std::string& number) {
  const Bytes hash = crypto::hmac_sha256(context.keys.contacts.reveal(), store::fields({account, number}));
  return store::key({account, ByteView{hash}.substr(0, kHashOctets)});
}

}  // namespace

std::optional<std::chrono::seconds> charge_recipient(const Context& context, const Session& session, const jid::Jid& to) {
  if (to.local() == session.account()) return std::nullopt;
  const std::optional<RosterRecord> record = Rosters(context).find(session.account(), to.bare());
  if (record && (record->sees_us() || record->we_see())) return std::nullopt;
  return charge_numbers(context, session.account(), {to.local()});
}

std::optional<std::chrono::seconds> charge_numbers(const Context& context, const std::string& account,
                                                   const std::set<std::string>& numbers) {
  const Window window = current_window(context, account);
  std::vector<Bytes> fresh;
  for (const std::string& number : numbers) {
    Bytes key = asked_key(context, account, number);
    if (!context.store().get(kAsked, key)) fresh.push_back(std::move(key));
  }
  if (window.used + fresh.size() > context.limits().contact_numbers) {
    return seconds_until(window.start + context.limits().contact_window, context.now().wall);
  }
  if (fresh.empty()) return std::nullopt;
  for (const Bytes& key : fresh) context.store().put(kAsked, key, {});
  context.store().put(kWindows, store::key({account}), store::fields({store::ordered(window.used + fresh.size()), stamp(window.start)}));
  return std::nullopt;
}

}  // namespace assay::server
