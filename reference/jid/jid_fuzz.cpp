// Any octets as an address: what is taken for one is in canonical form, so that its text is the same address and its parts are its parts.

#include <cstdint>

#include "reference/base/assert.hpp"
#include "reference/base/bytes.hpp"
#include "reference/jid/jid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using assay::jid::Jid;
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  const auto address = Jid::parse(octets);
  if (!address) return 0;
  ASSAY_ASSERT(Jid::parse(address->text()) == address);
  ASSAY_ASSERT(Jid::parse(address->bare().text()) == address->bare());
  ASSAY_ASSERT(address->bare().with_resource("r") == Jid::parse(address->bare().text() + "/r"));
  if (!address->is_bare()) ASSAY_ASSERT(address->bare().with_resource(address->resource()) == address);
  for (const std::string& part : {address->local(), address->domain(), address->resource()}) ASSAY_ASSERT(part.size() <= 1023);
  ASSAY_ASSERT(!address->domain().empty());
  return 0;
}
