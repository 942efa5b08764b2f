#include "reference/stream/hashed_token_exchange.hpp"

#include <utility>

#include "reference/precis/profiles.hpp"

namespace assay::stream {
namespace {

// Only who knows the token is told what is wrong with it.
SaslFailure refusal(TokenState state) {
  switch (state) {
    case TokenState::Expired: return {"credentials-expired", true, "token-expired"};
    case TokenState::Replaced: return {"credentials-expired", true, "replaced"};
    default: return {"not-authorized"};
  }
}

}  // namespace

std::optional<Bytes> token_binding(const TlsFacts& tls, crypto::TokenBinding binding) {
  const auto unless_empty = [](const Bytes& octets) { return octets.empty() ? std::nullopt : std::optional(octets); };
  switch (binding) {
    case crypto::TokenBinding::None: return Bytes{};
    case crypto::TokenBinding::Exporter: return unless_empty(tls.exporter);
    case crypto::TokenBinding::EndPoint: return unless_empty(tls.server_end_point);
    case crypto::TokenBinding::Unique: return unless_empty(tls.unique);
  }
  return std::nullopt;
}

SaslStep token_exchange(TokenLogins& tokens, TokenLogin claim, ByteView message, const TlsFacts& tls) {
  const std::optional<crypto::HashedTokenMessage> said = crypto::HashedTokenMessage::parse(message);
  const std::optional<crypto::TokenBinding> binding = crypto::ht_binding(claim.mechanism);
  const std::optional<Bytes> octets = binding ? token_binding(tls, *binding) : std::nullopt;
  if (!said || !octets) return SaslFailure{"malformed-request"};
  std::optional<std::string> username = precis::username_case_mapped(said->username);
  if (!username) return SaslFailure{"not-authorized"};
  claim.username = *std::move(username);
  const std::vector<TokenCandidate> candidates = tokens.candidates(claim);
  std::optional<std::size_t> known;
  for (std::size_t place = 0; place < candidates.size(); ++place) {
    // Each of them is looked at, whatever comes of another.
    const Bytes expected = crypto::initiator_hash(candidates[place].token.reveal(), *octets);
    const bool same = crypto::constant_time_equal(expected, said->hash);
    if (same && candidates[place].state != TokenState::MadeUp && !known) known = place;
  }
  if (!known) return SaslFailure{"not-authorized"};
  const TokenCandidate& candidate = candidates[*known];
  if (candidate.state != TokenState::Good) return refusal(candidate.state);
  tokens.used(claim, *known);
  return SaslSuccess{claim.username, crypto::responder_hash(candidate.token.reveal(), *octets)};
}

}  // namespace assay::stream
