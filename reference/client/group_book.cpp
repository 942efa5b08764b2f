#include "reference/client/group_book.hpp"

#include <algorithm>

#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

constexpr std::size_t kLastTold = 16;  // changes whose words are remembered

}  // namespace

GroupState GroupState::of(const Info& info) {
  GroupState state;
  state.version_ = info.version;
  state.settings_ = info.settings;
  state.subject_ = info.subject;
  state.description_ = info.description;
  for (const Member& member : info.members) state.members_.emplace(member.jid, member);
  return state;
}

Info GroupState::info() const {
  Info info{.version = version_, .hash = hash(), .settings = settings_, .subject = subject_, .description = description_};
  for (const auto& [jid, member] : members_) info.members.push_back(member);
  return info;
}

GroupState GroupState::made(const Change& created) {
  GroupState state;
  state.version_ = created.version;
  for (const std::string& jid : created.members) state.members_.emplace(jid, Member{jid, Role::Member, created.version});
  state.members_.insert_or_assign(created.actor, Member{created.actor, Role::Owner, created.version});
  if (created.text && created.text->kind == TextKind::Subject) state.subject_ = *created.text;
  return state;
}

bool GroupState::apply(const Change& change) {
  GroupState next = *this;
  if (change.previous != version_ || change.version != version_ + 1 || !next.change_members(change)) return false;
  next.version_ = change.version;
  if (change.text) (change.text->kind == TextKind::Subject ? next.subject_ : next.description_) = *change.text;
  for (std::size_t i = 0; change.settings && i < kSettings; ++i) {
    if (change.settings->values[i]) next.settings_.values[i] = change.settings->values[i];
  }
  *this = std::move(next);
  return true;
}

bool GroupState::change_members(const Change& change) {
  switch (change.kind) {
    case ChangeKind::Created: return false;
    case ChangeKind::Added: return admit(change.members, change.version);
    case ChangeKind::Joined: return join(change);
    case ChangeKind::Removed: return dismiss(change.members);
    case ChangeKind::Left: return dismiss({change.actor});
    case ChangeKind::Moved: return move(change.actor, change.members);
    case ChangeKind::Promoted: return give(change.members, Role::Admin);
    case ChangeKind::Demoted: return give(change.members, Role::Member);
    case ChangeKind::Owner: return give(change.members, Role::Owner);
    case ChangeKind::Vouched:
    case ChangeKind::Subject:
    case ChangeKind::Description:
    case ChangeKind::Settings: return true;
  }
  return false;
}

bool GroupState::admit(const std::vector<std::string>& jids, std::uint64_t version) {
  return std::all_of(jids.begin(), jids.end(), [&](const std::string& jid) {
    return members_.emplace(jid, Member{jid, Role::Member, version}).second;
  });
}

bool GroupState::join(const Change& change) {
  if (!admit(change.members.empty() ? std::vector<std::string>{change.actor} : change.members, change.version)) return false;
  // It is by the one who comes, and of nobody else.
  if (const auto found = members_.find(change.actor); found != members_.end() && found->second.since == change.version) {
    found->second.entry = change.entry;
  }
  return true;
}

bool GroupState::dismiss(const std::vector<std::string>& jids) {
  return std::all_of(jids.begin(), jids.end(), [&](const std::string& jid) { return members_.erase(jid) == 1; });
}

// He is what he was, since when he was it.
bool GroupState::move(const std::string& from, const std::vector<std::string>& to) {
  auto member = members_.extract(from);
  if (member.empty() || to.size() != 1) return false;
  member.key() = member.mapped().jid = to.front();
  member.mapped().entry.reset();
  return members_.insert(std::move(member)).inserted;
}

bool GroupState::give(const std::vector<std::string>& jids, Role role) {
  return std::all_of(jids.begin(), jids.end(), [&](const std::string& jid) {
    const auto found = members_.find(jid);
    if (found != members_.end()) found->second.role = role;
    return found != members_.end();
  });
}

bool GroupState::grew_since(std::uint64_t version) const {
  return std::any_of(members_.begin(), members_.end(), [&](const auto& member) { return member.second.since > version; });
}

std::string GroupState::hash() const {
  std::vector<std::string> jids;
  jids.reserve(members_.size());
  for (const auto& [jid, member] : members_) jids.push_back(jid);
  return base64url(crypto::sha256(hashed_text(std::move(jids))));
}

void KnownGroup::begin(std::uint64_t version) {
  if (!told && state && version > state->version()) told = state->version();
}

void KnownGroup::tell(const Change& change) {
  told = change.version;
  last_told.emplace_back(change.version, xml::write(change.write()));
  if (last_told.size() > kLastTold) last_told.pop_front();
}

bool KnownGroup::agrees(const Change& change) const {
  const auto found = std::find_if(last_told.begin(), last_told.end(), [&](const auto& one) { return one.first == change.version; });
  return found == last_told.end() || found->second == xml::write(change.write());
}

KnownGroup* GroupBook::find(const std::string& group) {
  ++revision_;
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

const KnownGroup* GroupBook::find(const std::string& group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

KnownGroup* GroupBook::open(const std::string& group) {
  if (KnownGroup* known = find(group)) return known;
  return groups_.size() < kKnownGroups ? &groups_[group] : nullptr;
}

void GroupBook::erase(const std::string& group) {
  ++revision_;
  groups_.erase(group);
}

std::map<std::string, KnownGroup>& GroupBook::groups() {
  ++revision_;
  return groups_;
}

}  // namespace assay::client
