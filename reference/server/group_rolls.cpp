#include "reference/server/group_rolls.hpp"

#include "reference/server/group_changes.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

namespace groups_ = stanza::groups;

constexpr const char* kRolls = "group-roll";

}  // namespace

std::optional<groups_::Roll> GroupRolls::find(const std::string& group) const {
  const std::optional<Bytes> value = context_.store().get(kRolls, store::key({group}));
  if (!value) return std::nullopt;
  const auto element = xml::parse(*value, {});
  const auto* roll = std::get_if<xml::Element>(&element);
  return roll ? groups_::Roll::parse(*roll) : std::nullopt;
}

void GroupRolls::put(const std::string& group, const groups_::Roll& roll) const {
  context_.store().put(kRolls, store::key({group}), xml::write(roll.write()));
}

void GroupRolls::forget(const std::string& group) const { context_.store().erase(kRolls, store::key({group})); }

// GRP-19g, GRP-19h. The signature is for those who know its keys.
std::optional<stanza::StanzaError> fault_of_roll(const GroupRequest& request, const std::optional<groups_::Roll>& roll) {
  if (!roll) return std::nullopt;
  if (!request.member.is_admin()) return not_admin();
  if (roll->signer != request.actor()) return stanza::stanza_error("bad-request");
  if (roll->members.size() > request.context.limits().group_members) return stanza::stanza_error("policy-violation");
  if (roll->previous != request.group.version) return stanza::cxmpp_error("stale");
  return std::nullopt;
}

Result<std::optional<groups_::Roll>, stanza::StanzaError> roll_in(const GroupRequest& request) {
  std::optional<groups_::Roll> roll = groups_::Roll::in(request.payload);
  if (!roll && request.payload.find_child(groups_::kNs, "roll")) return fail(stanza::stanza_error("bad-request"));
  if (auto fault = fault_of_roll(request, roll)) return fail(*std::move(fault));
  return roll;
}

IqAnswer show_roll(GroupRequest& request) {
  if (request.payload.has_attribute("prev")) return fail(stanza::stanza_error("bad-request"));
  const std::optional<groups_::Roll> roll = GroupRolls(request.context).find(request.group.id);
  if (!roll) return fail(stanza::stanza_error("item-not-found"));
  return roll->write();
}

// Nobody comes or goes: the version is there so that everybody knows which roll is the later one.
IqAnswer vouch_for_members(GroupRequest& request) {
  const std::optional<groups_::Naming> naming = groups_::Naming::parse(request.payload);
  if (!naming || !naming->roll) return fail(stanza::stanza_error("bad-request"));
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  std::vector<std::string> named;
  for (const std::string& jid : naming->members) {
    const auto address = jid::Jid::parse(jid);
    const bool is_member =
        address && request.context.is_local(*address) && Groups(request.context).member(request.group.id, address->local());
    if (!is_member) return fail(stanza::stanza_error("item-not-found"));
    named.push_back(jid);
  }
  make_change(request.context, request.group, {.kind = groups_::ChangeKind::Vouched, .actor = request.actor(), .members = std::move(named)},
              {{}, naming->roll});
  return groups_::Done{request.group.version}.write();
}

}  // namespace assay::server
