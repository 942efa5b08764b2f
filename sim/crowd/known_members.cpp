#include "sim/crowd/known_members.hpp"

#include <algorithm>

#include "reference/crypto/hash.hpp"

namespace assay::sim::crowd {

namespace groups = stanza::groups;
using groups::ChangeKind;

bool KnownMembers::take(const groups::Change& change, const std::string& self) {
  if (change.version <= version_) return true;
  if (change.kind != ChangeKind::Created && (version_ == 0 || change.previous != version_)) {
    version_ = 0;
    members_.clear();
    const bool names_him = std::find(change.members.begin(), change.members.end(), self) != change.members.end();
    const bool he_goes = (change.kind == ChangeKind::Removed && names_him) || (change.kind == ChangeKind::Left && change.actor == self);
    return he_goes;
  }
  version_ = change.version;
  switch (change.kind) {
    case ChangeKind::Created:
    case ChangeKind::Added:
    case ChangeKind::Joined: members_.insert(change.members.begin(), change.members.end()); break;
    case ChangeKind::Removed:
      for (const std::string& jid : change.members) members_.erase(jid);
      break;
    case ChangeKind::Left: members_.erase(change.actor); break;
    case ChangeKind::Moved:
      members_.erase(change.actor);
      members_.insert(change.members.begin(), change.members.end());
      break;
    case ChangeKind::Promoted:
    case ChangeKind::Demoted:
    case ChangeKind::Owner:
    case ChangeKind::Subject:
    case ChangeKind::Description:
    case ChangeKind::Vouched:
    case ChangeKind::Settings: break;
  }
  if (!members_.contains(self)) version_ = 0;
  if (version_ == 0) members_.clear();
  return true;
}

void KnownMembers::take(const groups::Info& info) {
  if (info.version <= version_) return;
  version_ = info.version;
  members_.clear();
  for (const groups::Member& member : info.members) members_.insert(member.jid);
}

std::optional<groups::Recipients> KnownMembers::recipients() const {
  if (version_ == 0) return std::nullopt;
  return groups::Recipients{version_, base64url(crypto::sha256(groups::hashed_text({members_.begin(), members_.end()}))), false};
}

}  // namespace assay::sim::crowd
