// Messages about messages (spec chapter 04): another text (XEP-0308), taken back (XEP-0424), reactions (XEP-0444). What others say of
// theirs is in incoming.cpp.

#include <utility>

#include "reference/client/change_commands.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/kind.hpp"

namespace assay::client::features {
namespace {

using stanza::MessageKind;

class Changes final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    std::optional<Change> change = change_by(command);
    if (!change || is_for_group(session, change->message.to)) return false;
    if (change->message.id.empty()) change->message.id = session.random().token(kIdOctets);
    if (const char* condition = fault(session, *change)) {
      session.emit(Failed{std::string(name(command)), condition, {}, {}, change->message.id});
    } else {
      deliver(session, {std::move(change->message), {}, "chat", {change->kind.write(), std::move(change->payload)}, Told::Caller});
    }
    return true;
  }

 private:
  // Those of groups say for whom they are: groups.cpp.
  static bool is_for_group(const Session& session, const std::string& address) {
    const auto to = jid::Jid::parse(address);
    return to && to->domain() == "groups." + session.config().domain;
  }

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
