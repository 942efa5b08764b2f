// Contacts learn that an account has another device now (spec chapter 02; REG-17): whom they trusted may have changed.

#include "reference/stanza/identity.hpp"

#include "reference/server/blocks.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/post.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

constexpr std::size_t kIdOctets = 12;

void registered(const Context& context, const std::string& account, Registration which) {
  if (which != Registration::AnotherDevice) return;
  for (const RosterRecord& record : Rosters(context).all(account)) {
    const jid::Jid& contact = record.item.jid;
    if (!record.sees_us() || !record.we_see() || !context.is_local(contact) || !context.accounts.exists(contact.local())) continue;
    if (Blocks(context).has(account, contact)) continue;
    xml::Element notice = xml::Element(xml::ns::kClient, "message")
                              .with("from", context.address_of(account).text())
                              .with("to", contact.bare().text())
                              .with("id", context.random.token(kIdOctets));
    notice.add(stanza::identity::Changed{}.write());
    // Where a mailbox is full, the account is told when it is met again by its keys.
    (void)post_state(context, notice, contact.bare(), in_milliseconds(context.now().wall), "identity of " + account);
  }
}

}  // namespace

Feature identity() { return {.name = "identity", .disco = {stanza::identity::kNs}, .registered = registered}; }

}  // namespace assay::server::features
