#include "reference/e2e/sender_keys.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "reference/crypto/cipher.hpp"
#include "reference/crypto/xeddsa.hpp"
#include "reference/e2e/derivation.hpp"
#include "reference/e2e/octets.hpp"

namespace assay::e2e {
namespace {

constexpr std::uint8_t kSenderKeysVersion = 1;

void write_scope(OctetWriter& out, const SenderKeyScope& scope) {
  out.bytes(scope.group);
  out.number64(scope.version);
  out.number32(static_cast<std::uint32_t>(scope.device));
}

SenderKeyScope read_scope(OctetReader& in) {
  SenderKeyScope scope;
  scope.group = Bytes(in.bytes());
  scope.version = in.number64();
  scope.device = DeviceId{in.number32()};
  return scope;
}

}  // namespace

OwnSenderKey OwnSenderKey::create(SenderKeyScope scope, RandomSource& random, WallTime now) {
  OwnSenderKey key;
  key.scope_ = std::move(scope);
  key.begun_ = now;
  key.chain_ = random_id(random);
  key.chain_key_ = crypto::random_secret(random, kChainKeySize);
  key.signing_ = crypto::x25519_key_pair(random);
  return key;
}

crypto::Secret OwnSenderKey::distribution() const {
  return SenderKeyDistribution{chain_, iteration_, chain_key_.copy(), signing_.public_key}.write();
}

Bytes OwnSenderKey::encrypt(ByteView plaintext, RandomSource& random) {
  ChainStep step = chain_step(chain_key_);
  const SenderCipherKeys keys = sender_cipher_keys(step.message_key);
  SenderKeyMessage message{chain_, iteration_, crypto::aes_cbc_encrypt(keys.encryption(), keys.iv(), plaintext), {}};
  chain_key_ = std::move(step.chain_key);
  ++iteration_;
  Bytes octets = message.signed_octets();
  if (!signer_) signer_.emplace(signing_);
  octets += signer_->sign(octets, random);
  return octets;
}

bool OwnSenderKey::rotation_is_due(WallTime now) const { return iteration_ >= kSenderKeyMessages || now - begun_ >= kSenderKeyAge; }

crypto::Secret OwnSenderKey::write() const {
  OctetWriter out(kSenderKeysVersion);
  write_scope(out, scope_);
  out.number64(static_cast<std::uint64_t>(begun_.time_since_epoch().count()));
  out.number32(chain_);
  out.number32(iteration_);
  out.secret(chain_key_);
  out.bytes(signing_.public_key);
  out.secret(signing_.private_key);
  return out.finish();
}

std::optional<OwnSenderKey> OwnSenderKey::parse(ByteView octets) {
  OctetReader in(octets, kSenderKeysVersion);
  OwnSenderKey key;
  key.scope_ = read_scope(in);
  key.begun_ = WallTime{Duration{static_cast<Duration::rep>(in.number64())}};
  if (key.begun_ < WallTime{}) in.fail();  // so that an age can be computed
  key.chain_ = in.number32();
  key.iteration_ = in.number32();
  key.chain_key_ = in.secret_of(kChainKeySize);
  key.signing_.public_key = Bytes(in.bytes_of(crypto::kX25519KeySize));
  key.signing_.private_key = in.secret_of(crypto::kX25519KeySize);
  if (!in.complete()) return std::nullopt;
  return key;
}

Result<bool, Fault> ReceivedSenderKeys::add(const SenderKeyScope& scope, ByteView distribution) {
  auto parsed = SenderKeyDistribution::parse(distribution);
  if (!parsed) return fail(Fault::Malformed);
  const auto known = std::ranges::find_if(chains_, [&](const Chain& chain) { return chain.id == parsed->chain; });
  if (known != chains_.end()) {
    // The same once more, perhaps from further along, tells nothing new; other keys under a known name are somebody's game.
    if (known->signing_key != parsed->signing_key || known->scope != scope) return fail(Fault::BadKey);
    return false;
  }
  chains_.insert(chains_.begin(),
                 Chain{scope, parsed->chain, parsed->iteration, std::move(parsed->chain_key), std::move(parsed->signing_key)});
  if (chains_.size() > kSenderKeyChains) chains_.pop_back();
  return true;
}

Result<ReceivedSenderKeys::Decrypted, Fault> ReceivedSenderKeys::decrypt(ByteView message) {
  const auto parsed = SenderKeyMessage::parse(message);
  if (!parsed) return fail(Fault::Malformed);
  const auto chain = std::ranges::find_if(chains_, [&](const Chain& each) { return each.id == parsed->chain; });
  if (chain == chains_.end()) return fail(Fault::NoSession);
  if (!chain->verifier) chain->verifier.emplace(chain->signing_key);
  if (!chain->verifier->verify(message.substr(0, message.size() - crypto::kXeddsaSignatureSize), parsed->signature))
    return fail(Fault::BadSignature);

  const auto opened = [&](const crypto::Secret& key) {
    const SenderCipherKeys keys = sender_cipher_keys(key);
    return crypto::aes_cbc_decrypt(keys.encryption(), keys.iv(), parsed->ciphertext);
  };
  if (parsed->iteration < chain->iteration) {
    const auto skipped = std::ranges::find_if(chain->skipped, [&](const Skipped& each) { return each.iteration == parsed->iteration; });
    if (skipped == chain->skipped.end()) return fail(Fault::Replayed);
    auto plaintext = opened(skipped->message_key);
    if (!plaintext) return fail(Fault::NotAuthentic);
    chain->skipped.erase(skipped);
    return Decrypted{std::move(*plaintext), chain->scope};
  }
  if (parsed->iteration - chain->iteration > kSenderKeySteps) return fail(Fault::TooFarAhead);

  ChainStep step = chain_step(chain->key);
  std::vector<Skipped> skipped;
  for (std::uint32_t iteration = chain->iteration; iteration < parsed->iteration; ++iteration) {
    skipped.push_back({iteration, std::move(step.message_key)});
    step = chain_step(step.chain_key);
  }
  auto plaintext = opened(step.message_key);
  if (!plaintext) return fail(Fault::NotAuthentic);

  chain->key = std::move(step.chain_key);
  chain->iteration = parsed->iteration + 1;
  chain->skipped.insert(chain->skipped.end(), std::make_move_iterator(skipped.begin()), std::make_move_iterator(skipped.end()));
  if (chain->skipped.size() > kSenderKeySteps)
    chain->skipped.erase(chain->skipped.begin(), chain->skipped.end() - static_cast<std::ptrdiff_t>(kSenderKeySteps));
  return Decrypted{std::move(*plaintext), chain->scope};
}

crypto::Secret ReceivedSenderKeys::write() const {
  OctetWriter out(kSenderKeysVersion);
  out.number32(static_cast<std::uint32_t>(chains_.size()));
  for (const Chain& chain : chains_) {
    write_scope(out, chain.scope);
    out.number32(chain.id);
    out.number32(chain.iteration);
    out.secret(chain.key);
    out.bytes(chain.signing_key);
    out.number32(static_cast<std::uint32_t>(chain.skipped.size()));
    for (const Skipped& skipped : chain.skipped) {
      out.number32(skipped.iteration);
      out.secret(skipped.message_key);
    }
  }
  return out.finish();
}

std::optional<ReceivedSenderKeys> ReceivedSenderKeys::parse(ByteView octets) {
  OctetReader in(octets, kSenderKeysVersion);
  ReceivedSenderKeys keys;
  const std::size_t chains = in.count(kSenderKeyChains);
  keys.chains_.reserve(chains);
  for (std::size_t i = 0; i < chains && in.ok(); ++i) {
    Chain chain;
    chain.scope = read_scope(in);
    chain.id = in.number32();
    chain.iteration = in.number32();
    chain.key = in.secret_of(kChainKeySize);
    chain.signing_key = Bytes(in.bytes_of(crypto::kX25519KeySize));
    const std::size_t skipped = in.count(kSenderKeySteps);
    for (std::size_t k = 0; k < skipped && in.ok(); ++k) {
      const std::uint32_t iteration = in.number32();
      chain.skipped.push_back({iteration, in.secret_of(kChainKeySize)});
    }
    keys.chains_.push_back(std::move(chain));
  }
  if (!in.complete()) return std::nullopt;
  return keys;
}

}  // namespace assay::e2e
