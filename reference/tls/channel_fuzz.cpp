// Garbage as TLS: to a server and a client before the handshake, and to both behind it, split in two at any place. Nothing but an orderly
// failure may come of it: no plaintext that the peer did not send, and nothing after the failure.

#include <cstdint>

#include "reference/base/assert.hpp"
#include "reference/tls/link_test.hpp"

namespace {

using namespace assay;
using namespace assay::tls;

const Identity& identity() {
  static const Identity made = identity_for("example.org");
  return made;
}

void feed(End& end, ByteView octets, std::size_t cut) {
  end.channel.receive(octets.substr(0, cut), kNow);
  end.collect_events();
  end.channel.receive(octets.substr(cut), kNow);
  end.collect_events();
  end.channel.send("more");
  end.channel.receive_end();
  end.collect_events();
  (void)end.take_output();
  ASSAY_ASSERT(end.received.empty());
  ASSAY_ASSERT(end.failures.size() <= 1);
  ASSAY_ASSERT(end.channel.has_failed() == (end.failures.size() == 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool behind = (data[0] & 1U) != 0;
  const bool to_server = (data[0] & 2U) != 0;
  const ByteView octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  Pair pair(identity());
  pair.secure();
  if (behind) {
    carry(pair.server, pair.client);
    ASSAY_ASSERT(pair.server.secured.size() == 1 && pair.client.secured.size() == 1);
  }
  feed(to_server ? pair.server : pair.client, octets, octets.size() / 3);
  return 0;
}
