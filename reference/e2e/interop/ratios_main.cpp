// What sessions and sender keys cost, ours beside libsignal-protocol-c's, in turns of one run: the medians of the rounds, and their ratio.
// The last column is the floor: the primitives that an operation cannot do without, called alone. A measurement, never a verdict.
//
// libsignal takes HMAC and AES from its caller, here ours; X25519 and XEdDSA are its own. It reads and writes its record with each message,
// so ours does too, but for the last line, in which a client holds its keys in memory and writes them after each message.
//
//   reference_e2e_ratios [ROUNDS [PART OF A NAME]]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/assert.hpp"
#include "reference/crypto/cipher.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/xeddsa.hpp"
#include "reference/e2e/derivation.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/interop/libsignal.hpp"
#include "reference/e2e/interop/libsignal_device.hpp"
#include "reference/e2e/sender_keys.hpp"

using namespace assay;
using namespace assay::e2e;
using namespace assay::e2e::interop;

namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
const Bytes kText(48, 't');  // what goes through a session: a payload's key and MAC

struct Ours {
  SystemRandom random;
  OwnKeys keys = OwnKeys::create(random, kStart);
  crypto::Secret stored;

  void begin(const Bundle& bundle) {
    DeviceSessions sessions;
    ASSAY_ASSERT(sessions.begin(keys.identity(), bundle, random));
    stored = sessions.write();
  }
  KeyMessage encrypt() {
    auto sessions = *DeviceSessions::parse(stored.reveal());
    KeyMessage message = sessions.encrypt(kText, random);
    stored = sessions.write();
    return message;
  }
  void decrypt(const KeyMessage& message) {
    auto sessions = stored.empty() ? DeviceSessions() : *DeviceSessions::parse(stored.reveal());
    ASSAY_ASSERT(sessions.decrypt(keys, message));
    stored = sessions.write();
  }
};

/// A group's sender and receiver, whose keys are read before each message and written after it.
struct OursInGroup {
  SystemRandom random;
  crypto::Secret sender;
  crypto::Secret receiver;

  OursInGroup() {
    const SenderKeyScope scope{"g", 1, DeviceId{1}};
    const OwnSenderKey key = OwnSenderKey::create(scope, random, kStart);
    ReceivedSenderKeys received;
    ASSAY_ASSERT(received.add(scope, key.distribution().reveal()));
    sender = key.write();
    receiver = received.write();
  }
  void message(ByteView text) {
    auto key = *OwnSenderKey::parse(sender.reveal());
    const Bytes sent = key.encrypt(text, random);
    sender = key.write();
    auto received = *ReceivedSenderKeys::parse(receiver.reveal());
    ASSAY_ASSERT(received.decrypt(sent));
    receiver = received.write();
  }
};

/// What cannot be left out of an operation, on octets that mean nothing.
class Primitives {
 public:
  void begin_session() {
    for (int i = 0; i < 3; ++i) (void)crypto::x25519_key_pair(random_);  // the prekey, Alice's ephemeral key, her ratchet key
    for (int i = 0; i < 10; ++i) exchange();                             // four and one on either side
    for (int i = 0; i < 2; ++i) (void)crypto::x25519_public_key(identity_.public_key);
    ASSAY_ASSERT(crypto::ed25519_verify(identity_.public_key, kText, signature_));
    for (int i = 0; i < 2; ++i) (void)x3dh_secret(kText);
    for (int i = 0; i < 2; ++i) (void)root_step(secret_, secret_);
    message();
  }
  void turn() {
    (void)crypto::x25519_key_pair(random_);
    for (int i = 0; i < 2; ++i) exchange();
    for (int i = 0; i < 2; ++i) (void)root_step(secret_, secret_);
    message();
  }
  void message() {
    steps();
    for (int i = 0; i < 2; ++i) {
      const CipherKeys keys = message_cipher_keys(secret_);
      (void)truncated_mac(keys.authentication(), kSmallMessage);
    }
    there_and_back(kText);
  }
  void group_message(ByteView text) {
    steps();
    for (int i = 0; i < 2; ++i) (void)sender_cipher_keys(secret_);
    there_and_back(text);
    ASSAY_ASSERT(verifier_.verify(text, signer_.sign(text, random_)));
  }

 private:
  void exchange() { (void)crypto::x25519(pair_.private_key, pair_.public_key); }
  void steps() {
    for (int i = 0; i < 2; ++i) (void)chain_step(secret_);
  }
  void there_and_back(ByteView text) {
    const Bytes iv(crypto::kAesBlockSize, 'i');
    (void)crypto::aes_cbc_decrypt(secret_.reveal(), iv, crypto::aes_cbc_encrypt(secret_.reveal(), iv, text));
  }

  static const inline Bytes kSmallMessage = Bytes(180, 'm');  // associated data and a message with kText
  SystemRandom random_;
  crypto::Secret secret_ = crypto::random_secret(random_, kChainKeySize);
  crypto::X25519KeyPair pair_ = crypto::x25519_key_pair(random_);
  crypto::Ed25519KeyPair identity_ = crypto::ed25519_key_pair(Bytes(crypto::kEd25519SeedSize, 's'));
  Bytes signature_ = crypto::ed25519_sign(identity_, kText);
  crypto::XeddsaSigner signer_{pair_};
  crypto::XeddsaVerifier verifier_{pair_.public_key};
};

/// Of the processor, so that whoever else is busy on the machine counts for little.
double seconds(const std::function<void()>& work) {
  const std::clock_t begun = std::clock();
  work();
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Case {
  const char* name;
  std::size_t count;
  std::function<void()> ours;
  std::function<void()> theirs;
  std::function<void()> floor;  // once
};

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  const std::string_view wanted = argc > 2 ? argv[2] : "";
  Ours alice;
  Ours bob;
  SystemRandom random;
  LibsignalDevice their_alice(random);
  LibsignalDevice their_bob(random);
  OursInGroup group;
  OwnSenderKey sender = *OwnSenderKey::parse(group.sender.reveal());
  ReceivedSenderKeys receiver = *ReceivedSenderKeys::parse(group.receiver.reveal());
  Primitives primitives;
  LibsignalGroup their_sender(random);
  LibsignalGroup their_receiver(random);
  ASSAY_ASSERT(their_receiver.add(their_sender.distribution()));
  const Bytes group_text(500, 'g');

  const auto ours_begun = [&] {
    alice.stored = crypto::Secret();
    bob.stored = crypto::Secret();
    const auto made = bob.keys.refill(1, bob.random);
    alice.begin(bob.keys.bundle(made.front().id));
    bob.decrypt(alice.encrypt());
  };
  const auto theirs_begun = [&] {
    their_alice.forget_session();
    their_bob.forget_session();
    their_alice.begin(their_bob.bundle().get());
    ASSAY_ASSERT(their_bob.decrypt(their_alice.encrypt(kText)) == kText);
  };
  ours_begun();
  theirs_begun();
  alice.decrypt(bob.encrypt());
  (void)their_alice.decrypt(their_bob.encrypt(kText));

  const auto their_group_message = [&] { ASSAY_ASSERT(their_receiver.decrypt(their_sender.encrypt(group_text)) == group_text); };
  const auto times = [](std::size_t count, auto work) {
    return [count, work] {
      for (std::size_t i = 0; i < count; ++i) work();
    };
  };
  const std::vector<Case> cases = {
      {"session set-ups", 100, times(100, ours_begun), times(100, theirs_begun), [&] { primitives.begin_session(); }},
      {"messages, each with a DH turn", 400,
       times(200,
             [&] {
               bob.decrypt(alice.encrypt());
               alice.decrypt(bob.encrypt());
             }),
       times(200,
             [&] {
               (void)their_bob.decrypt(their_alice.encrypt(kText));
               (void)their_alice.decrypt(their_bob.encrypt(kText));
             }),
       [&] { primitives.turn(); }},
      {"messages one way", 400, times(400, [&] { bob.decrypt(alice.encrypt()); }),
       times(400, [&] { (void)their_bob.decrypt(their_alice.encrypt(kText)); }), [&] { primitives.message(); }},
      {"group encrypt and decrypt", 400, times(400, [&] { group.message(group_text); }), times(400, their_group_message),
       [&] { primitives.group_message(group_text); }},
      {"the same, keys held in memory", 400,
       times(400,
             [&] {
               const Bytes sent = sender.encrypt(group_text, random);
               (void)sender.write();
               ASSAY_ASSERT(receiver.decrypt(sent));
               (void)receiver.write();
             }),
       times(400, their_group_message), [&] { primitives.group_message(group_text); }},
  };
  std::printf("%-32s %12s %12s %8s %12s\n", "operation", "ours /s", "libsignal /s", "ratio", "floor /s");
  for (const Case& each : cases) {
    if (std::string_view(each.name).find(wanted) == std::string_view::npos) continue;
    // Set up again for each: what a case leaves is the next one's business.
    ours_begun();
    theirs_begun();
    alice.decrypt(bob.encrypt());
    (void)their_alice.decrypt(their_bob.encrypt(kText));
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> floor;
    for (int round = 0; round < rounds; ++round) {
      ours.push_back(static_cast<double>(each.count) / seconds(each.ours));
      theirs.push_back(static_cast<double>(each.count) / seconds(each.theirs));
      floor.push_back(static_cast<double>(each.count) / seconds(times(each.count, each.floor)));
    }
    std::printf("%-32s %12.0f %12.0f %8.2f %12.0f\n", each.name, median(ours), median(theirs), median(ours) / median(theirs),
                median(floor));
  }
  return 0;
}
