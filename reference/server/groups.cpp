#include "reference/server/groups.hpp"

#include <utility>
#include <variant>

#include "reference/store/key.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

namespace groups_ = stanza::groups;

constexpr const char* kGroups = "group";
constexpr const char* kOrders = "group-order";
constexpr const char* kMembers = "group-member";
constexpr const char* kGroupsOf = "group-of";
constexpr std::size_t kIdOctets = 10;  // GRP-01: 64 random bits at least; of its own size among what the server draws

std::uint64_t number(ByteView octets) { return store::from_ordered(octets).value_or(0); }

GroupMember member_of(std::string account, const std::vector<Bytes>& fields) {
  GroupMember member{std::move(account), groups_::role(fields[0]).value_or(groups_::Role::Member), number(fields[1])};
  if (fields.size() < 3 || fields[2].empty()) return member;
  const auto element = xml::parse(fields[2], {});
  if (const auto* entry = std::get_if<xml::Element>(&element)) member.entry = groups_::Entry::parse(*entry);
  return member;
}

Bytes packed(const groups_::Settings& settings) {
  Bytes text;
  for (const std::optional<bool>& value : settings.values) text += value.value_or(false) ? '1' : '0';
  return text;
}

groups_::Settings unpacked(ByteView text) {
  groups_::Settings settings;
  for (std::size_t i = 0; i < groups_::kSettings; ++i) settings.values[i] = i < text.size() && text[i] == '1';
  return settings;
}

}  // namespace

// Lower-case letters and digits alone: an address's localpart knows no others.
Group Groups::fresh() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  Group group;
  for (const char octet : context_.random.bytes(kIdOctets)) {
    group.id += kDigits[static_cast<unsigned char>(octet) >> 4U];
    group.id += kDigits[static_cast<unsigned char>(octet) & 0xFU];
  }
  for (std::optional<bool>& value : group.settings.values) value = false;
  group.subject.id = group.description.id = 0;
  return group;
}

std::optional<Group> Groups::find(std::string_view id) const {
  const std::optional<Bytes> value = context_.store().get(kGroups, store::key({id}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 11) return std::nullopt;
  Group group;
  group.id = std::string(id);
  group.version = number((*f)[0]);
  group.owner = (*f)[1];
  group.hash = (*f)[2];
  group.settings = unpacked((*f)[3]);
  group.subject.text = (*f)[4];
  group.subject.id = number((*f)[5]);
  group.description.text = (*f)[6];
  group.description.id = number((*f)[7]);
  group.link = (*f)[8];
  group.oldest_change = number((*f)[9]);
  group.members = number((*f)[10]);
  return group;
}

void Groups::put(const Group& group) const {
  using store::ordered;
  context_.store().put(
      kGroups, store::key({group.id}),
      store::fields({ordered(group.version), group.owner, group.hash, packed(group.settings), group.subject.text,
                     ordered(group.subject.id.value_or(0)), group.description.text, ordered(group.description.id.value_or(0)), group.link,
                     ordered(group.oldest_change), ordered(group.members)}));
}

void Groups::erase(const Group& group) const {
  context_.store().erase(kGroups, store::key({group.id}));
  context_.store().erase(kOrders, store::key({group.id}));
}

std::optional<GroupMember> Groups::member(const std::string& group, const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kMembers, store::key({group, account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return std::nullopt;
  return member_of(account, *f);
}

std::vector<GroupMember> Groups::members(const std::string& group) const {
  std::vector<GroupMember> members;
  context_.store().scan(kMembers, store::key({group}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto f = store::from_fields(value);
    if (parts && parts->size() == 2 && f && f->size() >= 2) {
      members.push_back(member_of((*parts)[1], *f));
    }
    return true;
  });
  return members;
}

void Groups::put_member(Group& group, const GroupMember& member) const {
  const Bytes key = store::key({group.id, member.account});
  if (!context_.store().get(kMembers, key)) ++group.members;
  const Bytes entry = member.entry ? xml::write(member.entry->write()) : Bytes();
  context_.store().put(kMembers, key, store::fields({name_of(member.role), store::ordered(member.since), entry}));
  context_.store().put(kGroupsOf, store::key({member.account, group.id}), {});
}

void Groups::erase_member(Group& group, const std::string& account) const {
  const Bytes key = store::key({group.id, account});
  if (!context_.store().get(kMembers, key)) return;
  --group.members;
  context_.store().erase(kMembers, key);
  context_.store().erase(kGroupsOf, store::key({account, group.id}));
}

std::vector<std::string> Groups::of(const std::string& account) const {
  std::vector<std::string> ids;
  context_.store().scan(kGroupsOf, store::key({account}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) ids.push_back((*parts)[1]);
    return true;
  });
  return ids;
}

bool Groups::share(const std::string& account, const std::string& other) const {
  bool any = false;
  context_.store().scan(kGroupsOf, store::key({account}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    any = parts && parts->size() == 2 && context_.store().get(kGroupsOf, store::key({other, (*parts)[1]}));
    return !any;
  });
  return any;
}

std::uint64_t Groups::last_order(const std::string& group) const {
  const std::optional<Bytes> value = context_.store().get(kOrders, store::key({group}));
  return value ? number(*value) : 0;
}

std::uint64_t Groups::next_order(const std::string& group) const {
  const std::uint64_t next = last_order(group) + 1;
  context_.store().put(kOrders, store::key({group}), store::ordered(next));
  return next;
}

std::string Groups::domain() const { return std::string(kGroupsSubdomain) + "." + context_.config.domain; }

}  // namespace assay::server
