#include "reference/e2e/x3dh.hpp"

#include <utility>

#include "reference/e2e/derivation.hpp"

namespace assay::e2e {
namespace {

/// DH1 || DH2 || DH3 || DH4, in which no point of low order took part.
class Exchanges {
 public:
  Exchanges() { octets_.reserve(4 * crypto::kX25519KeySize); }
  ~Exchanges() { crypto::wipe(octets_); }
  Exchanges(const Exchanges&) = delete;
  Exchanges& operator=(const Exchanges&) = delete;

  void add(const crypto::Secret& private_key, ByteView public_key) {
    const auto shared = crypto::x25519(private_key, public_key);
    sound_ = sound_ && shared;
    if (shared) octets_.append(shared->reveal());
  }
  [[nodiscard]] bool sound() const { return sound_; }
  [[nodiscard]] crypto::Secret secret() const { return x3dh_secret(octets_); }

 private:
  Bytes octets_;
  bool sound_ = true;
};

}  // namespace

Result<Agreement, Fault> agree_as_alice(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random) {
  const auto their_identity = verified(bundle);
  if (!their_identity) return fail(their_identity.error());
  const crypto::X25519KeyPair ephemeral = crypto::x25519_key_pair(random);
  const Bytes& signed_prekey = bundle.signed_prekey.key.key;

  Exchanges exchanges;
  exchanges.add(crypto::x25519_private_key(identity), signed_prekey);  // DH(IK_A, SPK_B)
  exchanges.add(ephemeral.private_key, *their_identity);               // DH(EK_A, IK_B)
  exchanges.add(ephemeral.private_key, signed_prekey);                 // DH(EK_A, SPK_B)
  exchanges.add(ephemeral.private_key, bundle.prekey.key);             // DH(EK_A, OPK_B)
  if (!exchanges.sound()) return fail(Fault::BadKey);

  return Agreement{exchanges.secret(),
                   identity.public_key + bundle.identity_key,
                   {static_cast<std::uint32_t>(bundle.prekey.id), static_cast<std::uint32_t>(bundle.signed_prekey.key.id),
                    identity.public_key, ephemeral.public_key}};
}

Result<Agreement, Fault> agree_as_bob(const OwnKeys& own, const KeyExchangeHeader& header) {
  const auto found = own.find(PreKeyId{header.signed_prekey}, PreKeyId{header.prekey});
  if (!found) return fail(Fault::UnknownPreKey);
  const auto their_identity = crypto::x25519_public_key(header.identity_key);
  if (!their_identity) return fail(Fault::BadKey);

  Exchanges exchanges;
  exchanges.add(found->signed_prekey->private_key, *their_identity);
  exchanges.add(crypto::x25519_private_key(own.identity()), header.ephemeral_key);
  exchanges.add(found->signed_prekey->private_key, header.ephemeral_key);
  exchanges.add(found->prekey->private_key, header.ephemeral_key);
  if (!exchanges.sound()) return fail(Fault::BadKey);

  return Agreement{exchanges.secret(), header.identity_key + own.identity().public_key, header};
}

}  // namespace assay::e2e
