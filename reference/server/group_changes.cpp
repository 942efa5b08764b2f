#include "reference/server/group_changes.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "reference/crypto/hash.hpp"
#include "reference/server/group_fanout.hpp"
#include "reference/server/group_rolls.hpp"
#include "reference/server/group_traces.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

namespace groups_ = stanza::groups;

constexpr const char* kChanges = "group-change";
constexpr std::size_t kAnswerOctets = 65'536;

std::string hash_of(const Context& context, const std::vector<GroupMember>& members) {
  std::vector<std::string> jids;
  jids.reserve(members.size());
  for (const GroupMember& member : members) jids.push_back(context.address_of(member.account).text());
  return base64url(crypto::sha256(groups_::hashed_text(std::move(jids))));
}

std::optional<groups_::Change> parsed(ByteView value) {
  const auto element = xml::parse(value, {});
  const auto* change = std::get_if<xml::Element>(&element);
  return change ? groups_::Change::parse(*change) : std::nullopt;
}

std::set<std::string> accounts_in(const groups_::Change& change) {
  const auto account = [](const std::string& jid) { return jid.substr(0, jid.find('@')); };
  std::set<std::string> accounts{account(change.actor)};
  for (const std::string& member : change.members) accounts.insert(account(member));
  return accounts;
}

}  // namespace

void make_change(const Context& context, Group& group, groups_::Change change, const Beside& beside) {
  const Groups groups(context);
  const std::vector<GroupMember> members = groups.members(group.id);
  const WallTime stamp = in_milliseconds(context.now().wall);
  change.previous = group.version;
  change.version = ++group.version;
  change.stamp = stamp;
  change.hash = group.hash = hash_of(context, members);
  GroupChanges(context).append(group, change);
  groups.put(group);
  xml::Element told = message_of(context, group).add(change.write());
  if (beside.roll) {
    GroupRolls(context).put(group.id, *beside.roll);
    told.add(beside.roll->write());
  }
  SharedMessage message(told.add(groups_::Order{groups.next_order(group.id), group.version}.write()));
  fan_out(context, members, stamp, [&](const GroupMember&) { return Share{&message}; });
  for (const std::string& account : beside.departed) post_to_each(context, message, context.address_of(account), stamp);
}

std::optional<groups_::Change> GroupChanges::find(const std::string& group, std::uint64_t version) const {
  const std::optional<Bytes> value = context_.store().get(kChanges, store::key({group, store::ordered(version)}));
  return value ? parsed(*value) : std::nullopt;
}

std::vector<groups_::Change> GroupChanges::behind(const std::string& group, std::uint64_t since) const {
  std::vector<groups_::Change> changes;
  std::size_t octets = 0;
  context_.store().scan(kChanges, store::key({group}), store::key({group, store::ordered(since)}), [&](ByteView, ByteView value) {
    octets += value.size();
    if (!changes.empty() && octets > kAnswerOctets) return false;
    if (auto change = parsed(value)) changes.push_back(*std::move(change));
    return true;
  });
  return changes;
}

void GroupChanges::append(Group& group, const groups_::Change& change) const {
  context_.store().put(kChanges, store::key({group.id, store::ordered(change.version)}), xml::write(change.write()));
  for (const std::string& account : accounts_in(change)) GroupTraces(context_).put(account, {group.id, TraceIn::Changes, change.version});
  while (change.version - group.oldest_change >= context_.limits().group_changes) erase(group.id, group.oldest_change++);
}

void GroupChanges::forget_until(const std::string& group, std::uint64_t version) const {
  std::optional<Group> of = Groups(context_).find(group);
  if (!of) return;
  while (of->oldest_change <= std::min(version, of->version)) erase(group, of->oldest_change++);
  Groups(context_).put(*of);
}

void GroupChanges::forget(const std::string& group) const {
  std::vector<std::uint64_t> versions;
  context_.store().scan(kChanges, store::key({group}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) versions.push_back(store::from_ordered((*parts)[1]).value_or(0));
    return true;
  });
  for (const std::uint64_t version : versions) erase(group, version);
}

void GroupChanges::erase(const std::string& group, std::uint64_t version) const {
  const std::optional<groups_::Change> change = find(group, version);
  context_.store().erase(kChanges, store::key({group, store::ordered(version)}));
  if (!change) return;
  for (const std::string& account : accounts_in(*change)) GroupTraces(context_).erase(account, {group, TraceIn::Changes, version});
}

}  // namespace assay::server
