#include "reference/server/group_messages.hpp"

#include <utility>

#include "reference/server/carbons.hpp"
#include "reference/server/group_changes.hpp"
#include "reference/server/group_fanout.hpp"
#include "reference/server/group_message_keys.hpp"
#include "reference/server/group_receipts.hpp"
#include "reference/server/group_repairs.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/message_rules.hpp"
#include "reference/server/sent_ids.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

using namespace stanza::groups;
using stanza::cxmpp_error;
using stanza::stanza_error;

constexpr std::string_view kChatStates = "http://jabber.org/protocol/chatstates";

// One message of one member, from the first look at it to its acknowledgement.
class Taking {
 public:
  Taking(const Context& context, Session& session, xml::Element& message, std::string group, Bursts& bursts)
      : context_(context),
        session_(session),
        message_(message),
        id_(message.attribute("id")),
        group_id_(std::move(group)),
        bursts_(bursts),
        now_(in_milliseconds(context.now().wall)) {}

  std::optional<std::string> take() {
    if (message_.attribute("type") == "error") return std::nullopt;
    if (session_.acks && (id_.empty() || id_.size() > context_.limits().message_id_octets)) return refuse(cxmpp_error("bad-id"));
    const std::optional<Recipients> recipients = Recipients::of(message_);
    const bool repairs = recipients && recipients->repair;
    SentIds sent(context_.turn, context_.limits());
    const auto before = session_.acks ? sent.find(session_.account(), id_) : std::nullopt;
    const Bytes digest = content_digest(message_);
    if (before && !repairs) {
      if (before->digest != digest) return refuse(cxmpp_error("conflict"));
      remind();
      return acknowledge(before->stamp);
    }
    if (!look_up()) return refuse(not_member());
    if (const xml::Element* receipt = message_.find_child(kNs, "receipt")) return take_receipt(*receipt);
    if (is_fleeting()) return acknowledge(now_);
    if (message_.attribute("type") != "groupchat") return refuse(stanza_error("bad-request"));
    const std::optional<stanza::Kind> kind = stanza::kind_of(message_);
    if (!kind) return refuse(cxmpp_error("bad-kind"));
    if (!may_write(kind->type)) return refuse(not_admin());
    if (const auto fault = fault_of_payload(context_, message_, *kind)) return refuse(*fault);
    if (message_.find_child(kNs, "recipients") && !recipients) return refuse(stanza_error("bad-request"));
    if (recipients && !is_known(*recipients)) return refuse(cxmpp_error("stale"));
    if (repairs) return repair(*recipients);
    if (const auto wait = pace()) return refuse(cxmpp_error("rate-limit", *wait));
    send(recipients);
    if (session_.acks) sent.remember(session_.account(), id_, {digest, now_});
    return acknowledge(now_);
  }

 private:
  std::optional<std::string> refuse(const stanza::StanzaError& error) {
    context_.refuse(session_, message_, error);
    return std::nullopt;
  }

  std::optional<std::string> acknowledge(WallTime stamp) {
    if (session_.acks) context_.send(session_, stanza::ack::Ack{id_, stamp}.write());
    return std::nullopt;
  }

  bool look_up() {
    const Groups groups(context_);
    const std::optional<Group> group = groups.find(group_id_);
    const std::optional<GroupMember> member = group ? groups.member(group->id, session_.account()) : std::nullopt;
    if (!member) return false;
    group_ = *group;
    member_ = *member;
    return true;
  }

  std::optional<std::string> take_receipt(const xml::Element& element) {
    const std::optional<Receipt> receipt = Receipt::parse(element);
    if (!receipt) return refuse(stanza_error("bad-request"));
    const std::optional<std::string> sender = GroupReceipts(context_).count(group_.id, member_, *receipt);
    (void)acknowledge(now_);
    return sender;
  }

  // Typing is never stored (MSG-17), and a group has no presence that it could go by: it ends here.
  [[nodiscard]] bool is_fleeting() const {
    bool state = false;
    for (const xml::Element* child : message_.children()) {
      if (child->local() == "thread") continue;
      if (child->ns() != kChatStates) return false;
      state = true;
    }
    return state;
  }

  // GRP-10
  [[nodiscard]] bool may_write(stanza::MessageKind kind) const {
    if (!group_.settings.is(Setting::Announce) || member_.is_admin()) return true;
    return kind == stanza::MessageKind::Reaction && group_.settings.is(Setting::AnnounceReactions);
  }

  // Who the members were at that version only those know who were among them.
  [[nodiscard]] bool is_known(const Recipients& recipients) const {
    if (recipients.version == group_.version) return recipients.hash == group_.hash;
    if (recipients.version > group_.version || recipients.version < member_.since) return false;
    const std::optional<Change> change = GroupChanges(context_).find(group_.id, recipients.version);
    return change && change->hash == recipients.hash;
  }

  // GRP-28: how long to wait. Each group by itself.
  [[nodiscard]] std::optional<std::chrono::seconds> pace() {
    const std::string group = Groups(context_).address(group_.id);
    const Limits& limits = context_.limits();
    if (!bursts_.charge(session_.account(), group, context_.now().monotonic, limits.group_message_burst)) return std::chrono::seconds{1};
    return charge_hour(context_, session_.account(), group, limits.group_messages_per_hour);
  }

  // GRP-15g: whoever sends it again may have lost the answer to the first.
  void remind() {
    if (look_up() && GroupRepairs(context_).find(group_.id, session_.account(), id_)) tell_mismatch();
  }

  // What only the group and the recipients' server may say.
  void strip() {
    std::erase_if(message_.content(), [&](const xml::Content& item) {
      const auto* child = std::get_if<xml::Element>(&item);
      return child && (child->ns() == kNs || child->is(stanza::kStanzaIdNs, "stanza-id") || child->is(stanza::kDelayNs, "delay"));
    });
    strip_private(message_);
    message_.remove_attribute("to");
    message_.set_attribute("from", Groups(context_).address(group_.id) + "/" + session_.account());
  }

  void send(const std::optional<Recipients>& recipients) {
    strip();
    const Groups groups(context_);
    const std::vector<GroupMember> members = groups.members(group_.id);
    const bool mismatch = recipients && recipients->hash != group_.hash;
    const std::uint64_t meant = mismatch ? recipients->version : group_.version;
    const std::uint64_t n = groups.next_order(group_.id);
    const xml::Element order = Order{n, group_.version}.write();
    xml::Element awaited =
        xml::Element(xml::ns::kClient, "message").with("type", "groupchat").with("from", std::string(message_.attribute("from")));
    awaited.add(Awaited{id_}.write()).add(order);
    message_.add(order);
    const GroupMessageKeys keys(message_);
    SharedMessage whole(message_);
    SharedMessage promise(awaited);
    bool anybody_awaits = false;
    fan_out(context_, members, now_, [&](const GroupMember& member) {
      const bool is_meant = member.since <= meant;
      anybody_awaits = anybody_awaits || !is_meant;
      return is_meant ? Share{&whole, keys.of(jid_of(member))} : Share{&promise};
    });
    GroupReceipts(context_).begin(group_.id, n, {session_.account(), id_, group_.version, members.size() - 1});
    if (anybody_awaits) GroupRepairs(context_).put(group_.id, {n, session_.account(), id_, meant, group_.version, now_});
    if (mismatch) tell_mismatch();
  }

  [[nodiscard]] std::string jid_of(const GroupMember& member) const { return context_.address_of(member.account).text(); }

  void tell_mismatch() {
    xml::Element message = message_of(context_, group_).add(Mismatch{id_, group_.version, group_.hash}.write());
    message.set_attribute("to", session_.full_text);
    context_.send(session_, message);
  }

  // To those who got nothing but the promise of it, in its old place.
  std::optional<std::string> repair(const Recipients& recipients) {
    const GroupRepairs repairs(context_);
    std::optional<OpenRepair> open = repairs.find(group_.id, session_.account(), id_);
    if (!open) return repaired_before();
    strip();
    message_.add(Order{open->n, open->version, true}.write());
    const GroupMessageKeys keys(message_);
    SharedMessage message(message_);
    const std::uint64_t until = std::min(recipients.version, open->version);
    fan_out(context_, Groups(context_).members(group_.id), now_, [&](const GroupMember& member) {
      return member.since > open->meant && member.since <= until ? Share{&message, keys.of(jid_of(member))} : Share{};
    });
    open->meant = std::max(open->meant, until);
    if (open->meant >= open->version) {
      repairs.erase(group_.id, open->n);
    } else {
      repairs.put(group_.id, *open);
    }
    return acknowledge(open->stamp);
  }

  std::optional<std::string> repaired_before() {
    const auto before = SentIds(context_.turn, context_.limits()).find(session_.account(), id_);
    return before ? acknowledge(before->stamp) : refuse(stanza_error("item-not-found"));
  }

  const Context& context_;
  Session& session_;
  xml::Element& message_;
  std::string id_;
  std::string group_id_;
  Bursts& bursts_;
  WallTime now_;
  Group group_;
  GroupMember member_;
};

}  // namespace

std::optional<std::string> take_group_message(const Context& context, Session& session, xml::Element& message, const std::string& id,
                                              Bursts& bursts) {
  return Taking(context, session, message, id, bursts).take();
}

}  // namespace assay::server
