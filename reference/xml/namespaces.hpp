#pragma once
// The namespaces of RFC 6120 and 6121 that more than one room writes. Those of one extension stand in the file of its stanzas.

namespace assay::xml::ns {
inline constexpr const char* kClient = "jabber:client";
inline constexpr const char* kStreams = "http://etherx.jabber.org/streams";
inline constexpr const char* kStreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";
inline constexpr const char* kStanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas";
inline constexpr const char* kTls = "urn:ietf:params:xml:ns:xmpp-tls";
inline constexpr const char* kSasl = "urn:ietf:params:xml:ns:xmpp-sasl";
inline constexpr const char* kBind = "urn:ietf:params:xml:ns:xmpp-bind";
inline constexpr const char* kSession = "urn:ietf:params:xml:ns:xmpp-session";
inline constexpr const char* kRoster = "jabber:iq:roster";
inline constexpr const char* kXml = "http://www.w3.org/XML/1998/namespace";
}  // namespace assay::xml::ns
