#include "reference/server/contact_book.hpp"

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kBooks = "contact-book";
constexpr const char* kHolders = "contact-holder";
constexpr const char* kStates = "contact-sync";
constexpr std::size_t kHashOctets = 16;

Bytes number_hash(const Context& context, const std::string& number) {
  return context.keys.contacts.of(store::fields({"book", number})).substr(0, kHashOctets);
}

std::string_view status_text(BookEntry::Status status) {
  switch (status) {
    case BookEntry::Status::In: return "in";
    case BookEntry::Status::Out: return "out";
    case BookEntry::Status::Awaited: break;
  }
  return "awaited";
}

BookEntry::Status status_of(std::string_view text) {
  if (text == "in") return BookEntry::Status::In;
  return text == "out" ? BookEntry::Status::Out : BookEntry::Status::Awaited;
}

std::optional<BookEntry::Status> status_in(const std::optional<Bytes>& record) {
  const auto f = record ? store::from_fields(*record) : std::nullopt;
  if (!f || f->size() < 4) return std::nullopt;
  return status_of((*f)[1]);
}

}  // namespace

SyncState ContactBook::read_state() const {
  const std::optional<Bytes> value = context_.store().get(kStates, store::key({account_}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 8) return {};
  const auto number = [&](std::size_t at) { return store::from_ordered((*f)[at]).value_or(0); };
  return {(*f)[0], number(1), number(2), number(3), (*f)[4], number(5), (*f)[6] == "f", number(7)};
}

void ContactBook::put_state() const {
  context_.store().put(
      kStates, store::key({account_}),
      store::fields({state_.epoch, store::ordered(state_.changes), store::ordered(state_.floor), store::ordered(state_.round), state_.list,
                     store::ordered(state_.next_chunk), state_.finished ? "f" : "", store::ordered(state_.entries)}));
}

Bytes ContactBook::hash_of(const std::string& number) const { return number_hash(context_, number); }

// A number has at most 15 digits: one block of the pseudo-random function covers it. Sealing twice opens.
Bytes ContactBook::sealed(const Bytes& hash, const std::string& number) const {
  const Bytes stream = context_.keys.contacts.of(store::fields({"seal", account_, hash}));
  Bytes out = number;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ stream[i % stream.size()]);
  return out;
}

std::optional<BookEntry> ContactBook::find(const Bytes& hash) const {
  const std::optional<Bytes> value = context_.store().get(kBooks, store::key({account_, hash}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 4) return std::nullopt;
  return BookEntry{sealed(hash, (*f)[0]), status_of((*f)[1]), store::from_ordered((*f)[2]).value_or(0),
                   store::from_ordered((*f)[3]).value_or(0)};
}

bool ContactBook::put(const Bytes& hash, const BookEntry& entry, const std::optional<BookEntry>& before) {
  store::Store& store = context_.store();
  if (!before && state_.entries >= context_.limits().contact_numbers) return false;
  if (!before) ++state_.entries;
  const bool awaited = entry.status == BookEntry::Status::Awaited;
  store.put(
      kBooks, store::key({account_, hash}),
      store::fields({sealed(hash, entry.number), status_text(entry.status), store::ordered(entry.changed), store::ordered(entry.round)}));
  const bool was_awaited = before && before->status == BookEntry::Status::Awaited;
  if (awaited && !was_awaited) store.put(kHolders, store::key({hash, account_}), {});
  if (!awaited && was_awaited) store.erase(kHolders, store::key({hash, account_}));
  return true;
}

void ContactBook::erase(const Bytes& hash, const BookEntry& entry) {
  context_.store().erase(kBooks, store::key({account_, hash}));
  if (entry.status == BookEntry::Status::Awaited) context_.store().erase(kHolders, store::key({hash, account_}));
  if (state_.entries > 0) --state_.entries;
}

bool ContactBook::has(const Context& context, const std::string& account, const std::string& number) {
  const auto status = status_in(context.store().get(kBooks, store::key({account, number_hash(context, number)})));
  return status && *status != BookEntry::Status::Awaited;
}

std::vector<std::pair<Bytes, BookEntry>> ContactBook::all() const {
  std::vector<std::pair<Bytes, BookEntry>> entries;
  context_.store().scan(kBooks, store::key({account_}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto f = store::from_fields(value);
    if (!parts || parts->size() != 2 || !f || f->size() < 4) return true;
    entries.emplace_back((*parts)[1], BookEntry{sealed((*parts)[1], (*f)[0]), status_of((*f)[1]), store::from_ordered((*f)[2]).value_or(0),
                                                store::from_ordered((*f)[3]).value_or(0)});
    return true;
  });
  return entries;
}

void ContactBook::forget() {
  for (const auto& [hash, entry] : all()) erase(hash, entry);
  context_.store().erase(kStates, store::key({account_}));
  state_ = {};
}

std::vector<std::string> ContactBook::holders(const Context& context, const std::string& number, std::size_t most) {
  std::vector<std::string> accounts;
  context.store().scan(kHolders, store::key({number_hash(context, number)}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) accounts.push_back((*parts)[1]);
    return accounts.size() < most;
  });
  return accounts;
}

}  // namespace assay::server
