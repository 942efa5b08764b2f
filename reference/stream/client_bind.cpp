// Resource binding (RFC 6120 section 7), then ack:1 where it is offered (spec chapter 04). The legacy session of RFC 3921 is not asked for:
// servers that still offer it call it optional.

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
  if (!features_.acknowledges) return bound();
  phase_ = ClientPhase::Enabling;
  write(stanza::ack::enable());
}

void ClientStream::enable_result(const xml::Element& element, const Now& now) {
  const xml::Element enabled = stanza::ack::enabled();
  if (element.is(enabled.ns(), enabled.local())) return bound();
  // Stanzas may come from the moment of binding on: a roster push, say.
  if (element.ns() == xml::ns::kClient) {
    events_.push_back(StanzaReceived{element});
    return;
  }
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than <enabled/>", now);
}

void ClientStream::bound() {
  const bool acknowledges = phase_ == ClientPhase::Enabling;
  phase_ = ClientPhase::Bound;
  deadline_.reset();
  events_.push_back(StreamBound{*address_, acknowledges});
}

}  // namespace assay::stream
