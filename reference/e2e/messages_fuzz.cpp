// Every message that a peer can send: what is read is written as something that is read as the same, and no session takes it.

#include <cstdint>
#include <cstdlib>

#include "reference/base/assert.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/payload.hpp"
#include "reference/e2e/sender_keys.hpp"

using namespace assay;
using namespace assay::e2e;

namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

/// Two devices that talked, made once; each input meets copies of their state.
struct Stage {
  crypto::Secret keys;
  crypto::Secret sessions;
  crypto::Secret sender_keys;
  Stage() {
    KeyedRandom random(1, "fuzz");
    OwnKeys alice = OwnKeys::create(random, kStart);
    OwnKeys bob = OwnKeys::create(random, kStart);
    DeviceSessions to_bob;
    DeviceSessions to_alice;
    ASSAY_ASSERT(to_bob.begin(alice.identity(), bob.bundle(), random));
    ASSAY_ASSERT(to_alice.decrypt(bob, to_bob.encrypt("hello", random)));
    keys = bob.write();
    sessions = to_alice.write();
    ReceivedSenderKeys received;
    ASSAY_ASSERT(received.add({"g", 1, DeviceId{1}}, OwnSenderKey::create({"g", 1, DeviceId{1}}, random, kStart).distribution().reveal()));
    sender_keys = received.write();
  }
};

template <class Message>
void round_trip(ByteView octets) {
  if (const auto message = Message::parse(octets)) ASSAY_ASSERT(Message::parse(message->write()) == message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Stage stage;
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  round_trip<RatchetMessage>(octets);
  round_trip<AuthenticatedMessage>(octets);
  round_trip<KeyExchange>(octets);
  round_trip<SenderKeyMessage>(octets);
  if (const auto given = SenderKeyDistribution::parse(octets)) ASSAY_ASSERT(SenderKeyDistribution::parse(given->write().reveal()));
  ASSAY_ASSERT(!open_payload(octets, crypto::Secret(Bytes(kKeyMaterialOctets, 'k'))));
  ASSAY_ASSERT(!open_payload("", crypto::Secret(Bytes(octets))));

  auto keys = OwnKeys::parse(stage.keys.reveal());
  auto sessions = DeviceSessions::parse(stage.sessions.reveal());
  auto sender_keys = ReceivedSenderKeys::parse(stage.sender_keys.reveal());
  ASSAY_ASSERT(keys && sessions && sender_keys);
  ASSAY_ASSERT(!sessions->decrypt(*keys, {true, Bytes(octets)}));
  ASSAY_ASSERT(!sessions->decrypt(*keys, {false, Bytes(octets)}));
  ASSAY_ASSERT(!sender_keys->decrypt(octets));
  ASSAY_ASSERT(sessions->write().reveal() == stage.sessions.reveal() && keys->write().reveal() == stage.keys.reveal());
  return 0;
}
