// Messages about messages (spec chapter 04): another text (XEP-0308), taken back (XEP-0424), reactions (XEP-0444). What others say of
// theirs is in incoming.cpp.

#include "reference/stanza/changes.hpp"

#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/kind.hpp"

namespace assay::client::features {
namespace {

namespace changes_ = stanza::changes;
using stanza::Kind;
using stanza::MessageKind;

struct Change {
  SendMessage message;
  Kind kind;
  xml::Element payload;
};

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

class Changes final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    std::optional<Change> change = change_by(command);
    if (!change) return false;
    if (change->message.id.empty()) change->message.id = session.random().token(kIdOctets);
    if (const char* condition = fault(session, *change)) {
      session.emit(Failed{std::string(name(command)), condition, {}, {}, change->message.id});
    } else {
      deliver(session, {std::move(change->message), {}, "chat", {change->kind.write(), std::move(change->payload)}, Told::Caller});
    }
    return true;
  }

 private:
  static const char* fault(Session& session, const Change& change) {
    const auto to = jid::Jid::parse(change.message.to);
    if (!to) return "jid-malformed";
    if (change.kind.ref.empty()) return "no-such-message";
    const bool ours = session.receipts().went_to(change.kind.ref, to->bare().text());
    const bool theirs = session.log().stamp_of(to->bare().text(), change.kind.ref).has_value();
    if (!ours && !(theirs && change.kind.type == MessageKind::Reaction)) return "no-such-message";
    if (session.outbox().find(change.message.id) != nullptr) return "conflict";
    return session.outbox().is_full() ? "queue-full" : nullptr;
  }
};

}  // namespace

std::unique_ptr<Feature> changes() { return std::make_unique<Changes>(); }

}  // namespace assay::client::features
