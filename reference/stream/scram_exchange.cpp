// SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677), with channel binding ("-PLUS") and without.

#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"
#include "reference/precis/profiles.hpp"
#include "reference/stream/channel_bindings.hpp"
#include "reference/stream/exchange.hpp"

namespace assay::stream {
namespace {

constexpr std::size_t kServerNonceOctets = 18;

SaslFailure failure(const crypto::ScramFault& fault) { return {std::string{crypto::sasl_condition(fault.code)}}; }

class Scram final : public Exchange {
 public:
  Scram(crypto::HashName hash, ScramBinding binding, const ExchangeContext& context) : hash_(hash), binding_(binding), context_(context) {}

  SaslStep step(ByteView message) override { return server_first_.empty() ? first(message) : final(message); }

 private:
  SaslStep first(ByteView message) {
    const auto parsed = crypto::parse_client_first(message);
    if (!parsed) return failure(parsed.error());
    const crypto::ScramClientFirst& request = parsed->message;
    Bytes bound_to;
    if (auto refused = bind(request.gs2, bound_to)) return *refused;
    // Section 5.1: prepared before it is looked up; the profile is that of RFC 8265 section 3.3.
    const auto username = precis::username_case_mapped(request.username);
    if (!username) return SaslFailure{"not-authorized"};
    username_ = *username;
    authzid_ = request.gs2.authzid;
    client_first_bare_ = parsed->bare;
    stored_ = context_.credentials.find(hash_, username_);
    expected_ = {parsed->gs2_text, std::move(bound_to), request.nonce + context_.random.token(kServerNonceOctets)};
    server_first_ = crypto::ScramServerFirst{expected_.nonce, stored_.salt, stored_.iterations}.write();
    return SaslChallenge{server_first_};
  }

  // Section 6. "p" belongs to -PLUS alone, and -PLUS to "p". "y" says that no -PLUS was on offer: somebody in between has taken it away.
  std::optional<SaslFailure> bind(const crypto::Gs2Header& gs2, Bytes& bound_to) const {
    const bool used = gs2.use == crypto::ChannelBindingUse::Used;
    if (used != (binding_ == ScramBinding::Plus)) return SaslFailure{"malformed-request"};
    if (gs2.use == crypto::ChannelBindingUse::NotOffered && context_.offers_plus) return SaslFailure{"not-authorized"};
    if (!used) return std::nullopt;
    std::optional<Bytes> octets = channel_binding(context_.tls, gs2.binding);
    // No password was tried yet: the client may know other types.
    if (!octets) return SaslFailure{"malformed-request", false};
    bound_to = *std::move(octets);
    return std::nullopt;
  }

  SaslStep final(ByteView message) {
    const auto parsed = crypto::parse_client_final(message, expected_);
    if (!parsed) return failure(parsed.error());
    const std::string auth_message = crypto::scram_auth_message(client_first_bare_, server_first_, parsed->without_proof);
    if (!crypto::scram_proof_is_valid(hash_, stored_.stored_key, auth_message, parsed->message.proof)) return SaslFailure{"not-authorized"};
    // The password may have changed since the challenge; its older one is worth nothing from then on.
    if (context_.credentials.find(hash_, username_).stored_key != stored_.stored_key) return SaslFailure{"not-authorized"};
    if (!may_act_as(authzid_, username_, context_.domain)) return SaslFailure{"invalid-authzid"};
    return SaslSuccess{username_,
                       crypto::ScramServerFinal{crypto::scram_server_signature(hash_, stored_.server_key, auth_message), {}}.write()};
  }

  crypto::HashName hash_;
  ScramBinding binding_;
  ExchangeContext context_;
  StoredPassword stored_;
  crypto::ScramExpectation expected_;
  std::string username_, authzid_, client_first_bare_, server_first_;
};

}  // namespace

std::unique_ptr<Exchange> scram_exchange(crypto::HashName hash, ScramBinding binding, const ExchangeContext& context) {
  return std::make_unique<Scram>(hash, binding, context);
}

}  // namespace assay::stream
