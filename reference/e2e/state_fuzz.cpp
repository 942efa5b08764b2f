// State that was stored, and damaged: what is read can be used without a surprise, and is written as the same.

#include <cstdint>
#include <cstdlib>

#include "reference/base/assert.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/sender_keys.hpp"

using namespace assay;
using namespace assay::e2e;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  KeyedRandom random(1, "fuzz");
  const WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
  if (auto keys = OwnKeys::parse(octets)) {
    (void)keys->bundle();
    if (keys->rotation_is_due(now)) keys->rotate(random, now);
  }
  if (auto sessions = DeviceSessions::parse(octets)) {
    if (sessions->can_encrypt()) (void)sessions->encrypt("m", random);
  }
  if (auto own = OwnSenderKey::parse(octets)) {
    (void)own->rotation_is_due(now);
    (void)own->encrypt("m", random);
  }
  if (auto received = ReceivedSenderKeys::parse(octets)) ASSAY_ASSERT(ReceivedSenderKeys::parse(received->write().reveal()));
  return 0;
}
