#include "reference/server/contact_budget.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "reference/server/code_pace.hpp"
#include "reference/server/contact_settings.hpp"
#include "reference/server/erase_all.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using std::chrono::days;

constexpr const char* kWindows = "contact-window";
constexpr const char* kAsked = "contact-asked";
constexpr const char* kPrefixes = "contact-prefix";
constexpr std::size_t kHashOctets = 16;
constexpr std::size_t kBlockDigits = 3;  // 1,000 consecutive numbers
constexpr unsigned kShelves = 64;

struct Window {
  std::uint64_t used = 0;
  WallTime start;
  std::uint64_t used_today = 0;
  WallTime today;
};

Bytes hash_of(const Context& context, std::initializer_list<ByteView> what) {
  return context.keys.contacts.of(store::fields(what)).substr(0, kHashOctets);
}

// What an account has asked for, in its window. A number lies on the shelf of its block, so that one record tells both whether the number
// is new and how many of its block there are; and a whole address book costs as many records as there are shelves, not two for a number.
class Asked {
 public:
  Asked(const Context& context, const std::string& account) : context_(context), account_(account) {}

  /// False if the number was there.
  bool add(const std::string& number, ByteView block) {
    const auto at = static_cast<unsigned char>(block.front()) % kShelves;
    Shelf& shelf = shelves_.try_emplace(at).first->second;
    if (!std::exchange(shelf.is_read, true)) shelf.pairs = context_.store().get(kAsked, key(at)).value_or(Bytes{});
    Bytes pair{block};
    pair += hash_of(context_, {account_, number});
    for (std::size_t i = 0; i + pair.size() <= shelf.pairs.size(); i += pair.size()) {
      if (ByteView{shelf.pairs}.substr(i, pair.size()) == pair) return false;
    }
    shelf.pairs += pair;
    shelf.is_changed = true;
    return true;
  }
  /// How many numbers of the block there are.
  [[nodiscard]] std::uint64_t count(ByteView block) const {
    const auto shelf = shelves_.find(static_cast<unsigned char>(block.front()) % kShelves);
    std::uint64_t count = 0;
    for (std::size_t i = 0; shelf != shelves_.end() && i < shelf->second.pairs.size(); i += 2 * kHashOctets) {
      count += ByteView{shelf->second.pairs}.substr(i, kHashOctets) == block ? 1 : 0;
    }
    return count;
  }
  void put() const {
    for (const auto& [at, shelf] : shelves_) {
      if (shelf.is_changed) context_.store().put(kAsked, key(at), shelf.pairs);
    }
  }

 private:
  struct Shelf {
    Bytes pairs;  // hash of block, hash of number
    bool is_read = false;
    bool is_changed = false;
  };
  [[nodiscard]] Bytes key(unsigned at) const { return store::key({account_, Bytes(1, static_cast<char>(at))}); }

  const Context& context_;
  const std::string& account_;
  std::map<unsigned, Shelf> shelves_;
};

void forget_asked(const Context& context, const std::string& account) { erase_all(context.turn, kAsked, store::key({account})); }

Window stored_window(const Context& context, const std::string& account) {
  const WallTime now = context.now().wall;
  const std::optional<Bytes> value = context.store().get(kWindows, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {0, now, 0, now};
  Window window{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1]), 0, now};
  if (f->size() < 4) return window;
  window.used_today = store::from_ordered((*f)[2]).value_or(0);
  window.today = from_stamp((*f)[3]);
  return window;
}

Window current_window(const Context& context, const std::string& account) {
  const WallTime now = context.now().wall;
  Window window = stored_window(context, account);
  if (now >= window.today + days{1}) {
    window.used_today = 0;
    window.today = now;
  }
  if (now >= window.start + context.limits().contact_window) {
    forget_asked(context, account);
    window.used = 0;
    window.start = now;
  }
  return window;
}

std::uint64_t count_of(const Context& context, const char* space, ByteView key) {
  const std::optional<Bytes> value = context.store().get(space, key);
  return value ? store::from_ordered(*value).value_or(0) : 0;
}

std::uint64_t day_of(WallTime time) { return static_cast<std::uint64_t>(std::chrono::floor<days>(time.time_since_epoch()).count()); }

// One request's numbers against all that limits them: first looks, then books.
class Bill {
 public:
  Bill(const Context& context, const Session& session, Asking asking)
      : context_(context),
        session_(session),
        account_(session.account()),
        asking_(asking),
        now_(context.now().wall),
        young_until_(ContactSettingsBook(context).young_until(account_)),
        window_(current_window(context, account_)),
        asked_(context, account_) {}

  void add(const std::set<std::string>& numbers) {
    for (const std::string& number : numbers) {
      const std::string block = number.substr(0, number.size() - std::min(number.size(), kBlockDigits));
      const Bytes block_hash = hash_of(context_, {account_, block});
      if (!asked_.add(number, block_hash)) continue;
      fresh_.insert(number);
      blocks_.insert(block_hash);
      if (is_young()) count_for_address(prefix_key(block));
    }
  }

  // When the request could be answered, if not now. The latest of what is in its way.
  [[nodiscard]] std::optional<WallTime> due() const {
    const Limits& limits = context_.limits();
    const WallTime window_end = window_.start + limits.contact_window;
    std::optional<WallTime> due;
    const auto wait_for = [&](WallTime time) { due = due ? std::max(*due, time) : time; };
    if (window_.used + fresh_.size() > limits.contact_numbers) wait_for(window_end);
    if (is_young() && window_.used + fresh_.size() > limits.contact_numbers_young) wait_for(std::min(window_end, young_until_));
    if (asking_ == Asking::Single && window_.used_today + fresh_.size() > limits.contact_delta_numbers) wait_for(window_.today + days{1});
    for (const Bytes& block : blocks_) {
      if (asked_.count(block) > limits.contact_block_numbers) wait_for(window_end);
    }
    for (const auto& [key, numbers] : prefix_blocks_) {
      if (numbers > limits.contact_address_block_numbers) {
        wait_for(std::min(young_until_, WallTime{days{day_of(now_) + 1}}));
      }
    }
    return due;
  }

  void book() const {
    store::Store& store = context_.store();
    asked_.put();
    for (const auto& [key, numbers] : prefix_blocks_) store.put(kPrefixes, key, store::ordered(numbers));
    const std::uint64_t today = window_.used_today + (asking_ == Asking::Single ? fresh_.size() : 0);
    store.put(
        kWindows, store::key({account_}),
        store::fields({store::ordered(window_.used + fresh_.size()), stamp(window_.start), store::ordered(today), stamp(window_.today)}));
    if (!prefix_blocks_.empty()) forget_days(2 * prefix_blocks_.size());
  }

  [[nodiscard]] const std::set<std::string>& fresh() const { return fresh_; }

 private:
  // One more there. What is stored is looked up once.
  void count_for_address(Bytes key) {
    const auto found = prefix_blocks_.find(key);
    if (found != prefix_blocks_.end()) {
      ++found->second;
    } else {
      const std::uint64_t stored = count_of(context_, kPrefixes, key);
      prefix_blocks_.emplace(std::move(key), stored + 1);
    }
  }

  [[nodiscard]] bool is_young() const { return now_ < young_until_; }

  [[nodiscard]] Bytes prefix_key(const std::string& block) const {
    const std::string prefix = session_.connection ? address_prefix(session_.connection->peer().host) : std::string{};
    return store::key({store::ordered(day_of(now_)), hash_of(context_, {"address", prefix, block})});
  }

  // Days that are over go, twice as fast as records come.
  void forget_days(std::size_t most) const {
    std::vector<Bytes> over;
    const Bytes today = store::key({store::ordered(day_of(now_))});
    context_.store().scan(kPrefixes, {}, {}, [&](ByteView key, ByteView) {
      if (key >= today || over.size() >= most) return false;
      over.emplace_back(key);
      return true;
    });
    for (const Bytes& key : over) context_.store().erase(kPrefixes, key);
  }

  const Context& context_;
  const Session& session_;
  const std::string& account_;
  Asking asking_;
  WallTime now_;
  WallTime young_until_;
  Window window_;
  std::set<std::string> fresh_;
  Asked asked_;
  std::set<Bytes> blocks_;                        // hashes; those of this request
  std::map<Bytes, std::uint64_t> prefix_blocks_;  // by key, with the numbers of this request
};

}  // namespace

void forget_budget(const Context& context, const std::string& account) {
  forget_asked(context, account);
  context.store().erase(kWindows, store::key({account}));
}

std::optional<std::chrono::seconds> charge_recipient(const Context& context, const Session& session, const jid::Jid& to) {
  if (to.local() == session.account()) return std::nullopt;
  const std::optional<RosterRecord> record = Rosters(context).find(session.account(), to.bare());
  if (record && (record->sees_us() || record->we_see())) return std::nullopt;
  const Charged charged = charge_numbers(context, session, {to.local()}, Asking::Single);
  return charged ? std::nullopt : std::optional(charged.error());
}

Charged charge_numbers(const Context& context, const Session& session, const std::set<std::string>& numbers, Asking asking) {
  Bill bill(context, session, asking);
  bill.add(numbers);
  if (bill.fresh().empty()) return std::set<std::string>{};
  if (const std::optional<WallTime> due = bill.due()) return fail(seconds_until(*due, context.now().wall));
  bill.book();
  return bill.fresh();
}

}  // namespace assay::server
