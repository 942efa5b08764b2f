// SASL messages, both sides, as the octets inside the elements: base64() them.
//
//   plain(user, password)                                                 RFC 4616
//   scram_client_first(user, nonce)                                       RFC 5802; without channel binding
//   scram_client_first(user, nonce, flag)                                 flag: n, y, or p=TYPE
//   scram_client_final(hash, user, password, client_first, server_first)  fields: message, server_signature (base64), server_final
//   scram_client_final(..., octets)                                       the same with the octets of a channel binding
//   scram_server_first(client_first, salt, iterations, nonce)
//   scram_server_final(hash, password, client_first, server_first, client_final)   fields: valid ("true", "false")
//   scram_server_final(..., octets)                                                the same with the octets of a channel binding
//
// hash: SHA-1, SHA-256, or the mechanism's name.

#include <charconv>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"

namespace assay::conformance::engine::functions {

namespace {

std::optional<crypto::HashName> hash_name(std::string_view text) {
  if (text.ends_with("-PLUS")) text.remove_suffix(5);
  if (text == "SHA-1" || text == "SCRAM-SHA-1") return crypto::HashName::Sha1;
  if (text == "SHA-256" || text == "SCRAM-SHA-256") return crypto::HashName::Sha256;
  return std::nullopt;
}

/// Phones log in often in one run, always with a key of the same few passwords.
crypto::ScramKeys keys_of(crypto::HashName hash, std::string_view password, ByteView salt, std::uint32_t iterations) {
  thread_local crypto::ScramMemo memo(256);
  return memo.keys(hash, password, salt, iterations);
}

Answer plain(const Arguments& a, Surroundings&) {
  std::string message(1, '\0');
  message += a[0].text;
  message += '\0';
  message += a[1].text;
  return text_value(std::move(message));
}

Answer client_first(const Arguments& a, Surroundings&) {
  crypto::ScramClientFirst message;
  message.username = a[0].text;
  message.nonce = a[1].text;
  if (a.size() > 2) {
    const std::string& flag = a[2].text;
    if (flag != "n" && flag != "y" && !flag.starts_with("p=")) return fail(fmt::format("\"{}\" is none of n, y, p=TYPE", flag));
    using Use = crypto::ChannelBindingUse;
    message.gs2.use = flag == "n" ? Use::NotSupported : flag == "y" ? Use::NotOffered : Use::Used;
    if (message.gs2.use == Use::Used) message.gs2.binding = flag.substr(2);
  }
  return match::Value{message.write(), {{"bare", message.bare()}, {"message", message.write()}}};
}

Answer client_final(const Arguments& a, Surroundings&) {
  const auto hash = hash_name(a[0].text);
  if (!hash) return fail(fmt::format("unknown hash \"{}\"", a[0].text));
  const auto first = crypto::parse_client_first(a[3].text);
  if (!first) return fail("client_first: " + first.error().text);
  const auto server = crypto::parse_server_first(a[4].text, first->message.nonce);
  if (!server) return fail("server_first: " + server.error().text);
  const crypto::ScramKeys keys = keys_of(*hash, a[2].text, server->salt, server->iterations);
  crypto::ScramClientFinal message;
  message.channel_binding = first->gs2_text + (a.size() > 5 ? a[5].text : std::string());
  message.nonce = server->nonce;
  const std::string exchanged = crypto::scram_auth_message(first->bare, a[4].text, message.without_proof());
  message.proof = crypto::scram_client_proof(keys, exchanged);
  const std::string signature = base64(crypto::scram_server_signature(*hash, keys.server_key, exchanged));
  return match::Value{message.write(), {{"message", message.write()}, {"server_signature", signature}, {"server_final", "v=" + signature}}};
}

Answer server_first(const Arguments& a, Surroundings&) {
  const auto first = crypto::parse_client_first(a[0].text);
  if (!first) return fail("client_first: " + first.error().text);
  std::uint32_t iterations = 0;
  const std::string& count = a[2].text;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), iterations);
  if (error != std::errc{} || end != count.data() + count.size()) return fail(fmt::format("\"{}\" is not a number", count));
  crypto::ScramServerFirst message;
  message.nonce = first->message.nonce + a[3].text;
  message.salt = a[1].text;
  message.iterations = iterations;
  return text_value(message.write());
}

Answer server_final(const Arguments& a, Surroundings&) {
  const auto hash = hash_name(a[0].text);
  if (!hash) return fail(fmt::format("unknown hash \"{}\"", a[0].text));
  const auto first = crypto::parse_client_first(a[2].text);
  if (!first) return fail("client_first: " + first.error().text);
  const auto server = crypto::parse_server_first(a[3].text, first->message.nonce);
  if (!server) return fail("server_first: " + server.error().text);
  const auto final = crypto::parse_client_final(a[4].text, {first->gs2_text, a.size() > 5 ? a[5].text : std::string(), server->nonce});
  if (!final) return fail("client_final: " + final.error().text);
  const crypto::ScramKeys keys = keys_of(*hash, a[1].text, server->salt, server->iterations);
  const std::string exchanged = crypto::scram_auth_message(first->bare, a[3].text, final->without_proof);
  const bool valid = crypto::scram_proof_is_valid(*hash, keys.stored_key, exchanged, final->message.proof);
  const std::string signature = base64(crypto::scram_server_signature(*hash, keys.server_key, exchanged));
  return match::Value{"v=" + signature, {{"valid", valid ? "true" : "false"}}};
}

}  // namespace

Family sasl() {
  return {
      {"plain", 2, 2, plain},
      {"scram_client_first", 2, 3, client_first},
      {"scram_client_final", 5, 6, client_final},
      {"scram_server_first", 4, 4, server_first},
      {"scram_server_final", 5, 6, server_final},
  };
}

}  // namespace assay::conformance::engine::functions
