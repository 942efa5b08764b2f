// A link as somebody else handed it on: what is read of it is written as what is read as the same.

#include <cstddef>
#include <cstdint>

#include "reference/base/assert.hpp"
#include "reference/client/group_link.hpp"

using namespace assay;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view link(reinterpret_cast<const char*>(data), size);
  const auto key = client::link_key(link, "groups.example.org");
  if (!key) return 0;
  const auto again = client::link_key(client::link_text(client::server_part(link), *key), "groups.example.org");
  ASSAY_ASSERT(again && again->group == key->group && again->seed.reveal() == key->seed.reveal());
  return 0;
}
