// The optional PIN (spec chapter 02; REG-19): set, changed and removed by whoever is logged in. What it stands in the way of is
// registration.cpp's.

#include "reference/stanza/pin.hpp"

#include "reference/server/feature.hpp"
#include "reference/server/pins.hpp"

namespace assay::server::features {
namespace {

namespace pin_ = stanza::pin;

IqAnswer set(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<pin_::Set> set = pin_::Set::parse(payload);
  if (!set) return fail(stanza::stanza_error("bad-request"));
  if (!Pins::is_acceptable(set->pin, context.limits())) return fail(stanza::cxmpp_error("bad-pin"));
  if (const auto wait = Pins(context).set(session.account(), set->pin)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  return std::nullopt;
}

IqAnswer remove(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  Pins(context).remove(session.account());
  return std::nullopt;
}

IqAnswer status(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  return pin_::Status{Pins(context).is_set(session.account())}.write();
}

// Whoever waits for the account without its PIN waits for nobody to be here.
void in_use(const Context& context, Session& session) { Pins(context).in_use(session.account()); }

}  // namespace

Feature pin() {
  return {.name = "pin",
          .disco = {pin_::kNs},
          .iq = {{"set", pin_::kNs, "set", IqHandler::Target::Either, set, false, true},
                 {"set", pin_::kNs, "remove", IqHandler::Target::Either, remove, false, true},
                 {"get", pin_::kNs, "status", IqHandler::Target::Either, status}},
          .forgotten = [](const Context& context, const std::string& account) { Pins(context).forget(account); },
          .bound = in_use,
          .resumed = in_use,
          .closed = in_use};
}

}  // namespace assay::server::features
