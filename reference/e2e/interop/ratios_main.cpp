// What sessions and sender keys cost, ours beside libsignal-protocol-c's on the same primitives, in turns of one run: the medians of the
// rounds, and their ratio. A measurement, never a verdict.
//
//   reference_e2e_ratios [ROUNDS]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "reference/base/assert.hpp"
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

/// Also what a device has to do between messages: libsignal writes its record and reads it with each, so ours does too.
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

double seconds(const std::function<void()>& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
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
};

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  Ours alice;
  Ours bob;
  SystemRandom random;
  LibsignalDevice their_alice(random);
  LibsignalDevice their_bob(random);
  OwnSenderKey sender = OwnSenderKey::create({"g", 1, DeviceId{1}}, random, kStart);
  ReceivedSenderKeys receiver;
  ASSAY_ASSERT(receiver.add({"g", 1, DeviceId{1}}, sender.distribution().reveal()));
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
  const auto turns = [](std::size_t count, auto there, auto back) {
    for (std::size_t i = 0; i < count; ++i) {
      there();
      back();
    }
  };
  ours_begun();
  theirs_begun();
  alice.decrypt(bob.encrypt());
  (void)their_alice.decrypt(their_bob.encrypt(kText));

  const std::vector<Case> cases = {
      {"session set-ups", 100, [&] { turns(100, ours_begun, [] {}); }, [&] { turns(100, theirs_begun, [] {}); }},
      {"messages, each with a DH turn", 400,
       [&] {
         turns(
             200, [&] { bob.decrypt(alice.encrypt()); }, [&] { alice.decrypt(bob.encrypt()); });
       },
       [&] {
         turns(
             200, [&] { (void)their_bob.decrypt(their_alice.encrypt(kText)); },
             [&] { (void)their_alice.decrypt(their_bob.encrypt(kText)); });
       }},
      {"messages one way", 400,
       [&] {
         turns(
             400, [&] { bob.decrypt(alice.encrypt()); }, [] {});
       },
       [&] {
         turns(
             400, [&] { (void)their_bob.decrypt(their_alice.encrypt(kText)); }, [] {});
       }},
      {"group encrypt and decrypt", 400,
       [&] {
         turns(
             400, [&] { ASSAY_ASSERT(receiver.decrypt(sender.encrypt(group_text, random))); }, [] {});
       },
       [&] {
         turns(
             400, [&] { ASSAY_ASSERT(their_receiver.decrypt(their_sender.encrypt(group_text)) == group_text); }, [] {});
       }},
  };
  std::printf("%-32s %12s %12s %8s\n", "operation", "ours /s", "libsignal /s", "ratio");
  for (const Case& each : cases) {
    // Set up again for each: what a case leaves is the next one's business.
    ours_begun();
    theirs_begun();
    alice.decrypt(bob.encrypt());
    (void)their_alice.decrypt(their_bob.encrypt(kText));
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < rounds; ++round) {
      ours.push_back(static_cast<double>(each.count) / seconds(each.ours));
      theirs.push_back(static_cast<double>(each.count) / seconds(each.theirs));
    }
    std::printf("%-32s %12.0f %12.0f %8.2f\n", each.name, median(ours), median(theirs), median(ours) / median(theirs));
  }
  return 0;
}
