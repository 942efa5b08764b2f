// Who may find us by our number, and whether we are told who joins (spec chapter 03: CON-11, CON-12).

#include "reference/client/feature.hpp"
#include "reference/stanza/contacts.hpp"

namespace assay::client::features {
namespace {

using stanza::contacts::Settings;

class ContactSettingsFeature final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* wanted = std::get_if<SetContactSettings>(&command);
    if (wanted == nullptr) return false;
    Settings settings;
    if (wanted->discoverable) settings.discoverable = stanza::contacts::discoverable(*wanted->discoverable);
    settings.join_notices = wanted->join_notices;
    if (wanted->discoverable && !settings.discoverable) {
      session.emit(Failed{"contact-settings", "bad-request", "everyone, mutual or nobody", {}, {}});
    } else if (!session.is_online()) {
      session.emit(Failed{"contact-settings", "offline", "there is no stream", {}, {}});
    } else {
      session.request(settings == Settings{} ? "get" : "set", settings.write(), answered);
    }
    return true;
  }

 private:
  static void answered(Session& session, const Answer& answer) {
    if (!answer) return session.emit(failed("contact-settings", answer.error()));
    const auto* payload = answer->find_child(stanza::contacts::kNs, "settings");
    const auto settings = payload != nullptr ? Settings::parse(*payload) : std::nullopt;
    if (!settings || !settings->discoverable || !settings->join_notices) {
      return session.emit(Failed{"contact-settings", "bad-answer", "the server's answer holds no settings", {}, {}});
    }
    session.emit(ContactSettings{std::string(stanza::contacts::name_of(*settings->discoverable)), *settings->join_notices});
  }
};

}  // namespace

std::unique_ptr<Feature> contact_settings() { return std::make_unique<ContactSettingsFeature>(); }

}  // namespace assay::client::features
