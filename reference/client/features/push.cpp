// Push (XEP-0357; spec chapter 08): by whom the server may wake this device. What the platform's service is given, and what becomes of it
// there, is the app's business.

#include "reference/stanza/push.hpp"

#include "reference/client/feature.hpp"

namespace assay::client::features {
namespace {

class Push final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* enable = std::get_if<EnablePush>(&command)) {
      const auto service = jid::Jid::parse(enable->service);
      ask(session, "push", service, service ? stanza::push::Enable{*service, enable->node, enable->secret}.write() : xml::Element());
      return true;
    }
    const auto* disable = std::get_if<DisablePush>(&command);
    if (disable == nullptr) return false;
    const auto service = jid::Jid::parse(disable->service);
    ask(session, "no-push", service, service ? stanza::push::Disable{*service, std::nullopt}.write() : xml::Element());
    return true;
  }

 private:
  static void ask(Session& session, const char* what, const std::optional<jid::Jid>& service, xml::Element payload) {
    if (!service) return session.emit(Failed{what, "jid-malformed", "the service is no JID", {}, {}});
    if (!session.is_online()) return session.emit(Failed{what, "offline", "there is no stream", {}, {}});
    session.request("set", std::move(payload),
                    [what](Session& s, const Answer& answer) { answer ? s.emit(Done{what}) : s.emit(failed(what, answer.error())); });
  }
};

}  // namespace

std::unique_ptr<Feature> push() { return std::make_unique<Push>(); }

}  // namespace assay::client::features
