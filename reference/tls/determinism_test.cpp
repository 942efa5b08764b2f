#include <cstdint>

#include <gtest/gtest.h>

#include "reference/tls/link_test.hpp"
#include "reference/tls/random_scope.hpp"

namespace assay::tls {
namespace {

std::uint64_t fnv1a(ByteView octets) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : octets) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

struct Transcript {
  Bytes client;
  Bytes server;
  friend bool operator==(const Transcript&, const Transcript&) = default;
};

Transcript conversation(std::uint64_t seed) {
  Pair pair(identity_for("example.org"), Versions::Tls13);
  KeyedRandom client_random(seed, "client");
  pair.server.channel.secure(pair.server_context, TlsSide::Server, "", pair.server_random, kNow);
  pair.client.channel.secure(pair.client_context, TlsSide::Client, "example.org", client_random, kNow);
  carry(pair.client, pair.server);
  pair.client.channel.send("ping");
  carry(pair.client, pair.server);
  pair.server.channel.send("pong");
  pair.server.channel.finish();
  carry(pair.client, pair.server);
  pair.client.channel.finish();
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.server.received, "ping");
  EXPECT_EQ(pair.client.received, "pong");
  return {pair.client.transcript, pair.server.transcript};
}

TEST(Determinism, SameSeedSameOctets) {
  const Transcript first = conversation(7);
  EXPECT_EQ(first, conversation(7));
  EXPECT_NE(first.client, conversation(8).client);
}

// Constants, so that builds by different compilers are compared with each other.
TEST(Determinism, GoldenTranscript) {
  const Transcript transcript = conversation(7);
  EXPECT_EQ(fnv1a(transcript.client), 0x5f497f0bead43ecU) << std::hex << fnv1a(transcript.client);
  EXPECT_EQ(fnv1a(transcript.server), 0x3eac818d36b99ce3U) << std::hex << fnv1a(transcript.server);
}

TEST(Determinism, GoldenCertificate) {
  const Identity identity = identity_for("example.org");
  EXPECT_EQ(identity.certificate_pem, identity_for("example.org").certificate_pem);
  EXPECT_EQ(fnv1a(identity.certificate_pem + identity.key_pem), 0xd5f3934a67445125U)
      << std::hex << fnv1a(identity.certificate_pem + identity.key_pem);
}

}  // namespace
}  // namespace assay::tls
