#include "reference/server/group_tokens.hpp"

#include <utility>
#include <vector>

#include "reference/crypto/hash.hpp"
#include "reference/server/group_traces.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kTokens = "group-token";
constexpr const char* kTokensOf = "group-tokens";
constexpr std::size_t kTokenOctets = 17;  // GRP-12: 96 random bits at least; of its own size among what the server draws
constexpr std::size_t kRevokedKept = 20;  // links of one group that are known to be gone

std::vector<std::pair<Bytes, Bytes>> records(const Context& context, ByteView prefix) {
  std::vector<std::pair<Bytes, Bytes>> found;
  context.store().scan(kTokensOf, prefix, {}, [&](ByteView key, ByteView value) {
    found.emplace_back(key, value);
    return true;
  });
  return found;
}

void erase(const Context& context, const std::pair<Bytes, Bytes>& record) {
  context.store().erase(kTokensOf, record.first);
  context.store().erase(kTokens, store::key({record.second}));
  const auto parts = store::key_parts(record.first);
  if (parts && parts->size() == 3 && (*parts)[1] == "invite") GroupTraces(context).erase((*parts)[2], {(*parts)[0], TraceIn::Invites});
}

WallTime end_of(const Context& context, ByteView hash) {
  const std::optional<Bytes> value = context.store().get(kTokens, store::key({hash}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  return f && f->size() >= 4 ? from_stamp((*f)[3]) : WallTime{};
}

}  // namespace

std::optional<GroupTokens::Found> GroupTokens::find(std::string_view token, const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kTokens, store::key({crypto::sha256(token)}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 4) return std::nullopt;
  const Bytes& kind = (*f)[0];
  if (kind == "link") return Found{Found::Kind::Link, (*f)[1]};
  if (kind == "revoked") return Found{Found::Kind::Gone, (*f)[1]};
  if ((*f)[2] != account) return std::nullopt;
  const bool over = context_.now().wall >= from_stamp((*f)[3]);
  return Found{over ? Found::Kind::Gone : Found::Kind::Invite, (*f)[1]};
}

GroupTokens::Invite GroupTokens::invite(const Group& group, const std::string& invitee) const {
  end_invite(group.id, invitee);
  forget_expired(group.id);
  Invite invite{context_.random.token(kTokenOctets), in_milliseconds(context_.now().wall) + context_.limits().group_invite_time};
  const Bytes hash = crypto::sha256(invite.token);
  context_.store().put(kTokens, store::key({hash}), store::fields({"invite", group.id, invitee, stamp(invite.expires)}));
  context_.store().put(kTokensOf, store::key({group.id, "invite", invitee}), hash);
  GroupTraces(context_).put(invitee, {group.id, TraceIn::Invites});
  return invite;
}

void GroupTokens::end_invite(const std::string& group, const std::string& invitee) const {
  Bytes key = store::key({group, "invite", invitee});
  if (const std::optional<Bytes> hash = context_.store().get(kTokensOf, key)) erase(context_, {std::move(key), *hash});
}

// One that is over is known to be gone for as long again.
void GroupTokens::forget_expired(const std::string& group) const {
  for (const auto& record : records(context_, store::key({group, "invite"}))) {
    if (context_.now().wall >= end_of(context_, record.second) + context_.limits().group_invite_time) erase(context_, record);
  }
}

std::string GroupTokens::make_link(Group& group) const {
  revoke_link(group);
  const std::string token = context_.random.token(kTokenOctets);
  group.link = crypto::sha256(token);
  context_.store().put(kTokens, store::key({group.link}), store::fields({"link", group.id, "", ""}));
  Groups(context_).put(group);
  return token;
}

void GroupTokens::revoke_link(Group& group) const {
  if (group.link.empty()) return;
  const Bytes hash = std::exchange(group.link, {});
  context_.store().put(kTokens, store::key({hash}), store::fields({"revoked", group.id, "", ""}));
  const Bytes prefix = store::key({group.id, "revoked"});
  context_.store().put(kTokensOf, store::key({group.id, "revoked", stamp(context_.now().wall), hash}), hash);
  const auto revoked = records(context_, prefix);
  for (std::size_t i = 0; i + kRevokedKept < revoked.size(); ++i) erase(context_, revoked[i]);
  Groups(context_).put(group);
}

void GroupTokens::forget(const Group& group) const {
  if (!group.link.empty()) context_.store().erase(kTokens, store::key({group.link}));
  for (const auto& record : records(context_, store::key({group.id}))) erase(context_, record);
}

}  // namespace assay::server
