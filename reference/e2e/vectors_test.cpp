// The test vectors of the specification (ENC-29): reference/spec/examples/e2e-vectors.xml is what this program computes from fixed
// inputs, and what a stranger's must. With ASSAY_WRITE_VECTORS set, the file is written anew.

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <variant>

#include <gtest/gtest.h>

#include "reference/e2e/derivation.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/e2e/fingerprint.hpp"
#include "reference/e2e/media.hpp"
#include "reference/e2e/payload.hpp"
#include "reference/e2e/sender_keys.hpp"
#include "reference/e2e/x3dh.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/group_entry.hpp"
#include "reference/stanza/group_roll.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"
#include "source_folder.hpp"

namespace assay::e2e {
namespace {

constexpr const char* kNs = "urn:cxmpp:vectors:1";
constexpr const char* kFile = ASSAY_SOURCE_DIR "/reference/spec/examples/e2e-vectors.xml";
constexpr WallTime kVectorsStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
constexpr const char* kVectorsGroup = "0f1e2d3c4b5a69788796@groups.example.org";

class Vector {
 public:
  Vector(xml::Element& file, const char* name) : element_(file.append(kNs, name)) {}
  Vector& octets(const char* name, ByteView value) {
    element_.append(kNs, name).add_text(hex(value));
    return *this;
  }
  Vector& text(const char* name, std::string_view value) {
    element_.append(kNs, name).add_text(value);
    return *this;
  }
  Vector& number(const char* name, std::uint64_t value) { return text(name, std::to_string(value)); }

 private:
  xml::Element& element_;
};

ByteView seed_of(const OwnKeys& keys) { return keys.identity().secret_key.reveal().substr(0, crypto::kEd25519SeedSize); }

void derivations(xml::Element& file) {
  const crypto::Secret key(Bytes(32, '\x11'));
  const RootStep root = root_step(key, crypto::Secret(Bytes(32, '\x22')));
  Vector(file, "root-step")
      .octets("root-key", key.reveal())
      .octets("exchange", Bytes(32, '\x22'))
      .octets("next-root-key", root.root_key.reveal())
      .octets("chain-key", root.chain_key.reveal());
  const ChainStep step = chain_step(key);
  const CipherKeys message = message_cipher_keys(step.message_key);
  Vector(file, "chain-step")
      .octets("chain-key", key.reveal())
      .octets("message-key", step.message_key.reveal())
      .octets("next-chain-key", step.chain_key.reveal())
      .octets("encryption-key", message.encryption())
      .octets("authentication-key", message.authentication())
      .octets("iv", message.iv());
  const SenderCipherKeys sender = sender_cipher_keys(step.message_key);
  Vector(file, "sender-chain-step")
      .octets("chain-key", key.reveal())
      .octets("encryption-key", sender.encryption())
      .octets("iv", sender.iv());
}

void sessions(xml::Element& file) {
  KeyedRandom random(1, "vectors");
  const OwnKeys alice = OwnKeys::create(random, kVectorsStart);
  OwnKeys bob = OwnKeys::create(random, kVectorsStart);
  const Bundle bundle = bob.bundle(bob.one_time_prekeys().front().id);
  const auto private_halves = bob.find(bundle.signed_prekey.key.id, bundle.prekey.id);
  // The agreement's only draw is the ephemeral key.
  const Bytes ephemeral = KeyedRandom(2, "agreement").bytes(32);
  KeyedRandom agreement_random(2, "agreement");
  const auto agreement = agree_as_alice(alice.identity(), bundle, agreement_random);
  Vector(file, "x3dh")
      .octets("alice-identity-seed", seed_of(alice))
      .octets("alice-identity-key", alice.identity().public_key)
      .octets("alice-ephemeral-private-key", ephemeral)
      .octets("bob-identity-seed", seed_of(bob))
      .octets("bob-identity-key", bundle.identity_key)
      .number("bob-signed-prekey-id", static_cast<std::uint32_t>(bundle.signed_prekey.key.id))
      .octets("bob-signed-prekey-private-key", private_halves->signed_prekey->private_key.reveal())
      .octets("bob-signed-prekey", bundle.signed_prekey.key.key)
      .octets("bob-signed-prekey-signature", bundle.signed_prekey.signature)
      .number("bob-prekey-id", static_cast<std::uint32_t>(bundle.prekey.id))
      .octets("bob-prekey-private-key", private_halves->prekey->private_key.reveal())
      .octets("bob-prekey", bundle.prekey.key)
      .octets("secret", agreement->secret.reveal())
      .octets("associated-data", agreement->associated_data);

  // The same keys once more, with messages: whoever holds Bob's reads them in this order.
  KeyedRandom session_random(2, "agreement");
  DeviceSessions to_bob;
  ASSERT_TRUE(to_bob.begin(alice.identity(), bundle, session_random));
  const KeyMessage first = to_bob.encrypt("first", session_random);
  const KeyMessage second = to_bob.encrypt("second", session_random);
  const KeyMessage third = to_bob.encrypt("third", session_random);
  Vector(file, "key-exchanges-to-bob")
      .octets("third", third.octets)
      .octets("third-plaintext", "third")
      .octets("first", first.octets)
      .octets("first-plaintext", "first")
      .octets("second", second.octets)
      .octets("second-plaintext", "second");

  const SealedPayload sealed = seal_payload("a payload", random);
  Vector(file, "payload")
      .octets("key-material", sealed.key_material.reveal())
      .octets("ciphertext", sealed.ciphertext)
      .octets("plaintext", "a payload");
}

void sender_keys(xml::Element& file) {
  KeyedRandom random(3, "sender keys");
  OwnSenderKey own = OwnSenderKey::create({"g1@groups.example.org", 7, DeviceId{31'415}}, random, kVectorsStart);
  Vector vector(file, "sender-key");
  vector.octets("distribution", own.distribution().reveal());
  const Bytes first = own.encrypt("first", random);
  const Bytes second = own.encrypt("second", random);
  vector.octets("second", second).octets("second-plaintext", "second").octets("first", first).octets("first-plaintext", "first");
}

// Chapter 07, section 12: what stands in <sealed/>, and the key that reads it.
void sender_key_envelope(xml::Element& file) {
  KeyedRandom random(4, "sender key envelope");
  OwnSenderKey own = OwnSenderKey::create({kVectorsGroup, 7, DeviceId{31'415}}, random, kVectorsStart);
  const Envelope envelope{
      {"12025550101@example.org", kVectorsGroup, kVectorsStart, DeviceId{31'415}, "p4xH6Fd0sWq1", "content", kVectorsGroup, 7},
      {xml::Element("jabber:client", "body").add_text("Who is coming?")}};
  const Bytes distribution(own.distribution().reveal());
  const Bytes plaintext = envelope.write(random);
  const Bytes message = own.encrypt(plaintext, random);
  Vector(file, "sender-key-envelope")
      .text("group", kVectorsGroup)
      .number("version", 7)
      .number("device", 31'415)
      .octets("distribution", distribution)
      .octets("message", message)
      .octets("envelope", plaintext);
  ReceivedSenderKeys received;
  ASSERT_TRUE(received.add({kVectorsGroup, 7, DeviceId{31'415}}, distribution));
  const auto decrypted = received.decrypt(message);
  ASSERT_TRUE(decrypted);
  const auto read = Envelope::parse(decrypted->plaintext.reveal());
  ASSERT_TRUE(read);
  EXPECT_FALSE(mismatch(read->binding, envelope.binding));
}

crypto::Ed25519KeyPair signer_of_rolls() { return crypto::ed25519_key_pair(Bytes(32, '\x55')); }

// Section 13. The roll is the one of the examples.
void group_roll(xml::Element& file) {
  const crypto::Ed25519KeyPair signer = signer_of_rolls();
  stanza::groups::Roll roll{6, "12025550101@example.org", 31'415, {}, {}};
  roll.members = {{"12025550101@example.org", stanza::groups::Role::Owner}, {"12025550102@example.org", stanza::groups::Role::Member}};
  const Bytes octets = stanza::groups::signed_octets(kVectorsGroup, roll);
  Vector(file, "group-roll")
      .octets("identity-seed", Bytes(32, '\x55'))
      .octets("identity-key", signer.public_key)
      .text("group", kVectorsGroup)
      .octets("signed", octets)
      .octets("signature", crypto::ed25519_sign(signer, octets));
}

crypto::Ed25519KeyPair key_of_link() { return crypto::ed25519_key_pair(Bytes(32, '\x66')); }

// Section 13, Links: those of the examples.
void group_link(xml::Element& file) {
  stanza::groups::Roll roll{9, "12025550101@example.org", 31'415, {}, {}, key_of_link().public_key};
  roll.members = {{"12025550101@example.org", stanza::groups::Role::Owner}, {"12025550102@example.org", stanza::groups::Role::Member}};
  const Bytes octets = stanza::groups::signed_octets(kVectorsGroup, roll);
  Vector(file, "group-roll-with-link")
      .octets("link-seed", Bytes(32, '\x66'))
      .octets("link-key", key_of_link().public_key)
      .octets("signed", octets)
      .octets("signature", crypto::ed25519_sign(signer_of_rolls(), octets));
  const Bytes key = crypto::ed25519_key_pair(Bytes(32, '\x77')).public_key;
  const Bytes entry = stanza::groups::signed_entry(kVectorsGroup, "12025550103@example.org", key);
  Vector(file, "group-entry")
      .octets("identity-key", key)
      .octets("signed", entry)
      .octets("signature", crypto::ed25519_sign(key_of_link(), entry));
}

void fingerprints(xml::Element& file) {
  const FingerprintParty one{"12025550101@example.org", {Bytes(32, '\x01'), Bytes(32, '\x02')}};
  const FingerprintParty other{"12025550102@example.org", {Bytes(32, '\x03')}};
  const Fingerprint both = Fingerprint::of(one, other);
  Vector(file, "fingerprint")
      .text("one", one.account)
      .octets("one-device", one.identity_keys[0])
      .octets("one-other-device", one.identity_keys[1])
      .text("other", other.account)
      .octets("other-device", other.identity_keys[0])
      .octets("one-digest", fingerprint_digest(one))
      .octets("other-digest", fingerprint_digest(other))
      .text("digits", both.digits)
      .text("qr", both.qr);
}

void media(xml::Element& file) {
  const crypto::Secret key(Bytes(32, '\x44'));
  const Bytes sealed = seal_media(key, MediaType::Audio, "a voice note");
  Vector(file, "media").octets("key", key.reveal()).text("type", "audio").octets("plaintext", "a voice note").octets("ciphertext", sealed);
  const Bytes two_chunks = seal_media(key, MediaType::Video, Bytes(kMediaChunkOctets + 1, '\0'));
  Vector(file, "media-of-two-chunks")
      .octets("key", key.reveal())
      .text("type", "video")
      .text("plaintext", "65537 octets of zero")
      .octets("first-tag", two_chunks.substr(kMediaChunkOctets, crypto::kAeadTagSize))
      .octets("second-chunk", two_chunks.substr(kMediaChunkOctets + crypto::kAeadTagSize));
}

TEST(Vectors, AreWhatThisProgramComputes) {
  xml::Element file(kNs, "vectors");
  derivations(file);
  sessions(file);
  sender_keys(file);
  sender_key_envelope(file);
  group_roll(file);
  group_link(file);
  fingerprints(file);
  media(file);
  const std::string text = xml::write_indented(file, "");
  if (std::getenv("ASSAY_WRITE_VECTORS") != nullptr) std::ofstream(kFile) << text;
  std::ifstream in(kFile);
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(in)), {}), text);
}

/// What the example of the chapter says: an envelope that a stranger can read.
TEST(Vectors, TheExampleOfAnEnvelopeIsRead) {
  std::ifstream in(ASSAY_SOURCE_DIR "/reference/spec/examples/e2e-envelope.xml");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto envelope = Envelope::parse(text);
  ASSERT_TRUE(envelope) << name_of(envelope.error());
  EXPECT_EQ(envelope->binding.id, "p4xH6Fd0sWq1");
  EXPECT_EQ(envelope->binding.device, DeviceId{31'415});
  EXPECT_EQ(envelope->binding.kind, "content");
  ASSERT_EQ(envelope->content.size(), 1u);
  EXPECT_EQ(envelope->content[0].text(), "Yes");
}

xml::Element example(const std::string& name) {
  std::ifstream in(ASSAY_SOURCE_DIR "/reference/spec/examples/" + name);
  return std::get<xml::Element>(xml::parse(std::string((std::istreambuf_iterator<char>(in)), {}), "jabber:client"));
}

TEST(Vectors, TheExamplesOfTheServiceAreSigned) {
  const auto bundle = stanza::prekeys::Bundle::parse(*example("prekeys-bundle.xml").first_child());
  ASSERT_TRUE(bundle);
  EXPECT_TRUE(crypto::ed25519_verify(bundle->identity, bundle->signed_prekey.key.key, bundle->signed_prekey.signature));
  const auto list = stanza::device_list::Devices::parse(*example("device-list.xml").first_child());
  ASSERT_TRUE(list);
  EXPECT_EQ(list->devices.front().identity, bundle->identity);
  EXPECT_TRUE(
      crypto::ed25519_verify(bundle->identity, stanza::device_list::signed_octets("12025550102@example.org", *list), list->signature));
  EXPECT_FALSE(
      crypto::ed25519_verify(bundle->identity, stanza::device_list::signed_octets("12025550103@example.org", *list), list->signature));
}

TEST(Vectors, TheExamplesOfRollsAreSigned) {
  const Bytes key = signer_of_rolls().public_key;
  for (const char* name : {"group-roll.xml", "group-roll-added.xml", "group-vouch.xml", "group-link-signed.xml"}) {
    const xml::Element stanza = example(name);
    auto roll = stanza::groups::Roll::in(stanza);
    if (!roll) roll = stanza::groups::Roll::in(*stanza.first_child());
    ASSERT_TRUE(roll) << name;
    EXPECT_TRUE(crypto::ed25519_verify(key, stanza::groups::signed_octets(kVectorsGroup, *roll), roll->signature)) << name;
    EXPECT_FALSE(crypto::ed25519_verify(key, stanza::groups::signed_octets("g2@groups.example.org", *roll), roll->signature)) << name;
  }
}

TEST(Vectors, TheExamplesOfEntriesAreSigned) {
  const Bytes key = key_of_link().public_key;
  for (const char* name : {"group-join-signed.xml", "group-joined-signed.xml"}) {
    const auto entry = stanza::groups::Entry::in(*example(name).first_child());
    ASSERT_TRUE(entry) << name;
    const auto is_signed = [&](const char* jid) {
      return crypto::ed25519_verify(key, stanza::groups::signed_entry(kVectorsGroup, jid, entry->key), entry->signature);
    };
    EXPECT_TRUE(is_signed("12025550103@example.org")) << name;
    EXPECT_FALSE(is_signed("12025550102@example.org")) << name;
  }
}

}  // namespace
}  // namespace assay::e2e
