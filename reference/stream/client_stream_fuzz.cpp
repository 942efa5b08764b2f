// A server that says anything at all: the client's stream must end or wait, never fail.

#include <cstdint>

#include "reference/stream/client_stream.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using namespace assay::stream;
  const Now now{};
  KeyedRandom random(1, "fuzz");
  ClientStreamConfig config;
  config.domain = "example.org";
  config.tls = ClientTls::None;
  ClientStream stream(config, random, Login{"user", crypto::Secret(Bytes("password"))});
  stream.handle(Opened{}, now);
  stream.handle(Received{ByteView(reinterpret_cast<const char*>(data), size)}, now);
  while (stream.next_output()) {
  }
  while (stream.next_event()) {
  }
  return 0;
}
