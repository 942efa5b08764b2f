#include "reference/server/post.hpp"

#include "reference/server/delivery.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

std::string entry_text(xml::Element& message, const std::string& recipient, std::uint64_t number) {
  message.add(stanza::StanzaId{recipient, std::to_string(number)}.write());
  return xml::write(message);
}

}  // namespace

bool post(const Context& context, xml::Element& message, const jid::Jid& to, WallTime stamp, Posting posting) {
  Mailbox mailbox(context.turn, to.local());
  const MailboxSize size = mailbox.size();
  MailboxEntry entry{size.next, stamp, to.resource(), entry_text(message, to.bare().text(), size.next)};
  if (!Mailbox::has_room(size, entry.text.size(), context.limits())) return false;
  if (posting == Posting::ForShow) return true;
  mailbox.append(size, entry);
  deliver_fresh(context, to.local(), entry);
  return true;
}

}  // namespace assay::server
