// Any octets as the head of a request: a request or a refusal, and the same however they are cut.

#include <cstdint>

#include "reference/base/assert.hpp"
#include "reference/media/request.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using assay::media::RequestReader;
  const assay::ByteView octets(reinterpret_cast<const char*>(data), size);
  RequestReader whole;
  const auto state = whole.feed(octets);
  RequestReader cut;
  auto by_octet = RequestReader::State::Reading;
  for (const char& c : octets) {
    by_octet = cut.feed(assay::ByteView(&c, 1));
    if (by_octet != RequestReader::State::Reading) break;
  }
  if (state == RequestReader::State::Complete) {
    ASSAY_ASSERT(by_octet == state && whole.request().fields == cut.request().fields && whole.request().target == cut.request().target);
  }
  return 0;
}
