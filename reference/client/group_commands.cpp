#include "reference/client/group_commands.hpp"

#include "reference/base/machine.hpp"

namespace assay::client {
namespace {

using stanza::groups::TextKind;
using stanza::groups::Verb;

std::string_view word_of(Verb verb) {
  switch (verb) {
    case Verb::Add: return "group-add";
    case Verb::Remove: return "group-remove";
    case Verb::Promote: return "group-promote";
    case Verb::Demote: return "group-demote";
    case Verb::Approve: return "group-approve";
    case Verb::Reject: return "group-reject";
    case Verb::Vouch: return "group-vouch";
  }
  return {};
}

}  // namespace

std::string_view name(const GroupCommand& command) {
  return std::visit(
      overloaded{
          [](const CreateGroup&) -> std::string_view { return "group-new"; },
          [](const NameMembers& c) { return word_of(c.verb); },
          [](const LeaveGroup&) -> std::string_view { return "group-leave"; },
          [](const SetGroupText& c) -> std::string_view { return c.kind == TextKind::Subject ? "group-subject" : "group-description"; },
          [](const SetGroupSettings&) -> std::string_view { return "group-settings"; },
          [](const MakeGroupLink&) -> std::string_view { return "group-link"; },
          [](const RevokeGroupLink&) -> std::string_view { return "group-revoke"; },
          [](const JoinGroup&) -> std::string_view { return "group-join"; },
          [](const ListGroups&) -> std::string_view { return "groups"; },
          [](const ShowGroup&) -> std::string_view { return "group"; },
          [](const ListGroupRequests&) -> std::string_view { return "group-requests"; },
          [](const SetGroupPrivacy&) -> std::string_view { return "group-privacy"; },
          [](const TrustGroup&) -> std::string_view { return "group-trust"; },
      },
      command);
}

}  // namespace assay::client
