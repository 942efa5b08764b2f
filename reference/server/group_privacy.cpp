#include "reference/server/group_privacy.hpp"

#include "reference/server/blocks.hpp"
#include "reference/server/rosters.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using stanza::groups::Addable;

constexpr const char* kSpace = "group-privacy";

}  // namespace

Addable GroupPrivacy::of(const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kSpace, store::key({account}));
  return value ? stanza::groups::addable(*value).value_or(Addable::Nobody) : Addable::Everyone;
}

void GroupPrivacy::put(const std::string& account, Addable addable) const {
  context_.store().put(kSpace, store::key({account}), Bytes(name_of(addable)));
}

void GroupPrivacy::forget(const std::string& account) const { context_.store().erase(kSpace, store::key({account})); }

bool GroupPrivacy::admits(const std::string& account, const jid::Jid& adder) const {
  if (Blocks(context_).has(account, adder)) return false;
  switch (of(account)) {
    case Addable::Everyone: return true;
    case Addable::Nobody: return false;
    case Addable::Contacts: break;
  }
  const std::optional<RosterRecord> record = Rosters(context_).find(account, adder.bare());
  return record && record->listed;
}

}  // namespace assay::server
