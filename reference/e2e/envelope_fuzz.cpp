// What comes out of the encryption is a peer's too: an envelope that is read is written as one that is read as the same.

#include <cstdint>
#include <cstdlib>

#include "reference/base/assert.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/e2e/media.hpp"

using namespace assay;
using namespace assay::e2e;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  KeyedRandom random(1, "fuzz");
  if (const auto envelope = Envelope::parse(octets)) {
    const auto again = Envelope::parse(envelope->write(random));
    ASSAY_ASSERT(again || octets.size() > 200'000);  // escaping may make it longer than is taken
  }
  ASSAY_ASSERT(!open_media(crypto::Secret(Bytes(kMediaKeyOctets, 'k')), MediaType::Audio, octets));
  return 0;
}
