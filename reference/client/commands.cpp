#include "reference/client/commands.hpp"

#include "reference/base/machine.hpp"

namespace assay::client {

std::string_view name(const Command& command) {
  if (const auto* of_group = std::get_if<GroupCommand>(&command)) return name(*of_group);
  return std::visit(overloaded{
                        [](const RegisterNumber&) { return "register"; },
                        [](const Verify&) { return "verify"; },
                        [](const SetPin&) { return "pin"; },
                        [](const Unregister&) { return "unregister"; },
                        [](const ChangeNumber&) { return "number"; },
                        [](const Match&) { return "match"; },
                        [](const EditContacts&) { return "edit-contacts"; },
                        [](const AllowUpload&) { return "consent"; },
                        [](const SetContactSettings&) { return "contact-settings"; },
                        [](const SendMessage&) { return "send"; },
                        [](const SendFile&) { return "send-file"; },
                        [](const FetchFile&) { return "fetch"; },
                        [](const Block&) { return "block"; },
                        [](const Unblock&) { return "unblock"; },
                        [](const AskBlocked&) { return "blocked"; },
                        [](const BecomeCompanion&) { return "companion"; },
                        [](const LinkDevice&) { return "link"; },
                        [](const ListDevices&) { return "devices"; },
                        [](const UnlinkDevice&) { return "unlink"; },
                        [](const EditMessage&) { return "edit"; },
                        [](const RevokeMessage&) { return "revoke"; },
                        [](const React&) { return "react"; },
                        [](const MarkRead&) { return "read"; },
                        [](const SetReadReceipts&) { return "read-receipts"; },
                        [](const TellActivity&) { return "activity"; },
                        [](const SendBroadcast&) { return "broadcast"; },
                        [](const EditBroadcast&) { return "broadcast-edit"; },
                        [](const RevokeBroadcast&) { return "broadcast-revoke"; },
                        [](const GroupCommand&) { return "group"; },
                        [](const SetEncryption&) { return "encrypt"; },
                        [](const TrustKeys&) { return "trust"; },
                        [](const AllowClear&) { return "allow-clear"; },
                        [](const AskKeys&) { return "keys"; },
                        [](const AskKeyLog&) { return "key-log"; },
                        [](const AskLastSeen&) { return "last-seen"; },
                        [](const SetLastSeen&) { return "last-seen-for"; },
                        [](const EnablePush&) { return "push"; },
                        [](const DisablePush&) { return "no-push"; },
                        [](const Sync&) { return "sync"; },
                    },
                    command);
}

}  // namespace assay::client
