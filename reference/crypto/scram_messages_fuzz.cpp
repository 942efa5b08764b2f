// Any octets as each of SCRAM's messages: what is taken must be written as a message that is taken for the same.

#include <cstdint>

#include "reference/base/assert.hpp"
#include "reference/crypto/scram_messages.hpp"

namespace {

using namespace assay;
using namespace assay::crypto;

void client_first(ByteView octets) {
  const auto read = parse_client_first(octets);
  if (!read) return;
  ASSAY_ASSERT(octets.starts_with(read->gs2_text + read->bare));
  const auto again = parse_client_first(read->message.write());
  ASSAY_ASSERT(again && again->message.gs2 == read->message.gs2);
  ASSAY_ASSERT(again->message.username == read->message.username && again->message.nonce == read->message.nonce);
}

void server_first(ByteView octets) {
  const auto read = parse_server_first(octets, "n");
  if (!read) return;
  ASSAY_ASSERT(read->nonce.size() > 1 && read->nonce.front() == 'n');
  const auto again = parse_server_first(read->write(), "n");
  ASSAY_ASSERT(again && again->nonce == read->nonce && again->salt == read->salt && again->iterations == read->iterations);
}

void client_final(ByteView octets) {
  const ScramExpectation expected{"p=tls-exporter,,", "octets", "nonce"};
  const auto read = parse_client_final(octets, expected);
  if (!read) return;
  ASSAY_ASSERT(read->message.channel_binding == "p=tls-exporter,,octets" && read->message.nonce == "nonce");
  ASSAY_ASSERT(octets.starts_with(read->without_proof));
  const auto again = parse_client_final(read->message.write(), expected);
  ASSAY_ASSERT(again && again->message.proof == read->message.proof);
}

void server_final(ByteView octets) {
  const auto read = parse_server_final(octets);
  if (!read) return;
  ASSAY_ASSERT(read->signature.empty() != read->error.empty());
  const auto again = parse_server_final(read->write());
  ASSAY_ASSERT(again && again->signature == read->signature && again->error == read->error);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  client_first(octets);
  server_first(octets);
  client_final(octets);
  server_final(octets);
  return 0;
}
