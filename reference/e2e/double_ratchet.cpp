#include "reference/e2e/double_ratchet.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/crypto/cipher.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/derivation.hpp"

namespace assay::e2e {
namespace {

/// ENCRYPT(mk, plaintext, AD), whose result is an OMEMOAuthenticatedMessage.
AuthenticatedMessage sealed(const crypto::Secret& message_key, RatchetHeader header, ByteView plaintext, ByteView associated_data) {
  const CipherKeys keys = message_cipher_keys(message_key);
  AuthenticatedMessage out;
  out.message = RatchetMessage{std::move(header), crypto::aes_cbc_encrypt(keys.encryption(), keys.iv(), plaintext)}.write();
  out.mac = truncated_mac(keys.authentication(), associated_data, out.message);
  return out;
}

Result<crypto::Secret, Fault> opened(const crypto::Secret& message_key, const AuthenticatedMessage& message, ByteView ciphertext,
                                     ByteView associated_data) {
  const CipherKeys keys = message_cipher_keys(message_key);
  if (!crypto::constant_time_equal(truncated_mac(keys.authentication(), associated_data, message.message), message.mac))
    return fail(Fault::NotAuthentic);
  auto plaintext = crypto::aes_cbc_decrypt(keys.encryption(), keys.iv(), ciphertext);
  if (!plaintext) return fail(Fault::NotAuthentic);
  return std::move(*plaintext);
}

}  // namespace

crypto::Secret DoubleRatchet::Chain::step() {
  ChainStep step = chain_step(key);
  key = std::move(step.chain_key);
  ++number;
  return std::move(step.message_key);
}

Result<DoubleRatchet, Fault> DoubleRatchet::initiate(crypto::Secret shared_secret, ByteView their_key, RandomSource& random) {
  DoubleRatchet ratchet;
  ratchet.root_key_ = std::move(shared_secret);
  ratchet.own_ = crypto::x25519_key_pair(random);
  ratchet.their_key_ = Bytes(their_key);
  const auto exchange = crypto::x25519(ratchet.own_.private_key, their_key);
  if (!exchange) return fail(Fault::BadKey);
  RootStep step = root_step(ratchet.root_key_, *exchange);
  ratchet.root_key_ = std::move(step.root_key);
  ratchet.sending_ = Chain{std::move(step.chain_key)};
  return ratchet;
}

DoubleRatchet DoubleRatchet::respond(crypto::Secret shared_secret, crypto::X25519KeyPair own) {
  DoubleRatchet ratchet;
  ratchet.root_key_ = std::move(shared_secret);
  ratchet.own_ = std::move(own);
  return ratchet;
}

void DoubleRatchet::ratchet_sending(RandomSource& random) {
  ASSAY_ASSERT(their_key_);
  own_ = crypto::x25519_key_pair(random);
  const auto exchange = crypto::x25519(own_.private_key, *their_key_);
  ASSAY_ASSERT(exchange);  // the same key made the receiving chain
  RootStep step = root_step(root_key_, *exchange);
  root_key_ = std::move(step.root_key);
  sending_ = Chain{std::move(step.chain_key)};
}

AuthenticatedMessage DoubleRatchet::encrypt(ByteView plaintext, ByteView associated_data, RandomSource& random) {
  if (!sending_) ratchet_sending(random);
  RatchetHeader header{own_.public_key, sent_before_, sending_->number};
  return sealed(sending_->step(), std::move(header), plaintext, associated_data);
}

Result<DoubleRatchet::Turn, Fault> DoubleRatchet::turn_for(const RatchetHeader& header) const {
  Turn turn;
  const auto skip_to = [&](Chain& chain, const Bytes& ratchet_key, std::uint32_t number) {
    while (chain.number < number) {
      const std::uint32_t skipped = chain.number;
      turn.skipped.push_back({ratchet_key, skipped, chain.step()});
    }
  };

  if (receiving_ && header.ratchet_key == their_key_) {
    if (header.number < receiving_->number) return fail(Fault::Replayed);
    if (header.number - receiving_->number > kSkippedByOneMessage) return fail(Fault::TooFarAhead);
    turn.receiving = receiving_->copy();
  } else {
    if (std::ranges::find(former_keys_, header.ratchet_key) != former_keys_.end()) return fail(Fault::Replayed);
    if (header.number > kSkippedByOneMessage) return fail(Fault::TooFarAhead);
    // What is missing of the chain that ends. Where it is more than the bound, those messages are given up: a session whose peer lost so
    // many must be able to go on.
    if (receiving_ && header.previous > receiving_->number && header.previous - receiving_->number <= kSkippedByOneMessage) {
      Chain ending = receiving_->copy();
      skip_to(ending, *their_key_, header.previous);
    }
    const auto exchange = crypto::x25519(own_.private_key, header.ratchet_key);
    if (!exchange) return fail(Fault::BadKey);
    RootStep step = root_step(root_key_, *exchange);
    turn.root_key = std::move(step.root_key);
    turn.receiving = Chain{std::move(step.chain_key)};
  }
  skip_to(turn.receiving, header.ratchet_key, header.number);
  turn.message_key = turn.receiving.step();
  return turn;
}

Result<crypto::Secret, Fault> DoubleRatchet::decrypt(const AuthenticatedMessage& message, ByteView associated_data) {
  const auto parsed = RatchetMessage::parse(message.message);
  if (!parsed) return fail(Fault::Malformed);
  const RatchetHeader& header = parsed->header;

  if (const auto place = skipped_.find(header.ratchet_key, header.number)) {
    auto plaintext = opened(skipped_.key(*place), message, parsed->ciphertext, associated_data);
    if (plaintext) skipped_.erase(*place);
    return plaintext;
  }

  auto turn = turn_for(header);
  if (!turn) return fail(turn.error());
  auto plaintext = opened(turn->message_key, message, parsed->ciphertext, associated_data);
  if (!plaintext) return plaintext;

  // It is authentic: from here on nothing fails.
  if (turn->root_key) {
    root_key_ = std::move(*turn->root_key);
    if (receiving_) remember_former(*their_key_);
    their_key_ = header.ratchet_key;
    if (sending_) sent_before_ = sending_->number;
    sending_.reset();
    heartbeat_seen_ = false;
  }
  receiving_ = std::move(turn->receiving);
  skipped_.add(std::move(turn->skipped));
  if (header.number >= kHeartbeatCounter && !heartbeat_seen_) heartbeat_seen_ = heartbeat_due_ = true;
  return plaintext;
}

bool DoubleRatchet::take_heartbeat() { return std::exchange(heartbeat_due_, false); }

void DoubleRatchet::remember_former(Bytes ratchet_key) {
  former_keys_.push_back(std::move(ratchet_key));
  if (former_keys_.size() > kFormerRatchetKeys) former_keys_.erase(former_keys_.begin());
}

void DoubleRatchet::write(OctetWriter& out) const {
  const auto write_chain = [&](const std::optional<Chain>& chain) {
    out.number8(chain.has_value());
    if (!chain) return;
    out.secret(chain->key);
    out.number32(chain->number);
  };
  out.secret(root_key_);
  out.bytes(own_.public_key);
  out.secret(own_.private_key);
  out.bytes(their_key_.value_or(""));
  write_chain(sending_);
  write_chain(receiving_);
  out.number32(sent_before_);
  skipped_.write(out);
  out.number32(static_cast<std::uint32_t>(former_keys_.size()));
  for (const Bytes& key : former_keys_) out.bytes(key);
  out.number8(heartbeat_seen_);
  out.number8(heartbeat_due_);
}

DoubleRatchet DoubleRatchet::read(OctetReader& in) {
  const auto read_chain = [&]() -> std::optional<Chain> {
    if (in.number8() == 0) return std::nullopt;
    Chain chain;
    chain.key = in.secret_of(kChainKeySize);
    chain.number = in.number32();
    return chain;
  };
  DoubleRatchet ratchet;
  ratchet.root_key_ = in.secret_of(kChainKeySize);
  ratchet.own_.public_key = Bytes(in.bytes_of(crypto::kX25519KeySize));
  ratchet.own_.private_key = in.secret_of(crypto::kX25519KeySize);
  const ByteView their_key = in.bytes();
  if (!their_key.empty()) ratchet.their_key_ = Bytes(their_key);
  ratchet.sending_ = read_chain();
  ratchet.receiving_ = read_chain();
  ratchet.sent_before_ = in.number32();
  ratchet.skipped_ = SkippedKeys::read(in);
  const std::size_t former = in.count(kFormerRatchetKeys);
  for (std::size_t i = 0; i < former && in.ok(); ++i) ratchet.former_keys_.emplace_back(in.bytes_of(crypto::kX25519KeySize));
  ratchet.heartbeat_seen_ = in.number8() != 0;
  ratchet.heartbeat_due_ = in.number8() != 0;
  // Whatever was stored must not trip an assertion later: their key is a point that an exchange takes, and is there where a chain is.
  if (ratchet.their_key_ && (ratchet.their_key_->size() != crypto::kX25519KeySize || crypto::is_low_order(*ratchet.their_key_))) in.fail();
  if (!ratchet.their_key_ && (ratchet.sending_ || ratchet.receiving_)) in.fail();
  if (ratchet.their_key_ && !ratchet.sending_ && !ratchet.receiving_) in.fail();
  return ratchet;
}

}  // namespace assay::e2e
