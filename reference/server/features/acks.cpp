// Durable acknowledgement (spec chapter 04): enabling it, and the client's acks, which let mailbox entries go.

#include "reference/base/decimal.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"
#include "reference/stanza/ack.hpp"

namespace assay::server::features {
namespace {

void enable(const Context& context, Session& session, const xml::Element&) {
  session.acks = true;
  context.send(session, stanza::ack::enabled());
}

std::optional<xml::Element> begin(const Context&, Session& session, const xml::Element&) {
  session.acks = true;
  return stanza::ack::enabled();
}

void take_ack(const Context& context, Session& session, const xml::Element& element) {
  const std::optional<stanza::ack::Ack> ack = stanza::ack::Ack::parse(element);
  if (!session.acks || !ack) return context.outlet.end(session, {"bad-format", "an ack that is none", {}});
  // An unknown number is an entry that is gone already: acked twice, or on another stream.
  if (const auto number = decimal(ack->id)) (void)forget_entry(context, session.account(), session.device, *number);
}

void announce(const Context&, const stream::Facts& facts, xml::Element& features) {
  if (!facts.username.empty()) features.add(stanza::ack::feature());
}

}  // namespace

Feature acks() {
  return {.name = "acks",
          .disco = {stanza::ack::kNs},
          .announce = announce,
          .beginnings = {{stanza::ack::kNs, "enable", begin}},
          .nonzas = {{stanza::ack::kNs, "enable", enable}, {stanza::ack::kNs, "ack", take_ack}}};
}

}  // namespace assay::server::features
