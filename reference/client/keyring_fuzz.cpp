// A file of keys that was damaged: it is read all or nothing, and what was read is written as what is read as the same. The input is what
// stands in base64 in the file, or the file itself.

#include <cstdint>
#include <string>

#include "reference/base/assert.hpp"
#include "reference/client/keyring.hpp"

using namespace assay;

namespace {

void read_file(const std::string& text) {
  const auto keyring = client::read_keyring(text);
  if (!keyring) return;
  const crypto::Secret written = client::write_keyring(*keyring);
  const auto again = client::read_keyring(written.reveal());
  ASSAY_ASSERT(again && client::write_keyring(*again).reveal() == written.reveal());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  read_file(std::string(octets));
  read_file("assay keys 1\n" + base64(octets) + "\n");
  return 0;
}
