// The prekey service (spec chapter 07): a device publishes keys, others get one each to begin a session with (ENC-02 to ENC-06).

#include "reference/server/prekeys.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

namespace keys_ = stanza::prekeys;

bool is_own(const Session& session, const xml::Element& iq) {
  const std::string_view to = iq.attribute("to");
  return to.empty() || to == session.bare_text;
}

IqAnswer upload(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const auto wanted = keys_::Upload::parse(payload);
  if (!wanted) return fail(stanza::stanza_error("bad-request"));
  const Prekeys prekeys(context);
  if (auto error = prekeys.upload(session.account(), session.device, *wanted)) return fail(std::move(*error));
  return keys_::Stock{wanted->device, prekeys.find(session.account(), session.device)->stock}.write();
}

IqAnswer stock(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  const auto device = Prekeys(context).find(session.account(), session.device);
  if (!device) return fail(stanza::stanza_error("item-not-found"));
  return keys_::Stock{device->id, device->stock}.write();
}

// An account that does not exist, one without such a device, and one that blocks the asker (XEP-0191) give one answer.
IqAnswer fetch(const Context& context, Session& session, const xml::Element& iq, const xml::Element& payload) {
  const auto wanted = keys_::Fetch::parse(payload);
  if (!wanted) return fail(stanza::stanza_error("bad-request"));
  const jid::Jid to = is_own(session, iq) ? session.bare : *jid::Jid::parse(iq.attribute("to"));
  if (const auto wait = charge_reader(context, session, to)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const Prekeys prekeys(context);
  if (const auto wait = prekeys.charge(session, to.local())) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const auto device = prekeys.device_named(to.local(), wanted->device);
  if (!device) return fail(stanza::stanza_error("service-unavailable"));
  return prekeys.hand_out(session, to.local(), *device).write();
}

// A device that was away while its keys went.
void presence_changed(const Context& context, Session& session) {
  if (!session.is_available()) return;
  const Prekeys prekeys(context);
  const auto device = prekeys.find(session.account(), session.device);
  if (device && device->stock <= context.limits().prekeys_low) prekeys.tell_low(session.account(), session.device, *device);
}

}  // namespace

Feature prekeys() {
  return {.name = "prekeys",
          .disco = {keys_::kNs},
          .iq = {{"set", keys_::kNs, "upload", IqHandler::Target::Account, upload},
                 {"get", keys_::kNs, "stock", IqHandler::Target::Account, stock},
                 {"set", keys_::kNs, "fetch", IqHandler::Target::Account, fetch, true}},
          // Whoever registered the number now has keys of its own (REG-17).
          .registered = [](const Context& context, const std::string& account, Registration) { Prekeys(context).forget(account); },
          .device_forgotten = [](const Context& context, const std::string& account,
                                 const std::string& device) { Prekeys(context).forget(account, device); },
          .forgotten = [](const Context& context, const std::string& account) { Prekeys(context).forget(account); },
          .presence_changed = presence_changed};
}

}  // namespace assay::server::features
