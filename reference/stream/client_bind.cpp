// Resource binding (RFC 6120 section 7), then ack:1 and stream management where they are offered (spec chapter 04; client_resume.cpp), both
// asked for in one go. The legacy session of RFC 3921 is not asked for: servers that still offer it call it optional.

#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

constexpr std::size_t kIdOctets = 12;

}  // namespace

void ClientStream::bind(const Now& now) {
  if (!features_.bind) return end_in_order(ClientAbort::BindRefused, "the server does not offer resource binding", now);
  phase_ = ClientPhase::Binding;
  bind_id_ = random_.token(kIdOctets);
  write(stanza::request("set", bind_id_, stanza::Bind{config_.resource, {}}.write()));
}

void ClientStream::bind_result(const xml::Element& element, const Now& now) {
  const bool ours = element.is(xml::ns::kClient, "iq") && element.attribute("id") == bind_id_;
  if (!ours) {
    return end_with_error(ClientAbort::UnexpectedElement, "policy-violation", "something else than the answer to the binding", now);
  }
  if (element.attribute("type") != "result") return end_in_order(ClientAbort::BindRefused, "the server refused to bind a resource", now);
  const auto* payload = element.find_child(xml::ns::kBind, "bind");
  const auto bind = payload != nullptr ? stanza::Bind::parse(*payload) : std::nullopt;
  address_ = bind ? jid::Jid::parse(bind->jid) : std::nullopt;
  // The address may have another localpart than the login name, but it must be one of this domain.
  if (!address_ || address_->is_bare() || address_->local().empty() || address_->domain() != config_.domain) {
    return end_in_order(ClientAbort::BindRefused, "the server bound an address that is not ours", now);
  }
  if (features_.acknowledges) write(stanza::ack::enable());
  if (features_.manages) write(stanza::sm::Enable{true, {}}.write());
  phase_ = features_.acknowledges ? ClientPhase::Enabling : ClientPhase::Managing;
  if (!features_.acknowledges && !features_.manages) bound();
}

bool ClientStream::is_early_stanza(const xml::Element& element) {
  if (element.ns() != xml::ns::kClient) return false;
  events_.push_back(StanzaReceived{element});  // a roster push, say
  return true;
}

void ClientStream::enable_result(const xml::Element& element, const Now& now) {
  const xml::Element enabled = stanza::ack::enabled();
  if (element.is(enabled.ns(), enabled.local())) {
    acknowledges_ = true;
    phase_ = ClientPhase::Managing;
    if (!features_.manages) bound();
    return;
  }
  if (is_early_stanza(element)) return;
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than <enabled/>", now);
}

void ClientStream::bound() {
  phase_ = ClientPhase::Bound;
  deadline_.reset();
  events_.push_back(StreamBound{*address_, acknowledges_, managed_, carbons_});
}

}  // namespace assay::stream
