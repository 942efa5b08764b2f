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

// What the mailbox is to hold of the message, given its number there: first its size, and once there is room, what is kept elsewhere.
struct Fill {
  std::function<void(MailboxEntry&)> weigh;
  std::function<void(MailboxEntry&)> keep = [](MailboxEntry&) {};
};

bool put(const Context& context, const Target& target, WallTime stamp, const Fill& fill, WhenFull when_full) {
  Mailbox mailbox(context.turn, target.account, target.device);
  const MailboxSize size = mailbox.size();
  MailboxEntry entry{size.next, stamp, target.resource, {}};
  fill.weigh(entry);
  if (!Mailbox::has_room(size, entry.octets(), context.limits())) {
    if (when_full == WhenFull::Mark) mailbox.mark_lost(true);
    return false;
  }
  fill.keep(entry);
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

void post_to_companions(const Context& context, const std::string& account, WallTime stamp, const Fill& fill) {
  for (const std::string& device : Companions(context.turn).of(account)) {
    (void)put(context, {account, device, {}}, stamp, fill, WhenFull::Mark);
  }
}

bool post_to_all(const Context& context, const std::string& account, WallTime stamp, const Fill& fill) {
  if (!put(context, {account, kPhone, {}}, stamp, fill, WhenFull::Nothing)) return false;
  post_to_companions(context, account, stamp, fill);
  return true;
}

void post_whatever(const Context& context, const std::string& account, WallTime stamp, const Fill& fill) {
  (void)put(context, {account, kPhone, {}}, stamp, fill, WhenFull::Mark);
  post_to_companions(context, account, stamp, fill);
}

Fill own_text(std::string text, std::string recipient) {
  return {[text = std::move(text), recipient = std::move(recipient)](MailboxEntry& entry) {
    entry.text = with_stanza_id(text, recipient, entry.number);
  }};
}

Fill shared_text(std::size_t octets, std::function<void(MailboxEntry&)> keep, std::string own = {}) {
  const auto weigh = [octets, own = std::move(own)](MailboxEntry& entry) {
    entry.payload_octets = octets;
    entry.text = own;
  };
  return {weigh, std::move(keep)};
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

void SharedMessage::keep(const Context& context, MailboxEntry& entry) {
  Payloads payloads(context.turn);
  if (payload_ == 0) payload_ = payloads.add(text_);
  payloads.use(payload_);
  entry.payload = payload_;
}

bool post(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, Posting posting) {
  ASSAY_ASSERT(to.is_bare());
  if (!has_room(context, to.local(), kPhone, message.text_.size())) return false;
  if (posting == Posting::ForShow) return true;
  return post_to_all(context, to.local(), stamp,
                     shared_text(message.text_.size(), [&](MailboxEntry& entry) { message.keep(context, entry); }));
}

void post_to_each(const Context& context, const xml::Element& message, const jid::Jid& to, WallTime stamp) {
  ASSAY_ASSERT(to.is_bare());
  post_whatever(context, to.local(), stamp, own_text(closed_text(message), to.text()));
}

void post_to_each(const Context& context, SharedMessage& message, const jid::Jid& to, WallTime stamp, std::string own) {
  ASSAY_ASSERT(to.is_bare());
  const auto keep = [&](MailboxEntry& entry) { message.keep(context, entry); };
  post_whatever(context, to.local(), stamp, shared_text(message.text_.size(), keep, std::move(own)));
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
