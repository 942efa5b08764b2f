#include "reference/server/group_fanout.hpp"

#include <utility>

#include "reference/xml/namespaces.hpp"

namespace assay::server {

namespace {
constexpr std::size_t kIdOctets = 12;
}  // namespace

void fan_out(const Context& context, const std::vector<GroupMember>& members, WallTime stamp, const Shares& shares) {
  for (const GroupMember& member : members) {
    Share share = shares(member);
    if (share.message) post_to_each(context, *share.message, context.address_of(member.account), stamp, std::move(share.own));
  }
}

void tell(const Context& context, const std::string& account, xml::Element message, WallTime stamp) {
  const jid::Jid to = context.address_of(account);
  message.set_attribute("to", to.text());
  post_to_each(context, message, to, stamp);
}

xml::Element message_of(const Context& context, const Group& group) {
  return xml::Element(xml::ns::kClient, "message")
      .with("type", "groupchat")
      .with("from", Groups(context).address(group.id))
      .with("id", context.random.token(kIdOctets));
}

}  // namespace assay::server
