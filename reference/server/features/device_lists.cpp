// Signed lists of devices (spec chapter 07; ENC-15): the phone publishes one, others ask for it. The server keeps it as it was signed, and
// takes none that is older than the one it has.
//
// Space "device-list": key(account) -> the element.

#include "reference/crypto/ed25519.hpp"
#include "reference/server/contact_budget.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/login_name.hpp"
#include "reference/server/prekeys.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server::features {
namespace {

namespace list_ = stanza::device_list;

constexpr const char* kSpace = "device-list";

std::optional<list_::Devices> stored(const Context& context, const std::string& account) {
  const auto value = context.store().get(kSpace, store::key({account}));
  if (!value) return std::nullopt;
  const auto parsed = xml::parse(*value);
  const auto* element = std::get_if<xml::Element>(&parsed);
  return element ? list_::Devices::parse(*element) : std::nullopt;
}

// The phone's own keys sign it, and it names them.
bool is_signed(const Context& context, const Session& session, const list_::Devices& list) {
  const auto phone = Prekeys(context).find(session.account(), kPhone);
  return phone && phone->id == list.devices.front().id && phone->identity == list.devices.front().identity &&
         crypto::ed25519_verify(phone->identity, list_::signed_octets(session.bare_text, list), list.signature);
}

IqAnswer publish(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const auto list = list_::Devices::parse(payload);
  if (!list) return fail(stanza::stanza_error("bad-request"));
  if (session.device != kPhone) return fail(stanza::cxmpp_error("phone-only"));
  const std::string text = xml::write(list->write(), "");
  if (text.size() > context.limits().device_list_octets) return fail(stanza::stanza_error("policy-violation"));
  const WallTime now = context.now().wall;
  if (list->expires <= now || list->expires > now + context.limits().device_list_time) return fail(stanza::stanza_error("not-acceptable"));
  if (!is_signed(context, session, *list)) return fail(stanza::cxmpp_error("bad-keys"));
  const auto before = stored(context, session.account());
  if (before && before->version >= list->version) return fail(stanza::cxmpp_error("old-version"));
  context.store().put(kSpace, store::key({session.account()}), text);
  return std::nullopt;
}

IqAnswer ask(const Context& context, Session& session, const xml::Element& iq, const xml::Element&) {
  const std::string_view text = iq.attribute("to");
  const jid::Jid to = text.empty() ? session.bare : *jid::Jid::parse(text);
  if (const auto wait = charge_recipient(context, session, to)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const auto list = stored(context, to.local());
  if (!list) return fail(stanza::stanza_error("service-unavailable"));
  return list->write();
}

void forget(const Context& context, const std::string& account) { context.store().erase(kSpace, store::key({account})); }

}  // namespace

Feature device_lists() {
  return {.name = "device_lists",
          .disco = {list_::kNs},
          .iq = {{"set", list_::kNs, "devices", IqHandler::Target::Account, publish},
                 {"get", list_::kNs, "devices", IqHandler::Target::Account, ask, true}},
          .registered = [](const Context& context, const std::string& account, Registration) { forget(context, account); },
          .forgotten = forget};
}

}  // namespace assay::server::features
