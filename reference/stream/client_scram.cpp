#include "reference/stream/client_scram.hpp"

#include <algorithm>
#include <utility>

namespace assay::stream {
namespace {

ScramRefusal refusal(const crypto::ScramFault& fault) {
  const bool forged = fault.code == crypto::ScramFault::Code::NotAuthorized;
  return {forged ? ClientAbort::ServerNotAuthentic : ClientAbort::MalformedSasl, fault.text};
}

// parse_server_first() refuses too many iterations with the same code as a foreign nonce; we tell them apart for the report. The grammar
// was checked before: "r=...,s=...,i=NUMBER".
bool continues_nonce(std::string_view server_first, std::string_view nonce) {
  const auto rest = server_first.substr(std::min(server_first.size(), nonce.size() + 2));
  return server_first.substr(0, 2) == "r=" && server_first.substr(2, nonce.size()) == nonce && !rest.empty() && rest.front() != ',';
}

}  // namespace

ClientScram::ClientScram(crypto::HashName hash, Login login, ClientBinding binding, std::string nonce, crypto::ScramMemo* memo)
    : hash_(hash), login_(std::move(login)), memo_(memo), bound_to_(std::move(binding.octets)) {
  first_.gs2.use = binding.use;
  first_.gs2.binding = std::move(binding.type);
  first_.username = login_.username;
  first_.nonce = std::move(nonce);
}

Result<std::string, ScramRefusal> ClientScram::answer(std::string_view server_first) {
  const auto parsed = crypto::parse_server_first(server_first, first_.nonce);
  if (!parsed) {
    ScramRefusal why = refusal(parsed.error());
    if (why.reason == ClientAbort::ServerNotAuthentic && continues_nonce(server_first, first_.nonce)) why.reason = ClientAbort::WeakScram;
    return fail(std::move(why));
  }
  if (parsed->iterations < crypto::kScramIterations || parsed->iterations > crypto::kScramIterationsLimit) {
    return fail(ScramRefusal{ClientAbort::WeakScram, "the iteration count is outside 4,096 .. 1,000,000"});
  }
  const auto password = login_.password.reveal();
  const crypto::ScramKeys keys = memo_ != nullptr ? memo_->keys(hash_, password, parsed->salt, parsed->iterations)
                                                  : crypto::scram_keys(hash_, password, parsed->salt, parsed->iterations);
  crypto::ScramClientFinal final_message;
  final_message.channel_binding = first_.gs2.write() + bound_to_;
  final_message.nonce = parsed->nonce;
  const std::string auth_message = crypto::scram_auth_message(first_.bare(), server_first, final_message.without_proof());
  final_message.proof = crypto::scram_client_proof(keys, auth_message);
  server_signature_ = crypto::scram_server_signature(hash_, keys.server_key, auth_message);
  return final_message.write();
}

Result<std::monostate, ScramRefusal> ClientScram::verify(std::string_view server_final) {
  const auto parsed = crypto::parse_server_final(server_final);
  if (!parsed) return fail(refusal(parsed.error()));
  if (!parsed->error.empty()) return fail(ScramRefusal{ClientAbort::LoginRefused, "the server refused the proof"});
  if (!is_answered() || !crypto::constant_time_equal(parsed->signature, server_signature_)) {
    return fail(ScramRefusal{ClientAbort::ServerNotAuthentic, "the server's signature is wrong"});
  }
  verified_ = true;
  return std::monostate{};
}

}  // namespace assay::stream
