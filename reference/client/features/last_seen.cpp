// Last activity (XEP-0012; spec chapter 04): when a contact was last there, and who may ask that of us.

#include "reference/stanza/last_seen.hpp"

#include "reference/client/feature.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::client::features {
namespace {

namespace last_seen_ = stanza::last_seen;

class LastSeenFeature final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* asked = std::get_if<AskLastSeen>(&command)) {
      ask(session, *asked);
      return true;
    }
    const auto* set = std::get_if<SetLastSeen>(&command);
    if (set == nullptr) return false;
    choose(session, *set);
    return true;
  }

 private:
  static void ask(Session& session, const AskLastSeen& asked) {
    const auto jid = jid::Jid::parse(asked.jid);
    if (!jid) return session.emit(Failed{"last-seen", "jid-malformed", {}, {}, {}});
    if (!session.is_online()) return session.emit(Failed{"last-seen", "offline", "there is no stream", {}, {}});
    session.ask(jid->bare().text(), "get", xml::Element(last_seen_::kNs, "query"),
                [bare = jid->bare().text()](Session& s, const Answer& answer) {
                  if (!answer) return s.emit(failed("last-seen", answer.error()));
                  const xml::Element* query = answer->find_child(last_seen_::kNs, "query");
                  const auto last = query != nullptr ? last_seen_::Last::parse(*query) : std::nullopt;
                  last ? s.emit(LastSeen{bare, last->ago}) : s.emit(Failed{"last-seen", "bad-request", "an answer that says nothing", {}, {}});
                });
  }

  static void choose(Session& session, const SetLastSeen& set) {
    const auto privacy = last_seen_::Privacy::parse(xml::Element(last_seen_::kPrivacyNs, "privacy").with("last-seen", set.audience));
    if (!privacy) return session.emit(Failed{"last-seen-for", "bad-request", "everyone, contacts or nobody", {}, {}});
    if (!session.is_online()) return session.emit(Failed{"last-seen-for", "offline", "there is no stream", {}, {}});
    session.request("set", privacy->write(), [](Session& s, const Answer& answer) {
      answer ? s.emit(Done{"last-seen-for"}) : s.emit(failed("last-seen-for", answer.error()));
    });
  }
};

}  // namespace

std::unique_ptr<Feature> last_seen() { return std::make_unique<LastSeenFeature>(); }

}  // namespace assay::client::features
