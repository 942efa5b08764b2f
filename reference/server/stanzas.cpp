#include "reference/server/stanzas.hpp"

#include <utility>

#include "reference/stanza/iq.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

namespace ns = xml::ns;
using stanza::stanza_error;

// RFC 6120 section 8.1.2.1: a client may name its full or bare address, and the server writes the full one.
bool is_own_address(const Session& session, const std::string& from) {
  if (from == session.full_text || from == session.bare_text) return true;
  const std::optional<jid::Jid> jid = jid::Jid::parse(from);
  return jid && (*jid == session.full || *jid == session.bare);
}

}  // namespace

void Stanzas::take(Session& session, xml::Element element) const {
  if (!stanza::sm::is_counted(element)) return take_nonza(session, element);
  if (session.management) ++session.management->handled;
  take_stanza(session, element);
}

void Stanzas::take_nonza(Session& session, const xml::Element& element) const {
  for (const Feature& feature : features_) {
    for (const NonzaHandler& handler : feature.nonzas) {
      if (element.is(handler.ns, handler.local)) return handler.take(context_, session, element);
    }
  }
  context_.outlet.end(session, {"unsupported-stanza-type", {}, {}});
}

void Stanzas::take_stanza(Session& session, xml::Element& stanza) const {
  if (const std::string* from = stanza.find_attribute("from"); from && !is_own_address(session, *from)) {
    return context_.outlet.end(session, {"invalid-from", {}, {}});
  }
  stanza.set_attribute("from", session.full_text);
  std::optional<jid::Jid> to;
  if (const std::string* text = stanza.find_attribute("to")) {
    to = jid::Jid::parse(*text);
    if (!to) {
      // Section 8.3.1: the answer must not come "from" what is no address.
      stanza.remove_attribute("to");
      return context_.refuse(session, stanza, stanza_error("jid-malformed"));
    }
  }
  if (const Feature* owner = to ? owner_of(*to) : nullptr) return owner->at_subdomain(context_, session, stanza, *to);
  if (stanza.local() == "iq") return route_iq(session, stanza, to);
  for (const Feature& feature : features_) {
    const auto& hook = stanza.local() == "message" ? feature.message : feature.presence;
    if (hook && hook(context_, session, stanza) == Verdict::Taken) return;
  }
}

const Feature* Stanzas::owner_of(const jid::Jid& to) const {
  for (const Feature& feature : features_) {
    if (!feature.subdomain.empty() && to.domain() == feature.subdomain + "." + context_.config.domain) return &feature;
  }
  return nullptr;
}

void Stanzas::route_iq(Session& session, const xml::Element& iq, const std::optional<jid::Jid>& to) const {
  const std::string_view type = iq.attribute("type");
  const bool is_request = type == "get" || type == "set";
  const bool is_known = is_request || type == "result" || type == "error";
  // Section 8.2.3: an id, one of four types, and one child in a request.
  if (!is_known || iq.attribute("id").empty()) return context_.refuse(session, iq, stanza_error("bad-request"));
  const xml::Element* payload = is_request ? stanza::payload_of(iq) : nullptr;
  if (is_request && !payload) return context_.refuse(session, iq, stanza_error("bad-request"));
  if (to && !context_.is_local(*to)) return context_.refuse(session, iq, stanza_error("remote-server-not-found"));
  if (to && !to->is_domain() && to->bare() != session.bare) {
    for (const Feature& feature : features_) {
      if (feature.iq_to_other && feature.iq_to_other(context_, session, iq, *to) == Verdict::Taken) return;
    }
  }
  if (to && !to->is_bare()) return forward_iq(session, iq, *to);
  if (is_request) answer_iq(session, iq, *payload, to);
}

void Stanzas::answer_iq(Session& session, const xml::Element& iq, const xml::Element& payload, const std::optional<jid::Jid>& to) const {
  using Target = IqHandler::Target;
  const IqHandler* handler = iqs_.find(iq.attribute("type"), payload);
  const Target target = to && to->is_domain() ? Target::Server : Target::Account;
  const bool is_other = to && !to->is_domain() && *to != session.bare;
  if (!handler || (handler->target != Target::Either && handler->target != target) || (is_other && !handler->of_others)) {
    return context_.refuse(session, iq, stanza_error("service-unavailable"));
  }
  if (handler->of_phone && session.device != kPhone) return context_.refuse(session, iq, stanza::cxmpp_error("phone-only"));
  IqAnswer answer = handler->answer(context_, session, iq, payload);
  if (!answer) return context_.refuse(session, iq, answer.error());
  xml::Element result = stanza::result_of(iq);
  if (*answer) result.add(std::move(**answer));
  context_.send(session, result);
}

// RFC 6121 section 8.5.3: to the resource that matches, whether available or not; there is no other that could answer.
void Stanzas::forward_iq(Session& session, const xml::Element& iq, const jid::Jid& to) const {
  if (Session* target = to.local().empty() ? nullptr : context_.sessions.find(to)) return context_.send(*target, iq);
  context_.refuse(session, iq, stanza_error("service-unavailable"));
}

void Stanzas::take_early(Connection& connection, const xml::Element& element) const {
  const xml::Element* payload = element.is(ns::kClient, "iq") ? stanza::payload_of(element) : nullptr;
  const EarlyIqHandler* handler = payload ? iqs_.find_early(element.attribute("type"), *payload) : nullptr;
  const std::string_view to = element.attribute("to");
  if (!handler || element.attribute("id").empty() || (!to.empty() && to != context_.config.domain)) {
    return context_.outlet.end(connection, {"not-authorized", "log in first", {}});
  }
  handler->answer(context_, connection, element, *payload);
}

}  // namespace assay::server
