// TLS (RFC 6120 section 5, XEP-0368). Nothing that came before the handshake is believed after it: the reader and the features start anew.

#include "reference/stream/client_stream.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {

void ClientStream::start_tls(const Now& now) {
  // Somebody in between may have taken the feature away (RFC 7590 section 3.1; T6, CVE-2016-10027): then there is no stream.
  if (!features_.starttls) return end_in_order(ClientAbort::TlsNotOffered, "the server does not offer STARTTLS", now);
  phase_ = ClientPhase::Proceeding;
  write(xml::Element(xml::ns::kTls, "starttls"));
}

void ClientStream::proceed(const xml::Element& element, const Now& now) {
  if (element.is(xml::ns::kTls, "proceed")) return handshake();
  if (element.is(xml::ns::kTls, "failure")) return end_in_order(ClientAbort::TlsNotOffered, "the server refused STARTTLS", now);
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "neither <proceed/> nor <failure/> after <starttls/>", now);
}

void ClientStream::handshake() {
  phase_ = ClientPhase::Handshaking;
  tag_open_ = false;  // a closing tag would be lost in the handshake
  outputs_.push_back(BeginTls{config_.server_name.empty() ? config_.domain : config_.server_name});
}

void ClientStream::secured(const TlsFacts& facts) {
  if (phase_ != ClientPhase::Handshaking) return;
  tls_ = facts;
  open();
}

}  // namespace assay::stream
