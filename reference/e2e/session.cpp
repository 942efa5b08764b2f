#include "reference/e2e/session.hpp"

#include <utility>

#include "reference/base/assert.hpp"
#include "reference/e2e/x3dh.hpp"

namespace assay::e2e {

Session::Session(KeyExchangeHeader header, Bytes associated_data, DoubleRatchet ratchet, Bytes their_identity, bool confirmed)
    : header_(std::move(header)),
      associated_data_(std::move(associated_data)),
      ratchet_(std::move(ratchet)),
      their_identity_(std::move(their_identity)),
      confirmed_(confirmed) {}

Result<Session, Fault> Session::initiate(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random) {
  auto agreement = agree_as_alice(identity, bundle, random);
  if (!agreement) return fail(agreement.error());
  auto ratchet = DoubleRatchet::initiate(std::move(agreement->secret), bundle.signed_prekey.key.key, random);
  if (!ratchet) return fail(ratchet.error());
  return Session(std::move(agreement->header), std::move(agreement->associated_data), std::move(*ratchet), bundle.identity_key, false);
}

Result<Session::Accepted, Fault> Session::accept(OwnKeys& own, const KeyExchange& exchange) {
  auto agreement = agree_as_bob(own, exchange.header);
  if (!agreement) return fail(agreement.error());
  const auto found = own.find(PreKeyId{exchange.header.signed_prekey}, PreKeyId{exchange.header.prekey});
  ASSAY_ASSERT(found);
  Session session(exchange.header, std::move(agreement->associated_data),
                  DoubleRatchet::respond(std::move(agreement->secret), found->signed_prekey->copy()), exchange.header.identity_key, true);
  auto plaintext = session.decrypt(exchange.message);
  if (!plaintext) return fail(plaintext.error());
  own.used(PreKeyId{exchange.header.prekey});
  return Accepted{std::move(session), std::move(*plaintext)};
}

KeyMessage Session::encrypt(ByteView plaintext, RandomSource& random) {
  AuthenticatedMessage message = ratchet_.encrypt(plaintext, associated_data_, random);
  if (confirmed_) return {false, message.write()};
  return {true, KeyExchange{header_, std::move(message)}.write()};
}

Result<crypto::Secret, Fault> Session::decrypt(const AuthenticatedMessage& message) {
  auto plaintext = ratchet_.decrypt(message, associated_data_);
  if (plaintext) confirmed_ = true;
  return plaintext;
}

void Session::write(OctetWriter& out) const {
  out.number32(header_.prekey);
  out.number32(header_.signed_prekey);
  out.bytes(header_.identity_key);
  out.bytes(header_.ephemeral_key);
  out.bytes(associated_data_);
  out.bytes(their_identity_);
  out.number8(confirmed_);
  ratchet_.write(out);
}

Session Session::read(OctetReader& in) {
  KeyExchangeHeader header;
  header.prekey = in.number32();
  header.signed_prekey = in.number32();
  header.identity_key = in.bytes_of(crypto::kEd25519PublicKeySize);
  header.ephemeral_key = in.bytes_of(crypto::kX25519KeySize);
  Bytes associated_data{in.bytes_of(2 * crypto::kEd25519PublicKeySize)};
  Bytes their_identity{in.bytes_of(crypto::kEd25519PublicKeySize)};
  const bool confirmed = in.number8() != 0;
  DoubleRatchet ratchet = DoubleRatchet::read(in);
  if (!ratchet.can_encrypt()) in.fail();  // Bob's is stored after he decrypted
  return Session(std::move(header), std::move(associated_data), std::move(ratchet), std::move(their_identity), confirmed);
}

}  // namespace assay::e2e
