// Records of a server against OpenSSL's client, and what only a broken peer sends.

#include "reference/tls/records.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/tls/link_test.hpp"

namespace assay::tls {
namespace {

using testing::ElementsAre;

Bytes from_hex(std::string_view digits) {
  Bytes octets;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) octets += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return octets;
}

TrafficSecret secret_of(std::string_view digits) {
  TrafficSecret secret;
  secret.set(from_hex(digits));
  return secret;
}

TrafficSecret some_secret(char octet, std::size_t size) {
  TrafficSecret secret;
  secret.set(Bytes(size, octet));
  return secret;
}

// RFC 8448 section 3: the client's first record of application data.
TEST(RecordKeys, SealAndOpenTheRecordOfRfc8448) {
  const TrafficSecret secret = secret_of("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5");
  const Bytes record = from_hex(
      "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2977014bd1e3deae63aeebb"
      "21694915e4");
  Bytes content;
  for (char octet = 0; octet < 50; ++octet) content += octet;
  Bytes sealed;
  RecordKeys(Suite::Aes128GcmSha256, secret).seal(ContentType::ApplicationData, content, sealed);
  EXPECT_EQ(sealed, record);
  Bytes inner;
  ASSERT_TRUE(RecordKeys(Suite::Aes128GcmSha256, secret).open(record, inner));
  EXPECT_EQ(inner, content + '\x17');
}

// A client of OpenSSL alone, so that its suites and its keys can be chosen.
class RecordsTest : public testing::Test {
 protected:
  void connect(const char* suite) {
    context.reset(SSL_CTX_new(TLS_client_method()));
    ASSERT_EQ(SSL_CTX_set_ciphersuites(context.get(), suite), 1);
    client.reset(SSL_new(context.get()));
    BIO* bio = wire_bio(wire).release();
    SSL_set_bio(client.get(), bio, bio);
    SSL_set_connect_state(client.get());
    server.channel.secure(server_context, TlsSide::Server, "", random, kNow);
    for (int i = 0; i < 3; ++i) {
      (void)SSL_do_handshake(client.get());
      to_server();
      to_client();
    }
    ASSERT_EQ(server.secured.size(), 1U);
    EXPECT_EQ(server.secured[0].cipher, suite);
  }
  void to_server() {
    server.channel.receive(std::exchange(wire.out, {}), kNow);
    server.collect_events();
  }
  void to_client() {
    inbox = server.channel.take_output();
    wire.in = inbox;
  }
  void say(std::string_view text) {
    ASSERT_EQ(SSL_write(client.get(), text.data(), static_cast<int>(text.size())), static_cast<int>(text.size()));
    to_server();
  }
  std::string heard(std::string_view text) {
    server.channel.send(text);
    to_client();
    std::array<char, 100> octets{};
    const int count = SSL_read(client.get(), octets.data(), static_cast<int>(octets.size()));
    return {octets.data(), static_cast<std::size_t>(std::max(count, 0))};
  }

  std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context;
  Wire wire;
  Bytes inbox;
  SslPtr client;
  KeyedRandom random{7, "server"};
  Context server_context = *Context::server(identity_for("example.org", KeyKind::EcdsaP256));
  End server;
};

TEST_F(RecordsTest, EverySuiteAndEveryGenerationOfKeys) {
  for (const char* suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
    server = {};
    wire = {};
    connect(suite);
    std::string said;
    for (int i = 0; i < 5; ++i) {
      said += "message " + std::to_string(i);
      say("message " + std::to_string(i));
      EXPECT_EQ(server.received, said) << suite;
      EXPECT_EQ(heard("answer " + std::to_string(i)), "answer " + std::to_string(i)) << suite;
      // Every second time we are asked to change ours, too.
      ASSERT_EQ(SSL_key_update(client.get(), i % 2 == 0 ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED), 1);
    }
    EXPECT_THAT(server.failures, ElementsAre());
  }
}

TEST_F(RecordsTest, ManyRequestsToChangeKeysHaveOneAnswer) {
  connect("TLS_AES_128_GCM_SHA256");
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(SSL_key_update(client.get(), SSL_KEY_UPDATE_REQUESTED), 1);
    say("x");
  }
  EXPECT_EQ(server.channel.take_output(), "");
  EXPECT_EQ(heard("all"), "all");
  EXPECT_LT(inbox.size(), 60U);
}

TEST_F(RecordsTest, PaddingIsTakenOff) {
  connect("TLS_AES_128_GCM_SHA256");
  SSL_set_block_padding(client.get(), 512);
  say("short");
  EXPECT_EQ(server.received, "short");
}

// Both ends of records that we seal ourselves: what OpenSSL's client would never send.
class BrokenPeerTest : public testing::Test {
 protected:
  /// What comes of a record of the client; the alert that answers it stands in `told`.
  Progress take(ContentType type, ByteView content) {
    client.seal(type, content, sent);
    return take_octets();
  }
  Progress take_octets() {
    wire.in = sent;
    Progress progress = Progress::Done;
    while (progress == Progress::Done) progress = records.read(plaintext);
    if (!wire.out.empty()) {
      Bytes inner;
      EXPECT_TRUE(server.open(wire.out, inner));
      told = static_cast<unsigned char>(inner.at(1));
    }
    return progress;
  }

  TrafficSecrets secrets{some_secret('c', 32), some_secret('s', 32)};
  Wire wire;
  Records records{Suite::Aes128GcmSha256, secrets, wire};
  RecordKeys client{Suite::Aes128GcmSha256, secrets.client};  // what the peer seals
  RecordKeys server{Suite::Aes128GcmSha256, secrets.server};  // what it opens
  Bytes sent;
  Bytes plaintext;
  int told = -1;
};

TEST_F(BrokenPeerTest, WhatIsNoRecord) {
  sent = Bytes("\x15\x03\x03\x00\x02\x01\x00", 7);
  EXPECT_EQ(take_octets(), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_UNEXPECTED_MESSAGE);
}

TEST_F(BrokenPeerTest, TooLong) {
  sent = Bytes("\x17\x03\x03\x41\x01", 5);
  EXPECT_EQ(take_octets(), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_RECORD_OVERFLOW);
}

TEST_F(BrokenPeerTest, OtherVersion) {
  sent = Bytes("\x17\x03\x01\x00\x20", 5);
  EXPECT_EQ(take_octets(), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_DECODE_ERROR);
}

TEST_F(BrokenPeerTest, NoRoomForATag) {
  sent = Bytes("\x17\x03\x03\x00\x00", 5);
  EXPECT_EQ(take_octets(), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_BAD_RECORD_MAC);
}

TEST_F(BrokenPeerTest, NothingButPadding) {
  EXPECT_EQ(take(static_cast<ContentType>(0), Bytes(10, '\0')), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_UNEXPECTED_MESSAGE);
}

TEST_F(BrokenPeerTest, ZerosBeforePaddingAreContent) {
  EXPECT_EQ(take(ContentType::ApplicationData, Bytes("a\0\0", 3)), Progress::NeedsInput);
  EXPECT_EQ(plaintext, Bytes("a\0\0", 3));
}

TEST_F(BrokenPeerTest, NothingButKeyUpdatesBehindTheHandshake) {
  EXPECT_EQ(take(ContentType::Handshake, Bytes("\x14\x00\x00\x00", 4)), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_UNEXPECTED_MESSAGE);
}

TEST_F(BrokenPeerTest, KeyUpdatesThatAskForNothingKnown) {
  EXPECT_EQ(take(ContentType::Handshake, Bytes("\x18\x00\x00\x01\x02", 5)), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_ILLEGAL_PARAMETER);
}

TEST_F(BrokenPeerTest, RecordsUnderKeysOfBefore) {
  client.seal(ContentType::Handshake, Bytes("\x18\x00\x00\x01\x00", 5), sent);
  EXPECT_EQ(take(ContentType::ApplicationData, "old keys"), Progress::Failed);
  EXPECT_EQ(told, SSL_AD_BAD_RECORD_MAC);
  EXPECT_EQ(plaintext, "");
}

TEST_F(BrokenPeerTest, AnAlertIsNotAnswered) {
  EXPECT_EQ(take(ContentType::Alert, Bytes("\x02\x50", 2)), Progress::Failed);
  EXPECT_EQ(records.peer_alert(), SSL_AD_INTERNAL_ERROR);
  EXPECT_EQ(told, -1);
}

TEST_F(BrokenPeerTest, TheEndIsSaidBehindUserCanceled) {
  client.seal(ContentType::Alert, Bytes("\x01\x5a", 2), sent);
  EXPECT_EQ(take(ContentType::Alert, Bytes("\x01\x00", 2)), Progress::PeerClosed);
}

}  // namespace
}  // namespace assay::tls
