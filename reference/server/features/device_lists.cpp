// Signed lists of devices (spec chapter 07; ENC-15): the phone publishes one, others ask for it. The server keeps it as it was signed, and
// takes none that is older than the one it has.
//
// Whoever asked gets the next one too, as long as his session lasts (ENC-15h): it is for those who write to the account now, and others ask
// before they do.

#include <map>
#include <memory>
#include <set>
#include <string>

#include "reference/crypto/ed25519.hpp"
#include "reference/server/blocks.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/key_log.hpp"
#include "reference/server/login_name.hpp"
#include "reference/server/prekeys.hpp"
#include "reference/server/published_lists.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server::features {
namespace {

namespace list_ = stanza::device_list;

/// Accounts whose lists one session is sent: more than anybody writes to at a time.
constexpr std::size_t kWatched = 1'000;

/// Which sessions asked for whose list.
class Watches {
 public:
  void add(const std::string& account, const std::string& session) {
    std::set<std::string>& watched = accounts_[session];
    if (watched.size() >= kWatched || !watched.insert(account).second) return;
    sessions_[account].insert(session);
  }
  void forget(const std::string& session) {
    const auto found = accounts_.find(session);
    if (found == accounts_.end()) return;
    for (const std::string& account : found->second) {
      std::set<std::string>& watching = sessions_[account];
      watching.erase(session);
      if (watching.empty()) sessions_.erase(account);
    }
    accounts_.erase(found);
  }
  /// In the order of their addresses.
  [[nodiscard]] std::set<std::string> of(const std::string& account) const {
    const auto found = sessions_.find(account);
    return found == sessions_.end() ? std::set<std::string>() : found->second;
  }

 private:
  std::map<std::string, std::set<std::string>> accounts_;  // by the full address that watches
  std::map<std::string, std::set<std::string>> sessions_;  // by the account that is watched
};

// The phone's own keys sign it, and it names them.
bool is_signed(const Context& context, const Session& session, const list_::Devices& list) {
  const auto phone = Prekeys(context).find(session.account(), kPhone);
  return phone && phone->id == list.devices.front().id && phone->identity == list.devices.front().identity &&
         crypto::ed25519_verify(phone->identity, list_::signed_octets(session.bare_text, list), list.signature);
}

void push(const Context& context, const Session& owner, const list_::Devices& list, const Watches& watches) {
  for (const std::string& full : watches.of(owner.account())) {
    const auto address = jid::Jid::parse(full);
    Session* watching = address ? context.sessions.find(*address) : nullptr;
    if (watching == nullptr || watching == &owner || Blocks(context).separate(owner.bare, watching->bare)) continue;
    xml::Element message(xml::ns::kClient, "message");
    message.set_attribute("from", owner.bare_text).set_attribute("to", full).set_attribute("type", "headline");
    message.set_attribute("id", context.random.token(9)).add(list.write());
    context.send(*watching, message);
  }
}

IqAnswer publish(const Context& context, Session& session, const xml::Element& payload, const Watches& watches) {
  const auto list = list_::Devices::parse(payload);
  if (!list) return fail(stanza::stanza_error("bad-request"));
  if (session.device != kPhone) return fail(stanza::cxmpp_error("phone-only"));
  if (xml::write(list->write(), "").size() > context.limits().device_list_octets) return fail(stanza::stanza_error("policy-violation"));
  const WallTime now = context.now().wall;
  if (list->expires <= now || list->expires > now + context.limits().device_list_time) return fail(stanza::stanza_error("not-acceptable"));
  if (!is_signed(context, session, *list)) return fail(stanza::cxmpp_error("bad-keys"));
  const PublishedLists lists(context);
  const auto before = lists.find(session.account());
  if (before && before->version >= list->version) return fail(stanza::cxmpp_error("old-version"));
  const auto wait = Prekeys(context).charge(store::key({session.account(), "lists"}), context.limits().device_lists_per_hour);
  if (wait) return fail(stanza::cxmpp_error("rate-limit", *wait));
  lists.put(session.account(), *list);
  KeyLog(context).append(session.account(), *list);  // ENC-20a
  push(context, session, *list, watches);
  return std::nullopt;
}

IqAnswer ask(const Context& context, Session& session, const xml::Element& iq, Watches& watches) {
  const std::string_view text = iq.attribute("to");
  const jid::Jid to = text.empty() ? session.bare : *jid::Jid::parse(text);
  if (const auto wait = charge_reader(context, session, to)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const auto list = PublishedLists(context).find(to.local());
  if (!list) return fail(stanza::stanza_error("service-unavailable"));
  watches.add(to.local(), session.full_text);
  return list->write();
}

void forget(const Context& context, const std::string& account) { PublishedLists(context).forget(account); }

}  // namespace

Feature device_lists() {
  const auto watches = std::make_shared<Watches>();
  const auto published = [watches](const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
    return publish(context, session, payload, *watches);
  };
  const auto asked = [watches](const Context& context, Session& session, const xml::Element& iq, const xml::Element&) {
    return ask(context, session, iq, *watches);
  };
  return {.name = "device_lists",
          .disco = {list_::kNs},
          .iq = {{"set", list_::kNs, "devices", IqHandler::Target::Account, published},
                 {"get", list_::kNs, "devices", IqHandler::Target::Account, asked, true}},
          .registered = [](const Context& context, const std::string& account, Registration) { forget(context, account); },
          .forgotten = forget,
          .closed = [watches](const Context&, Session& session) { watches->forget(session.full_text); }};
}

}  // namespace assay::server::features
