#pragma once
// For tests: what a server says during the negotiation, as text, and SCRAM's server half over the functions of reference/crypto. Each test
// writes its conversation, right or wrong, in its own order.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/assert.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {

class ScriptedServer {
 public:
  static constexpr const char* kUser = "12025550101";
  static constexpr const char* kPassword = "the token";

  /// What the client wrote. A new opening tag starts the reader anew.
  void hear(std::string_view octets) {
    if (octets.find("<stream:stream") != std::string_view::npos) reader_.reset();
    reader_.feed(octets);
    while (auto item = reader_.next()) {
      if (auto* element = std::get_if<xml::StreamElement>(&*item)) heard_.push_back(std::move(element->element));
      if (std::get_if<xml::StreamOpened>(&*item) != nullptr) ++headers;
      if (std::get_if<xml::StreamClosed>(&*item) != nullptr) closed = true;
    }
  }
  /// The oldest element that was not asked for yet; an element named "nothing" if there is none.
  xml::Element next() {
    if (heard_.empty()) return {"", "nothing"};
    xml::Element element = heard_.front();
    heard_.erase(heard_.begin());
    return element;
  }

  static std::string header(std::string_view from = "example.org", std::string_view version = "1.0") {
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='s' from='" +
           std::string(from) + "' version='" + std::string(version) + "'>";
  }
  static std::string tls_features() {
    return "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
  }
  static std::string proceed() { return "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"; }
  static std::string login_features(const std::vector<std::string>& mechanisms = {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"}) {
    return "<stream:features>" + xml::write(stanza::sasl::Mechanisms{mechanisms}.write()) +
           "<register xmlns='urn:cxmpp:register:1'><binding>tls-exporter</binding></register></stream:features>";
  }
  static std::string bound_features() {
    return "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><ack xmlns='urn:cxmpp:ack:1'/></stream:features>";
  }
  static std::string bound_features_without_ack() {
    return "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";
  }
  static std::string bind_result(const xml::Element& request, std::string_view jid = "12025550101@example.org/phone") {
    return "<iq type='result' id='" + std::string(request.attribute("id")) + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" +
           std::string(jid) + "</jid></bind></iq>";
  }
  static std::string enabled() { return "<enabled xmlns='urn:cxmpp:ack:1'/>"; }

  /// The challenge for a SCRAM-SHA-256 or -SHA-1 <auth/>.
  std::string challenge(const xml::Element& auth, std::uint32_t iterations = 4096, bool foreign_nonce = false) {
    hash_ = auth.attribute("mechanism").starts_with("SCRAM-SHA-1") ? crypto::HashName::Sha1 : crypto::HashName::Sha256;
    const auto first = crypto::parse_client_first(*stanza::sasl::Payload::of(auth).octets);
    ASSAY_ASSERT(first.has_value() && first->message.username == kUser);
    client_first_bare_ = first->bare;
    gs2_text_ = first->gs2_text;
    crypto::ScramServerFirst message;
    message.nonce = (foreign_nonce ? std::string(40, 'x') : first->message.nonce) + "server";
    message.salt = "salt and pepper";
    message.iterations = iterations;
    nonce_ = message.nonce;
    server_first_ = message.write();
    keys_ = crypto::scram_keys(hash_, kPassword, message.salt, iterations);
    return xml::write(stanza::sasl::challenge(server_first_));
  }
  /// Checks the proof; the signature for <success/>.
  Bytes signature(const xml::Element& response) {
    const auto final_message = crypto::parse_client_final(*stanza::sasl::Payload::of(response).octets, {gs2_text_, binding, nonce_});
    ASSAY_ASSERT(final_message.has_value());
    const auto text = crypto::scram_auth_message(client_first_bare_, server_first_, final_message->without_proof);
    proof_was_valid = crypto::scram_proof_is_valid(hash_, keys_.stored_key, text, final_message->message.proof);
    return crypto::scram_server_signature(hash_, keys_.server_key, text);
  }
  std::string success(const xml::Element& response) {
    return xml::write(stanza::sasl::success(crypto::ScramServerFinal{signature(response), {}}.write()));
  }

  int headers = 0;
  bool closed = false;
  bool proof_was_valid = false;
  Bytes binding;  ///< octets that a login with channel binding must be bound to

 private:
  xml::StreamReader reader_{xml::StreamPolicy::Restricted};
  std::vector<xml::Element> heard_;
  crypto::HashName hash_ = crypto::HashName::Sha256;
  std::string client_first_bare_;
  std::string gs2_text_;
  std::string server_first_;
  std::string nonce_;
  crypto::ScramKeys keys_;
};

}  // namespace assay::stream
