// Who may find an account by its number, and whether it is told who joins (spec chapter 03: CON-11, CON-12).

#include "reference/server/contact_settings.hpp"

#include "reference/server/contact_book.hpp"
#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

using stanza::contacts::Settings;

Settings shown(const ContactSettings& settings) { return {settings.discoverable, settings.join_notices}; }

IqAnswer get(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Settings> asked = Settings::parse(payload);
  if (!asked || asked->discoverable || asked->join_notices) return fail(stanza::stanza_error("bad-request"));
  return shown(ContactSettingsBook(context).find(session.account())).write();
}

// Who wants no notices is remembered to wait for nobody.
void stop_waiting(const Context& context, const std::string& account) {
  ContactBook book(context, account);
  for (const auto& [hash, entry] : book.all()) {
    if (entry.status == BookEntry::Status::Awaited) book.erase(hash, entry);
  }
  book.put_state();
}

IqAnswer set(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Settings> wanted = Settings::parse(payload);
  if (!wanted || (!wanted->discoverable && !wanted->join_notices)) return fail(stanza::stanza_error("bad-request"));
  const ContactSettingsBook book(context);
  ContactSettings settings = book.find(session.account());
  if (wanted->discoverable) settings.discoverable = *wanted->discoverable;
  if (settings.join_notices && wanted->join_notices == false) stop_waiting(context, session.account());
  if (wanted->join_notices) settings.join_notices = *wanted->join_notices;
  book.put(session.account(), settings);
  return shown(settings).write();
}

}  // namespace

Feature contact_settings() {
  return {.name = "contact_settings",
          .iq = {{"get", stanza::contacts::kNs, "settings", IqHandler::Target::Either, get},
                 {"set", stanza::contacts::kNs, "settings", IqHandler::Target::Either, set}},
          .registered =
              [](const Context& context, const std::string& account, Registration which) {
                if (which != Registration::Fresh) return;
                ContactSettings settings;
                settings.since = context.now().wall;
                ContactSettingsBook(context).put(account, settings);
              },
          .forgotten = [](const Context& context, const std::string& account) { ContactSettingsBook(context).forget(account); }};
}

}  // namespace assay::server::features
