#include "reference/server/contact_matching.hpp"

#include "reference/server/contact_book.hpp"
#include "reference/server/post.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/subscriptions.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

using stanza::contacts::Discoverable;

constexpr const char* kPadding = "contact-padding";
constexpr std::size_t kPaddings = 64;  // records that may be left of it: a store writes one record of a transaction once
constexpr std::size_t kNoticeIdOctets = 12;
constexpr std::size_t kNoticesAtOnce = 1'000;

// Through the mailbox: so it waits for who is off, survives a restart, and is given once.
void notify(const Context& context, const std::string& account, const std::string& newcomer) {
  const jid::Jid to = context.address_of(account);
  const xml::Element message = xml::Element(xml::ns::kClient, "message")
                                   .with("from", context.config.domain)
                                   .with("to", to.text())
                                   .with("id", context.random.token(kNoticeIdOctets))
                                   .add(stanza::contacts::Joined{context.address_of(newcomer).text()}.write());
  post_to_each(context, message, to, in_milliseconds(context.now().wall));
}

}  // namespace

Known look(const Context& context, const std::string& asker, const std::string& number) {
  const bool exists = context.accounts.exists(number);
  const Discoverable discoverable = ContactSettingsBook(context).find(number).discoverable;
  const std::optional<RosterRecord> back = Rosters(context).find(number, context.address_of(asker));
  const bool has_asker = ContactBook::has(context, number, asker);
  const bool listed = back && back->listed;
  if (number == asker) return {exists, exists, listed};
  const bool consents = back && back->sees_us();
  const bool lists = has_asker || listed;
  const bool wants = discoverable == Discoverable::Everyone || (discoverable == Discoverable::Mutual && lists);
  return {exists, exists && (consents || wants), listed};
}

MatchedRoster::MatchedRoster(const Context& context, const std::string& account)
    : context_(context),
      account_(account),
      hides_(ContactSettingsBook(context).find(account).discoverable == Discoverable::Nobody),
      size_(Rosters(context).count_own(account)) {}

void MatchedRoster::list(const std::string& contact, const Known& known) {
  if (contact == account_) return;
  const Rosters rosters(context_);
  const std::optional<RosterRecord> before = rosters.find(account_, context_.address_of(contact));
  if (!before || !before->listed) {
    if (size_ >= context_.limits().roster_items) return;
    ++size_;
    RosterRecord record =
        before.value_or(RosterRecord{{context_.address_of(contact), stanza::roster::Subscription::None, false, {}, {}}, false, false});
    record.matched = !record.item.ask && record.item.subscription == stanza::roster::Subscription::None;
    record.listed = true;
    rosters.put(account_, record, before);
  }
  if (!hides_ && known.lists) make_mutual(context_, account_, contact);
}

void MatchedRoster::unlist(const std::string& contact) {
  const Rosters rosters(context_);
  const jid::Jid address = context_.address_of(contact);
  const std::optional<RosterRecord> record = rosters.find(account_, address);
  if (!record || !record->matched) return;
  // RFC 6121 section 2.5, but for a request of the contact: it still waits for an answer.
  if (record->we_see() || record->item.ask) unsubscribe(context_, account_, address);
  if (record->sees_us()) unsubscribed(context_, account_, address);
  rosters.remove(account_, address);
  if (size_ > 0) --size_;
  if (!record->pending_in) return;
  RosterRecord pending = rosters.find_or_new(account_, address);
  pending.pending_in = true;
  rosters.put(account_, pending);
}

void MatchedRoster::pad(std::size_t gets, std::size_t puts) {
  for (std::size_t i = 0; i < gets; ++i) (void)context_.store().get(kPadding, store::key({account_, store::ordered(padded_ % kPaddings)}));
  for (std::size_t i = 0; i < puts; ++i) {
    context_.store().put(kPadding, store::key({account_, store::ordered(padded_ % kPaddings)}), store::ordered(padded_));
    ++padded_;
  }
}

void list_by_hand(const Context& context, const std::string& account, const std::string& contact) {
  const bool hides = ContactSettingsBook(context).find(account).discoverable == Discoverable::Nobody;
  const bool visible = look(context, account, contact).visible;
  const bool has_us = ContactBook::has(context, contact, account);
  if (!hides && visible && has_us) make_mutual(context, account, contact);
}

void forget_padding(const Context& context, const std::string& account) {
  context.store().erase(kPadding, store::key({account}));  // of before there were several
  for (std::size_t i = 0; i < kPaddings; ++i) context.store().erase(kPadding, store::key({account, store::ordered(i)}));
}

bool tell_joined(const Context& context, const std::string& newcomer) {
  const std::vector<std::string> holders = ContactBook::holders(context, newcomer, kNoticesAtOnce);
  for (const std::string& holder : holders) {
    ContactBook book(context, holder);
    const Bytes hash = book.hash_of(newcomer);
    std::optional<BookEntry> entry = book.find(hash);
    if (!entry) continue;
    const std::optional<BookEntry> before = entry;
    entry->number = newcomer;
    const Known known = look(context, holder, newcomer);
    entry->status = known.visible ? BookEntry::Status::In : BookEntry::Status::Out;
    if (known.visible) entry->changed = ++book.state().changes;
    (void)book.put(hash, *entry, before);
    book.put_state();
    if (!known.visible) continue;
    MatchedRoster(context, holder).list(newcomer, known);
    notify(context, holder, newcomer);
  }
  return holders.size() < kNoticesAtOnce;
}

}  // namespace assay::server
