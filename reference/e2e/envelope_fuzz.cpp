// What comes out of the encryption is a peer's too: an envelope that is read is written as one that is read as the same; and a file is
// opened as it was sealed, or not at all.

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
  const crypto::Secret key(Bytes(kMediaKeyOctets, 'k'));
  ASSAY_ASSERT(!open_media(key, MediaType::Audio, octets));
  Bytes sealed = seal_media(key, MediaType::Audio, octets);
  ASSAY_ASSERT(open_media(key, MediaType::Audio, sealed) == octets && !open_media(key, MediaType::Video, sealed));
  char& damaged = sealed[octets.empty() ? 0 : static_cast<unsigned char>(octets.front()) % sealed.size()];
  damaged = static_cast<char>(damaged ^ 1);
  ASSAY_ASSERT(!open_media(key, MediaType::Audio, sealed));
  return 0;
}
