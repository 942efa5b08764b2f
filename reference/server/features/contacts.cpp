// Contact matching (spec chapter 03): which numbers of an address book have accounts here, within a budget, and what the roster gains and
// loses by it.

#include "reference/stanza/contacts.hpp"

#include <charconv>
#include <map>
#include <set>

#include "reference/crypto/hash.hpp"
#include "reference/server/account_number.hpp"
#include "reference/server/contact_audit.hpp"
#include "reference/server/contact_book.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/contact_matching.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server::features {
namespace {

using stanza::contacts::Change;
using stanza::contacts::Matches;
using stanza::contacts::Mode;
using stanza::contacts::Status;
using stanza::contacts::Sync;

constexpr std::size_t kEpochOctets = 9;
constexpr std::size_t kVersionOctets = 12;
constexpr std::size_t kListIdOctets = 64;

// --- cursors ------------------------------------------------------------------------------------------------------------------------

// "epoch.changes.seconds": which full list it goes back to, what the client has seen of the changes since, and when it was given. The
// client takes it as one word.
std::string cursor_text(const SyncState& state, WallTime now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  return state.epoch + "." + std::to_string(state.changes) + "." + std::to_string(seconds);
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// CON-08b: up to which change the client has seen; nothing if the cursor is not one of these, or too old.
std::optional<std::uint64_t> seen_by(const Context& context, const SyncState& state, std::string_view cursor) {
  const std::size_t last = cursor.rfind('.');
  const std::size_t first = last == std::string_view::npos || last == 0 ? std::string_view::npos : cursor.rfind('.', last - 1);
  if (first == std::string_view::npos || state.epoch.empty() || cursor.substr(0, first) != state.epoch) return std::nullopt;
  const auto changes = number_in(cursor.substr(first + 1, last - first - 1));
  const auto seconds = number_in(cursor.substr(last + 1));
  if (!changes || !seconds) return std::nullopt;
  const auto seen = static_cast<std::uint64_t>(*changes);
  if (seen < state.floor || seen > state.changes) return std::nullopt;
  const WallTime given{std::chrono::seconds{*seconds}};
  if (given > context.now().wall + std::chrono::seconds{1} || context.now().wall >= given + context.limits().contact_cursor_time)
    return std::nullopt;
  return seen;
}

// --- one request --------------------------------------------------------------------------------------------------------------------

class Request {
 public:
  Request(const Context& context, Session& session, const Sync& sync)
      : context_(context),
        session_(session),
        account_(session.account()),
        sync_(sync),
        book_(context, account_),
        roster_(context, account_),
        awaits_(ContactSettingsBook(context).find(account_).join_notices) {
    for (const std::string& text : sync.numbers) {
      spelled_.push_back(account_digits(text, sync.region, context.config));
      if (spelled_.back()) numbers_.insert(*spelled_.back());
    }
  }

  IqAnswer answer() {
    std::optional<std::uint64_t> seen;
    if (sync_.mode == Mode::Full && !is_in_order()) return fail(stanza::stanza_error("unexpected-request", "a chunk is missing"));
    if (sync_.cursor) {
      seen = seen_by(context_, book_.state(), *sync_.cursor);
      if (!seen) return fail(stanza::cxmpp_error("full-sync-required"));
    }
    const Charged charged = charge_numbers(context_, session_, numbers_, sync_.mode == Mode::Full ? Asking::Whole : Asking::Single);
    if (!charged) return fail(stanza::cxmpp_error("rate-limit", charged.error()));
    if (sync_.mode == Mode::Full) begin_chunk();
    for (const std::string& text : sync_.removed) {
      if (const auto number = account_digits(text, sync_.region, context_.config)) remove(*number);
    }
    for (const std::string& number : numbers_) statuses_[number] = match(number);
    audit(*charged);
    Matches matches;
    if (sync_.mode == Mode::Full && (!sync_.chunk || sync_.chunk->last)) {
      finish_list();
      matches.cursor = cursor_text(book_.state(), context_.now().wall);
    } else if (seen) {
      matches.changes = changes_since(*seen);
      matches.cursor = cursor_text(book_.state(), context_.now().wall);
    }
    book_.put_state();
    add_matches(matches);
    return matches.write();
  }

 private:
  // CON-04d: the first chunk of another list, the next one of the list that is under way, or one that came before.
  [[nodiscard]] bool is_in_order() {
    if (!sync_.chunk || sync_.chunk->index == 0) return true;
    const SyncState& state = book_.state();
    if (sync_.chunk->id != state.list) return false;
    return sync_.chunk->index < state.next_chunk || (sync_.chunk->index == state.next_chunk && !state.finished);
  }

  void begin_chunk() {
    SyncState& state = book_.state();
    const std::string id = sync_.chunk ? sync_.chunk->id : std::string{};
    if (id.empty() || id != state.list) {
      ++state.round;
      state.list = id;
      state.next_chunk = 0;
      state.finished = false;
    }
    if (sync_.chunk && sync_.chunk->index == state.next_chunk) ++state.next_chunk;
  }

  void remove(const std::string& number) {
    const Bytes hash = book_.hash_of(number);
    if (const std::optional<BookEntry> entry = book_.find(hash)) book_.erase(hash, *entry);
    roster_.unlist(number);
  }

  // CON-12, CON-15: the same work in the store, whether the number is nobody's, hides or is in.
  Status match(const std::string& number) {
    const Known known = look(context_, account_, number);
    const Bytes hash = book_.hash_of(number);
    const std::optional<BookEntry> before = book_.find(hash);
    BookEntry entry = before.value_or(BookEntry{});
    const bool was_out = before && before->status != BookEntry::Status::In;
    entry.round = book_.state().round;
    entry.number = known.exists ? number : std::string{};
    entry.status = known.visible ? BookEntry::Status::In : known.exists ? BookEntry::Status::Out : BookEntry::Status::Awaited;
    if (known.visible) {
      if (was_out) entry.changed = ++book_.state().changes;
      (void)book_.put(hash, entry, before);
      roster_.list(number, known);
      return Status::In;
    }
    if (known.exists) {
      (void)book_.put(hash, entry, before);
      roster_.pad(kListGets, kListPuts);
    } else if (awaits_) {
      (void)book_.put(hash, entry, before);
      roster_.pad(kListGets, kListPuts - 1);  // who waits is listed in two places
    } else {
      if (before) book_.erase(hash, *before);
      roster_.pad(kListGets, kListPuts + 1);
    }
    return Status::Out;
  }

  void audit(const std::set<std::string>& fresh) {
    std::uint64_t hits = 0;
    for (const std::string& number : fresh) hits += statuses_[number] == Status::In ? 1 : 0;
    ContactAudits(context_).count(session_, fresh, hits);
  }

  // CON-14: what the list did not name is forgotten. Cursors of before lead nowhere any more.
  void finish_list() {
    SyncState& state = book_.state();
    if (state.finished) return;
    for (const auto& [hash, entry] : book_.all()) {
      if (entry.round == state.round) continue;
      book_.erase(hash, entry);
      if (!entry.number.empty()) roster_.unlist(entry.number);
    }
    state.finished = true;
    state.floor = state.changes;
    state.epoch = context_.random.token(kEpochOctets);
  }

  // CON-08a. A change is found when somebody asks, by looking at each number that was matched earlier.
  std::vector<Change> changes_since(std::uint64_t seen) {
    SyncState& state = book_.state();
    state.floor = std::max(state.floor, seen);
    std::vector<Change> changes;
    for (auto& [hash, entry] : book_.all()) {
      if (entry.status == BookEntry::Status::Awaited || numbers_.contains(entry.number)) continue;
      if (!look_again(hash, entry)) continue;
      if (entry.changed > seen) {
        changes.push_back({context_.address_of(entry.number).text(), entry.status == BookEntry::Status::In ? Status::In : Status::Out});
      }
    }
    return changes;
  }

  // False if the entry went: it is nobody's number, and the client knows.
  bool look_again(const Bytes& hash, BookEntry& entry) {
    SyncState& state = book_.state();
    const Known known = look(context_, account_, entry.number);
    const bool was_in = entry.status == BookEntry::Status::In;
    if (!known.exists && !was_in && entry.changed <= state.floor) {
      book_.erase(hash, entry);
      return false;
    }
    if (known.visible == was_in) return true;
    const BookEntry before = entry;
    entry.status = known.visible ? BookEntry::Status::In : BookEntry::Status::Out;
    entry.changed = ++state.changes;
    (void)book_.put(hash, entry, before);
    if (known.visible) roster_.list(entry.number, known);
    return true;
  }

  // CON-09: where the client has the same answer already, it is not repeated.
  void add_matches(Matches& matches) {
    Bytes all;
    for (std::size_t i = 0; i < spelled_.size(); ++i) {
      const Status status = spelled_[i] ? statuses_[*spelled_[i]] : Status::Invalid;
      const std::string jid = spelled_[i] ? *spelled_[i] + "@" + context_.config.domain : std::string{};
      matches.matches.push_back({sync_.numbers[i], status, jid});
      if (sync_.version) all += store::fields({sync_.numbers[i], name_of(status), jid});
    }
    if (!sync_.version) return;
    matches.version = base64url(ByteView{crypto::sha256(all)}.substr(0, kVersionOctets));
    if (matches.version == sync_.version) matches.matches.clear();
  }

  const Context& context_;
  Session& session_;
  const std::string& account_;
  const Sync& sync_;
  ContactBook book_;
  MatchedRoster roster_;
  bool awaits_;
  std::vector<std::optional<std::string>> spelled_;  // digits, as the numbers of the request
  std::set<std::string> numbers_;
  std::map<std::string, Status> statuses_;
};

IqAnswer sync(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Sync> sync = Sync::parse(payload);
  if (!sync || (sync->chunk && sync->chunk->id.size() > kListIdOctets)) return fail(stanza::stanza_error("bad-request"));
  if (sync->numbers.size() + sync->removed.size() > context.limits().contacts_per_request)
    return fail(stanza::stanza_error("policy-violation", "too many numbers"));
  return Request(context, session, *sync).answer();
}

void forgotten(const Context& context, const std::string& account) {
  ContactBook(context, account).forget();
  ContactAudits(context).forget(account);
  forget_budget(context, account);
  forget_padding(context, account);
}

}  // namespace

Feature contacts() {
  return {.name = "contacts",
          .disco = {stanza::contacts::kNs},
          .iq = {{"set", stanza::contacts::kNs, "sync", IqHandler::Target::Either, sync}},
          .forgotten = forgotten};
}

}  // namespace assay::server::features
