// Receipts of reading and playing (XEP-0333; spec chapter 04): once for each message and state (MSG-08), to contacts alone, and only if the
// user wants them in both directions (MSG-10). Our own other devices are told in any case.

#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/markers.hpp"

namespace assay::client::features {
namespace {

namespace markers_ = stanza::markers;

class Reading final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* setting = std::get_if<SetReadReceipts>(&command)) {
      session.set_read_receipts(setting->on);
      return true;
    }
    const auto* mark = std::get_if<MarkRead>(&command);
    if (mark == nullptr) return false;
    const auto from = jid::Jid::parse(mark->from);
    const MessageState state = mark->played ? MessageState::Played : MessageState::Read;
    if (!from || !session.log().stamp_of(from->bare().text(), mark->id)) {
      session.emit(Failed{"read", "no-such-message", {}, {}, mark->id});
    } else if (session.log().mark(from->bare().text(), mark->id, state)) {
      tell(session, from->bare(), *mark);
    }
    return true;
  }

 private:
  static void tell(Session& session, const jid::Jid& from, const MarkRead& mark) {
    const std::string with = from.text();
    const auto own = jid::Jid::parse(session.credentials().jid);
    if (own && own->bare() != from) {
      say(session, own->bare().text(), {stanza::Kind{stanza::MessageKind::Control, {}}.write(), markers_::ReadHere{with, mark.id}.write()});
    }
    // Before the roster has come everybody looks like a stranger: then nothing is said, which is always allowed.
    if (!session.receipts().is_reading_told() || !session.contacts().sees_us(from)) return;
    say(session, with, {mark.played ? markers_::Played{mark.id}.write() : markers_::Displayed{mark.id}.write()});
  }

  static void say(Session& session, const std::string& to, std::vector<xml::Element> payload) {
    if (session.outbox().is_full()) return;
    deliver(session, {{to, {}, session.random().token(kIdOctets)}, {}, "chat", std::move(payload), Told::Nobody});
  }
};

}  // namespace

std::unique_ptr<Feature> reading() { return std::make_unique<Reading>(); }

}  // namespace assay::client::features
