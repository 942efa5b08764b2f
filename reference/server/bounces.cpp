#include "reference/server/bounces.hpp"

#include <vector>

#include "reference/server/delivery.hpp"
#include "reference/server/entry_text.hpp"
#include "reference/server/login_name.hpp"
#include "reference/server/post.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kAtOnce = 100;  // entries in memory

// Errors are never answered, receipts ask for nothing, and what the server says itself comes from a bare address.
bool is_to_bounce(const xml::Element& message, const std::optional<jid::Jid>& from) {
  return from && !from->is_bare() && message.attribute("type") != "error" && !message.find_child(stanza::receipts::kNs, "received");
}

}  // namespace

void bounce(const Context& context, const std::string& account, const std::string& text, const char* why) {
  const auto parsed = xml::parse(text, xml::ns::kClient);
  const auto* message = std::get_if<xml::Element>(&parsed);
  if (!message) return;
  const std::optional<jid::Jid> from = jid::Jid::parse(message->attribute("from"));
  if (!is_to_bounce(*message, from) || !context.accounts.exists(from->local())) return;
  xml::Element error = xml::Element(xml::ns::kClient, "message")
                           .with("type", "error")
                           .with("from", context.address_of(account).text())
                           .with("to", from->bare().text());
  if (const std::string* id = message->find_attribute("id")) error.set_attribute("id", *id);
  error.add(stanza::cxmpp_error(why).write());
  post_to_each(context, error, from->bare(), in_milliseconds(context.now().wall));
}

void bounce_waiting(const Context& context, const std::string& account) {
  for (std::uint64_t last = 0;;) {
    std::vector<MailboxEntry> entries;
    Mailbox(context.turn, account, kPhone).scan(last, [&](const MailboxEntry& entry) {
      entries.push_back(entry);
      return entries.size() < kAtOnce;
    });
    if (entries.empty()) return;
    last = entries.back().number;
    for (const MailboxEntry& entry : entries) {
      // Before it goes: with the last entry that points to it, a text that is shared goes too.
      const std::string text = text_of(context, account, entry);
      (void)forget_entry(context, account, kPhone, entry.number);
      bounce(context, account, text, "undelivered");
    }
  }
}

}  // namespace assay::server
