// An account goes on under another number (spec chapter 02; REG-23): what it has is carried to the account of that number, which was
// registered like any other, and it ends. Who is logged in to the one and knows the token of the other has proved both.

#include "reference/stanza/number_change.hpp"

#include <vector>

#include "reference/crypto/scram.hpp"
#include "reference/server/blocks.hpp"
#include "reference/server/contact_settings.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/entry_text.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/group_privacy.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/login_name.hpp"
#include "reference/server/post.hpp"
#include "reference/server/presences.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/identity.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::server::features {
namespace {

using stanza::number_change::Change;
using stanza::roster::Subscription;

constexpr std::size_t kIdOctets = 12;
constexpr std::size_t kAtOnce = 100;  // entries in memory

// In the same steps whether or not there is such an account.
bool is_token_of(const Context& context, const std::string& account, const std::string& token) {
  const stream::StoredPassword stored = context.accounts.find(crypto::HashName::Sha256, account);
  const crypto::ScramKeys keys = crypto::scram_keys(crypto::HashName::Sha256, token, stored.salt, stored.iterations);
  return crypto::constant_time_equal(keys.stored_key, stored.stored_key) && context.accounts.exists(account);
}

// The contact lists the new number in the place of the old one, and both see each other as before.
void introduce(const Context& context, const std::string& contact, const std::string& from, const std::string& to) {
  const Rosters rosters(context);
  const std::optional<RosterRecord> old = rosters.find(contact, context.address_of(from));
  RosterRecord theirs = rosters.find_or_new(contact, context.address_of(to));
  theirs.item.subscription = Subscription::Both;
  theirs.item.ask = false;
  theirs.pending_in = false;
  theirs.listed = theirs.listed || (old && old->listed);
  if (old && theirs.item.name.empty()) theirs.item.name = old->item.name;
  if (old && theirs.item.groups.empty()) theirs.item.groups = old->item.groups;
  rosters.put(contact, theirs);
  show_presence(context, to, contact);
  show_presence(context, contact, to);
  xml::Element notice = xml::Element(xml::ns::kClient, "message")
                            .with("from", context.address_of(from).text())
                            .with("to", context.address_of(contact).text())
                            .with("id", context.random.token(kIdOctets));
  notice.add(stanza::identity::Moved{context.address_of(to)}.write());
  post_to_each(context, notice, context.address_of(contact), in_milliseconds(context.now().wall));
}

void carry_roster(const Context& context, const std::string& from, const std::string& to, bool tell) {
  const Rosters rosters(context);
  for (const RosterRecord& record : rosters.all(from)) {
    const jid::Jid& contact = record.item.jid;
    if (contact == context.address_of(to)) continue;
    const bool is_mutual = record.sees_us() && record.we_see() && context.is_local(contact) && context.accounts.exists(contact.local()) &&
                           !Blocks(context).has(from, contact);
    RosterRecord ours = rosters.find_or_new(to, contact);
    ours.listed = ours.listed || record.listed;
    if (ours.item.name.empty()) ours.item.name = record.item.name;
    if (ours.item.groups.empty()) ours.item.groups = record.item.groups;
    if (tell && is_mutual) ours.item.subscription = Subscription::Both;
    rosters.put(to, ours);
    if (tell && is_mutual) introduce(context, contact.local(), from, to);
  }
}

void carry_message(const Context& context, const MailboxEntry& entry, const std::string& text, const jid::Jid& from, const jid::Jid& to) {
  auto parsed = xml::parse(text, xml::ns::kClient);
  auto* message = std::get_if<xml::Element>(&parsed);
  // What a companion of the old account sent is not of the new one.
  if (!message || stanza::carbons::is_wrapped(*message)) return;
  message->set_attribute("to", to.text());
  std::erase_if(message->content(), [&](const xml::Content& item) {
    const auto* child = std::get_if<xml::Element>(&item);
    return child && child->is(stanza::kStanzaIdNs, "stanza-id") && child->attribute("by") == from.text();
  });
  (void)post(context, *message, to, entry.stamp);
}

void carry_mail(const Context& context, const std::string& from, const std::string& to) {
  for (std::uint64_t last = 0;;) {
    std::vector<MailboxEntry> entries;
    Mailbox(context.turn, from, kPhone).scan(last, [&](const MailboxEntry& entry) {
      entries.push_back(entry);
      return entries.size() < kAtOnce;
    });
    if (entries.empty()) return;
    last = entries.back().number;
    for (const MailboxEntry& entry : entries) {
      const std::string text = text_of(context, from, entry);
      (void)forget_entry(context, from, kPhone, entry.number);
      carry_message(context, entry, text, context.address_of(from), context.address_of(to));
    }
  }
}

// Who may find the account or add it to groups, and what it wants to be told. When the number came here stays the new one's.
void carry_settings(const Context& context, const std::string& from, const std::string& to) {
  const ContactSettingsBook book(context);
  ContactSettings settings = book.find(from);
  settings.since = book.find(to).since;
  book.put(to, settings);
  GroupPrivacy(context).put(to, GroupPrivacy(context).of(from));
}

IqAnswer change(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Change> change = Change::parse(payload);
  if (!change || !context.is_local(change->jid) || change->jid == session.bare) return fail(stanza::stanza_error("bad-request"));
  const std::string from = session.account();
  const std::string to = change->jid.local();
  if (!is_token_of(context, to, change->token)) return fail(stanza::stanza_error("not-authorized"));
  carry_roster(context, from, to, change->tell);
  for (const jid::Jid& item : Blocks(context).all(from)) Blocks(context).add(to, item);
  carry_settings(context, from, to);
  carry_mail(context, from, to);
  move_memberships(context, from, to);
  context.outlet.end_account(from, {"not-authorized", "the account has another number now", "unregistered"});
  context.log.write(LogLevel::Note, "an account changed its number");
  return std::nullopt;
}

}  // namespace

Feature number_change() {
  return {.name = "number-change",
          .disco = {stanza::number_change::kNs},
          .iq = {{"set", stanza::number_change::kNs, "change", IqHandler::Target::Server, change, false, true}}};
}

}  // namespace assay::server::features
