#include "reference/tls/channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/tls/link_test.hpp"

namespace assay::tls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Plaintext, PassesThrough) {
  End a;
  End b;
  a.channel.send("hello");
  EXPECT_EQ(a.channel.plaintext_written(), 5U);
  carry(a, b);
  EXPECT_EQ(b.received, "hello");
  a.channel.finish();
  carry(a, b);
  EXPECT_EQ(a.transcript, "hello");
  b.channel.receive_end();
  b.collect_events();
  EXPECT_EQ(b.peer_finished, 1U);
}

class Splits : public testing::TestWithParam<std::size_t> {};

INSTANTIATE_TEST_SUITE_P(Octets, Splits, testing::Values(1, 2, 7, 1000, 1'000'000));

TEST_P(Splits, HandshakeDataAndEndWorkInAnyPieces) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  pair.client.channel.send("said early");
  EXPECT_EQ(pair.client.channel.plaintext_written(), 0U);
  carry(pair.client, pair.server, kNow, GetParam());
  ASSERT_THAT(pair.client.failures, IsEmpty());
  ASSERT_EQ(pair.client.secured.size(), 1U);
  ASSERT_EQ(pair.server.secured.size(), 1U);
  EXPECT_EQ(pair.server.received, "said early");
  EXPECT_EQ(pair.client.channel.plaintext_written(), 10U);

  const Bytes large(100'000, 'x');
  pair.server.channel.send(large);
  pair.server.channel.finish();
  carry(pair.client, pair.server, kNow, GetParam());
  EXPECT_EQ(pair.client.received, large);
  EXPECT_EQ(pair.client.peer_finished, 1U);
  pair.client.channel.send("still here");
  pair.client.channel.finish();
  carry(pair.client, pair.server, kNow, GetParam());
  EXPECT_EQ(pair.server.received, "said earlystill here");
  EXPECT_EQ(pair.server.peer_finished, 1U);
  pair.server.channel.receive_end();
  pair.client.channel.receive_end();
  carry(pair.client, pair.server);
  EXPECT_THAT(pair.server.failures, IsEmpty());
  EXPECT_THAT(pair.client.failures, IsEmpty());
}

TEST(Upgrade, PlaintextThenTls) {
  Pair pair(identity_for("example.org"));
  pair.client.channel.send("<starttls/>");
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.server.received, "<starttls/>");
  pair.server.channel.send("<proceed/>");
  pair.server.channel.secure(pair.server_context, TlsSide::Server, "", pair.server_random, kNow);
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.client.received, "<proceed/>");
  pair.client.channel.secure(pair.client_context, TlsSide::Client, "example.org", pair.client_random, kNow);
  pair.client.channel.send("hidden");
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.server.received, "<starttls/>hidden");
  EXPECT_THAT(pair.client.transcript, StartsWith("<starttls/>"));
  EXPECT_EQ(pair.client.transcript.find("hidden"), Bytes::npos);
}

TEST(Facts, BothEndsSeeTheSameBindings) {
  for (const Versions versions : {Versions::Tls12, Versions::Tls13}) {
    for (const KeyKind kind : {KeyKind::Ed25519, KeyKind::EcdsaP256}) {
      Pair pair(identity_for("example.org", kind), versions);
      pair.secure();
      carry(pair.client, pair.server);
      ASSERT_EQ(pair.client.secured.size(), 1U);
      const TlsFacts& ours = pair.client.secured[0];
      const TlsFacts& theirs = pair.server.secured[0];
      const bool is13 = versions == Versions::Tls13;
      EXPECT_EQ(ours.version, is13 ? "TLSv1.3" : "TLSv1.2");
      EXPECT_THAT(ours.cipher, StartsWith("TLS_"));
      EXPECT_EQ(ours.exporter.size(), 32U);
      EXPECT_EQ(ours.exporter, theirs.exporter);
      EXPECT_EQ(ours.server_end_point.size(), kind == KeyKind::EcdsaP256 ? 32U : 0U);
      EXPECT_EQ(ours.server_end_point, theirs.server_end_point);
      EXPECT_EQ(ours.unique.size(), is13 ? 0U : 12U);
      EXPECT_EQ(ours.unique, theirs.unique);
      EXPECT_FALSE(ours.peer_certificate.empty());
      EXPECT_TRUE(theirs.peer_certificate.empty());
    }
  }
}

TEST(Failure, ExpiredCertificate) {
  Pair pair(identity_for("example.org"));
  const Now later{Instant{}, kToday + 16 * kDay};
  pair.secure("example.org", later);
  carry(pair.client, pair.server, later);
  EXPECT_THAT(pair.client.failures, ElementsAre("handshake: certificate: certificate has expired"));
  EXPECT_THAT(pair.server.failures, ElementsAre(HasSubstr("alert certificate expired")));
  EXPECT_FALSE(pair.client.channel.is_secured());
}

TEST(Failure, CertificateOfTheFuture) {
  Pair pair(identity_for("example.org"));
  const Now earlier{Instant{}, kToday - 16 * kDay};
  pair.secure("example.org", earlier);
  carry(pair.client, pair.server, earlier);
  EXPECT_THAT(pair.client.failures, ElementsAre("handshake: certificate: certificate is not yet valid"));
}

TEST(Failure, WrongName) {
  Pair pair(identity_for("example.org"));
  pair.secure("example.com");
  carry(pair.client, pair.server);
  EXPECT_THAT(pair.client.failures, ElementsAre("handshake: certificate: hostname mismatch"));
}

TEST(Failure, NoNameIsNoExcuse) {
  Pair pair(identity_for("example.org"));
  pair.secure("");
  carry(pair.client, pair.server);
  EXPECT_THAT(pair.client.failures, ElementsAre(StartsWith("handshake: certificate: ")));
}

TEST(Failure, UntrustedCertificate) {
  Pair pair(identity_for("example.org"));
  KeyedRandom other_random(2, "other identity");
  const Identity other = self_signed({"example.org"}, KeyKind::Ed25519, kThisMonth, other_random);
  pair.client_context = *Context::client(TrustPem{other.certificate_pem});
  pair.secure();
  carry(pair.client, pair.server);
  ASSERT_EQ(pair.client.failures.size(), 1U);
  EXPECT_THAT(pair.client.failures[0], StartsWith("handshake: certificate: "));
}

TEST(Trust, AnyoneMeansAnyNameAndAnyTime) {
  Pair pair(identity_for("example.org"));
  pair.client_context = *Context::client(TrustAnyone{});
  const Now later{Instant{}, kToday + 1000 * kDay};
  pair.secure("elsewhere.example", later);
  carry(pair.client, pair.server, later);
  EXPECT_EQ(pair.client.secured.size(), 1U);
}

TEST(Trust, IpAddressesAreNames) {
  Pair pair(identity_for("127.0.0.1"));
  pair.secure("127.0.0.1");
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.client.secured.size(), 1U);
}

TEST(Failure, Garbage) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  pair.server.channel.receive("<stream:stream xmlns='jabber:client'>", kNow);
  pair.server.collect_events();
  ASSERT_EQ(pair.server.failures.size(), 1U);
  EXPECT_THAT(pair.server.failures[0], StartsWith("handshake: "));
  pair.server.channel.receive("more", kNow);
  pair.server.channel.send("more");
  pair.server.collect_events();
  EXPECT_EQ(pair.server.failures.size(), 1U);
}

TEST(Failure, EndlessHandshake) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  // Records of TLS handshake type that claim a ClientHello of 16 MB.
  Bytes record("\x16\x03\x01\x40\x00", 5);
  record += Bytes("\x01\xff\xff\xff", 4) + Bytes(16'380, 'x');
  for (int i = 0; i < 8 && pair.server.failures.empty(); ++i) {
    pair.server.channel.receive(record, kNow);
    pair.server.collect_events();
  }
  EXPECT_EQ(pair.server.failures.size(), 1U);
}

TEST(Failure, TruncationDuringHandshake) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  pair.server.channel.receive_end();
  pair.server.collect_events();
  EXPECT_THAT(pair.server.failures, ElementsAre("truncated: the connection ended during the handshake"));
}

TEST(Failure, TruncationAfterHandshake) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  carry(pair.client, pair.server);
  pair.server.channel.receive_end();
  pair.server.collect_events();
  EXPECT_THAT(pair.server.failures, ElementsAre("truncated: the connection ended without close_notify"));
  EXPECT_EQ(pair.server.peer_finished, 0U);
}

TEST(Failure, ForgedRecord) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  carry(pair.client, pair.server);
  pair.client.channel.send("money");
  Bytes record = pair.client.take_output();
  record.back() = static_cast<char>(record.back() ^ 1);
  pair.server.channel.receive(record, kNow);
  pair.server.collect_events();
  ASSERT_EQ(pair.server.failures.size(), 1U);
  EXPECT_THAT(pair.server.failures[0], StartsWith("record: "));
  EXPECT_EQ(pair.server.received, "");
}

TEST(Failure, ThePeersAlertIsTold) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  carry(pair.client, pair.server);
  pair.server.channel.receive(Bytes("\x17\x03\x03\x00\x14", 5) + Bytes(20, 'x'), kNow);
  (void)pair.server.channel.next_event();
  pair.client.channel.receive(pair.server.channel.take_output(), kNow);
  const auto event = pair.client.channel.next_event();
  ASSERT_TRUE(event && std::holds_alternative<Closed>(*event));
  EXPECT_EQ(std::get<Closed>(*event).alert, 20);  // bad_record_mac
}

TEST(Finish, WaitsForTheHandshake) {
  Pair pair(identity_for("example.org"));
  pair.secure();
  pair.client.channel.send("last words");
  pair.client.channel.finish();
  carry(pair.client, pair.server);
  EXPECT_EQ(pair.server.received, "last words");
  EXPECT_EQ(pair.server.peer_finished, 1U);
}

// --- protocols (RFC 7301) ---------------------------------------------------------------------------------------------------------

/// Why the server refuses the client, or "".
std::string refusal(Protocol server, Protocol client) {
  Pair pair(identity_for("example.org"));
  pair.server_context = *Context::server(identity_for("example.org"), Versions::Tls12And13, server);
  pair.client_context = *Context::client(TrustAnyone{}, Versions::Tls12And13, client);
  pair.secure();
  carry(pair.client, pair.server);
  return pair.server.failures.empty() ? std::string() : pair.server.failures.front();
}

TEST(Protocols, WhoSpeaksAnotherIsRefused) {
  EXPECT_EQ(refusal(Protocol::Streams, Protocol::Streams), "");
  EXPECT_EQ(refusal(Protocol::Files, Protocol::Files), "");
  EXPECT_THAT(refusal(Protocol::Streams, Protocol::Files), HasSubstr("no application protocol"));
  EXPECT_THAT(refusal(Protocol::Files, Protocol::Streams), HasSubstr("no application protocol"));
}

TEST(Protocols, OneOfSeveralIsEnough) {
  for (const Protocol protocol : {Protocol::Streams, Protocol::Files, Protocol::Either}) {
    EXPECT_EQ(refusal(protocol, Protocol::Either), "");
    EXPECT_EQ(refusal(Protocol::Either, protocol), "");
  }
}

}  // namespace
}  // namespace assay::tls
