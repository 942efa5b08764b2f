// Registration's proof of the device key, and channel binding.
//
//   register_signature(actor, request id)           over the actor's number, by its key
//   register_signature(actor, request id, signer)   the same, signed by another actor's key: a forgery
//   sign(actor, octets)                             base64 of an Ed25519 signature over anything
//   channel_binding(actor)                          the octets of RFC 9266 tls-exporter; empty where there is none
//   channel_binding(actor, type)                    the same of another type: tls-server-end-point

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"

namespace assay::conformance::engine::functions {

namespace {

std::string field(const match::Value& record, std::string_view name) {
  const auto found = record.fields.find(name);
  return found == record.fields.end() ? std::string() : found->second;
}

/// "CXMPP-register-1" 00 DOMAIN 00 DIGITS 00 REQUEST 00 BINDING 00 DATA
std::string signed_octets(const match::Value& actor, const std::string& request, const Bytes& exporter) {
  std::string octets = "CXMPP-register-1";
  for (const std::string& part :
       {field(actor, "domain"), field(actor, "digits"), request, std::string(exporter.empty() ? "none" : "tls-exporter"), exporter}) {
    octets += '\0';
    octets += part;
  }
  return octets;
}

Answer signature(const match::Value& signer, ByteView octets, const Surroundings& around) {
  const crypto::Ed25519KeyPair* key = around.device_key(signer);
  if (key == nullptr) return fail(std::string("the signer is not an actor"));
  return text_value(base64(crypto::ed25519_sign(*key, octets)));
}

Answer register_signature(const Arguments& a, Surroundings& around) {
  if (around.device_key(a[0]) == nullptr) return fail(std::string("the first argument is not an actor"));
  return signature(a.back().fields.empty() ? a[0] : a.back(), signed_octets(a[0], a[1].text, around.channel_binding(a[0], "tls-exporter")),
                   around);
}

}  // namespace

Family registration() {
  return {
      {"register_signature", 2, 3, register_signature},
      {"sign", 2, 2, [](const Arguments& a, Surroundings& around) { return signature(a[0], a[1].text, around); }},
      {"channel_binding", 1, 2,
       [](const Arguments& a, Surroundings& around) -> Answer {
         return text_value(around.channel_binding(a[0], a.size() > 1 ? a[1].text : "tls-exporter"));
       }},
  };
}

}  // namespace assay::conformance::engine::functions
