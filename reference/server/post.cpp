#include "reference/server/post.hpp"

#include <functional>

#include "reference/base/assert.hpp"
#include "reference/server/carbons.hpp"
#include "reference/server/companions.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/entry_text.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/payloads.hpp"
#include "reference/stanza/carbons.hpp"

namespace assay::server {
namespace {

enum class WhenFull { Nothing, Mark };

struct Target {
  std::string account;
  std::string device;
  std::string resource;  // of the full address, or ""
};

// What the mailbox is to hold of the message, given its number there.
using Fill = std::function<void(MailboxEntry&)>;

bool put(const Context& context, const Target& target, WallTime stamp, const Fill& fill, WhenFull when_full) {
  Mailbox mailbox(context.turn, target.account, target.device);
  const MailboxSize size = mailbox.size();
  MailboxEntry entry{size.next, stamp, target.resource, {}};
  fill(entry);
  if (!Mailbox::has_room(size, entry.octets(), context.limits())) {
    if (when_full == WhenFull::Mark) mailbox.mark_lost(true);
    return false;
  }
  if (entry.payload != 0) Payloads(context.turn).use(entry.payload);
  mailbox.append(size, entry);
  deliver_fresh(context, target.account, target.device, entry);
  for (const Feature& feature : context.outlet.features()) {
    if (feature.waiting) feature.waiting(context, target.account, target.device);
  }
  return true;
}

bool has_room(const Context& context, const std::string& account, const char* device, std::size_t octets) {
  return Mailbox::has_room(Mailbox(context.turn, account, device).size(), octets, context.limits());
}

// A full address is one device's, if its session is there. Where that one's mailbox has no room, the message is the phone's: it was meant
// for nobody else who could have it.
bool post_to_session(const Context& context, const jid::Jid& to, WallTime stamp, const Fill& fill) {
  const Session* session = context.sessions.find(to);
  const std::string device = session ? session->device : kPhone;
  if (put(context, {to.local(), device, to.resource()}, stamp, fill, WhenFull::Nothing)) return true;
  return device != kPhone && put(context, {to.local(), kPhone, {}}, stamp, fill, WhenFull::Nothing);
}

bool post_to_all(const Context& context, const std::string& account, WallTime stamp, const Fill& fill) {
  if (!put(context, {account, kPhone, {}}, stamp, fill, WhenFull::Nothing)) return false;
  for (const std::string& device : Companions(context.turn).of(account)) {
    (void)put(context, {account, device, {}}, stamp, fill, WhenFull::Mark);
  }
  return true;
}

Fill own_text(std::string text, std::string recipient) {
  return [text = std::move(text), recipient = std::move(recipient)](MailboxEntry& entry) {
    entry.text = with_stanza_id(text, recipient, entry.number);
  };
}

}  // namespace

bool post(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp, Posting posting) {
  std::string text = closed_text(message);
  if (posting == Posting::ForShow) return has_room(context, to.local(), kPhone, text.size());
  const Fill fill = own_text(std::move(text), to.bare().text());
  return to.is_bare() ? post_to_all(context, to.local(), stamp, fill) : post_to_session(context, to, stamp, fill);
}

bool post_state(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp, const std::string& kind) {
  ASSAY_ASSERT(to.is_bare());
  std::vector<std::string> devices = Companions(context.turn).of(to.local());
  devices.emplace_back(kPhone);
  std::vector<std::uint64_t> next;
  for (const std::string& device : devices) {
    Mailbox mailbox(context.turn, to.local(), device);
    if (const std::uint64_t older = mailbox.latest_of(kind)) (void)forget_entry(context, to.local(), device, older);
    next.push_back(mailbox.size().next);
  }
  const bool posted = post(context, message, to, stamp);
  for (std::size_t i = 0; i < devices.size(); ++i) {
    Mailbox mailbox(context.turn, to.local(), devices[i]);
    // Where there was no room, the number is another entry's.
    mailbox.set_latest(kind, mailbox.size().next == next[i] ? 0 : next[i]);
  }
  return posted;
}

SharedMessage::SharedMessage(const xml::Element& message) : text_(closed_text(message)) {}

bool post(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, Posting posting) {
  ASSAY_ASSERT(to.is_bare());
  if (!has_room(context, to.local(), kPhone, message.text_.size())) return false;
  if (posting == Posting::ForShow) return true;
  if (message.payload_ == 0) message.payload_ = Payloads(context.turn).add(message.text_);
  return post_to_all(context, to.local(), stamp, [&message](MailboxEntry& entry) {
    entry.payload = message.payload_;
    entry.payload_octets = message.text_.size();
  });
}

void post_sent_copies(const Context& context, const Session& sender, const xml::Element& message, const jid::Jid& to, WallTime stamp) {
  std::vector<std::string> devices = Companions(context.turn).of(sender.account());
  if (sender.device != kPhone) devices.emplace_back(kPhone);
  std::erase(devices, sender.device);
  if (to.bare() == sender.bare) {
    if (to.is_bare()) return;
    const Session* reached = context.sessions.find(to);
    std::erase(devices, reached ? reached->device : kPhone);
  }
  if (devices.empty() || !is_copied(message)) return;
  const Fill fill = own_text(
      closed_text(stanza::carbons::wrap(stanza::carbons::Direction::Sent, message, sender.bare_text, sender.bare_text)), sender.bare_text);
  for (const std::string& device : devices) (void)put(context, {sender.account(), device, {}}, stamp, fill, WhenFull::Mark);
}

bool post_to_device(const Context& context, const xml::Element& message, const std::string& account, const std::string& device,
                    WallTime stamp) {
  return put(context, {account, device, {}}, stamp, own_text(closed_text(message), context.address_of(account).text()), WhenFull::Mark);
}

}  // namespace assay::server
