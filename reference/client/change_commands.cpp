#include "reference/client/change_commands.hpp"

#include "reference/base/machine.hpp"
#include "reference/stanza/changes.hpp"

namespace assay::client {

namespace changes_ = stanza::changes;
using stanza::MessageKind;

std::optional<Change> change_by(const Command& command) {
  return std::visit(overloaded{
                        [](const EditMessage& c) -> std::optional<Change> {
                          return Change{{c.to, c.body, c.id}, {MessageKind::Edit, c.ref}, changes_::Replace{c.ref}.write()};
                        },
                        [](const RevokeMessage& c) -> std::optional<Change> {
                          return Change{{c.to, {}, c.id}, {MessageKind::Revoke, c.ref}, changes_::Retract{c.ref}.write()};
                        },
                        [](const React& c) -> std::optional<Change> {
                          changes_::Reactions reactions{c.ref, {}};
                          if (!c.reaction.empty()) reactions.reactions.push_back(c.reaction);
                          return Change{{c.to, {}, c.id}, {MessageKind::Reaction, c.ref}, reactions.write()};
                        },
                        [](const auto&) -> std::optional<Change> { return std::nullopt; },
                    },
                    command);
}

}  // namespace assay::client
