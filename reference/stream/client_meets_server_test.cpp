// The two halves of this room against each other, with every way to cut their octets into pieces of one size.

#include <gtest/gtest.h>

#include "reference/crypto/scram.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/stream/server_stream.hpp"

namespace assay::stream {
namespace {

class OneNumber final : public Credentials {
 public:
  StoredPassword find(crypto::HashName hash, std::string_view username) override {
    const crypto::ScramKeys keys = crypto::scram_keys(hash, username == "12025550101" ? "token" : "\x01", "salt", 4096);
    return {"salt", 4096, keys.stored_key, keys.server_key};
  }
};

class ClientMeetsServer : public testing::TestWithParam<std::size_t> {
 protected:
  ClientMeetsServer() {
    settings.domain = "example.org";
    settings.mechanisms = {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"};
    settings.announce = [](const Facts& facts, xml::Element& features) {
      if (!facts.username.empty()) features.add(stanza::ack::feature());
    };
    config.domain = "example.org";
  }

  void play(const char* password) {
    server.emplace(settings, accounts, random, FirstOctets::Plain, now);
    client.emplace(config, random, Login{"12025550101", crypto::Secret(Bytes(password))});
    client->handle(Opened{{"example.org", 5222}, "c2s"}, now);
    while (client_speaks() || server_speaks()) {
    }
  }

  bool client_speaks() {
    bool spoke = false;
    while (auto output = client->next_output()) {
      spoke = true;
      if (auto* write = std::get_if<WriteOctets>(&*output)) {
        for (std::size_t at = 0; at < write->octets.size(); at += GetParam()) {
          server->receive(ByteView(write->octets).substr(at, GetParam()));
          listen();
        }
      } else if (std::get_if<FinishWriting>(&*output) != nullptr) {
        client->handle(Closed{CloseReason::Finished, {}}, now);
      }
    }
    while (auto event = client->next_event()) {
      if (auto* facts = std::get_if<StreamBound>(&*event)) address = facts->address.text();
      if (auto* end = std::get_if<ClientStreamEnded>(&*event)) outcome = end->condition;
    }
    return spoke;
  }

  void listen() {
    while (auto event = server->next_event()) {
      if (std::get_if<StartTls>(&*event) != nullptr) tls_starts = true;
      if (auto* wanted = std::get_if<BindWanted>(&*event)) {
        server->send(wanted->request.result(*jid::Jid::parse("12025550101@example.org/phone")));
        server->bound();
      }
      if (auto* element = std::get_if<FirstLevelElement>(&*event); element != nullptr && element->element == stanza::ack::enable()) {
        server->send(stanza::ack::enabled());
      }
    }
  }

  bool server_speaks() {
    Bytes said = server->take_output();
    for (std::size_t at = 0; strip && (at = said.find("-PLUS")) != Bytes::npos;) said.replace(at, 5, "-GONE");
    for (std::size_t at = 0; at < said.size(); at += GetParam()) {
      client->handle(Received{ByteView(said).substr(at, GetParam())}, now);
    }
    if (std::exchange(tls_starts, false)) {
      server->secured(server_end);
      client->handle(Secured{client_end}, now);
      return true;
    }
    return !said.empty();
  }

  Now now{};
  KeyedRandom random{1, "both"};
  OneNumber accounts;
  ServerSettings settings;
  ClientStreamConfig config;
  std::optional<ServerStream> server;
  std::optional<ClientStream> client;
  TlsFacts server_end, client_end;
  bool tls_starts = false;
  bool strip = false;  // takes the mechanisms with channel binding off the list
  std::string address;
  std::string outcome;
};

TEST_P(ClientMeetsServer, AndLogsIn) {
  play("token");
  EXPECT_EQ(address, "12025550101@example.org/phone");
  EXPECT_EQ(outcome, "");
  EXPECT_EQ(server->facts().username, "12025550101");
}

TEST_P(ClientMeetsServer, AndIsRefusedWithAWrongPassword) {
  play("wrong");
  EXPECT_EQ(address, "");
  EXPECT_EQ(outcome, "not-authorized");
}

TEST_P(ClientMeetsServer, AndBindsItsLogin) {
  settings.bind_logins = true;
  server_end.exporter = client_end.exporter = "exported octets";
  server_end.server_end_point = client_end.server_end_point = "hash";
  play("token");
  EXPECT_EQ(address, "12025550101@example.org/phone");
}

TEST_P(ClientMeetsServer, AndIsRefusedIfSomebodyEndsTlsInBetween) {
  settings.bind_logins = true;
  server_end.exporter = "one connection";
  client_end.exporter = "another one";
  play("token");
  EXPECT_EQ(outcome, "not-authorized");
}

TEST_P(ClientMeetsServer, AndIsRefusedIfSomebodyTakesTheMechanismsAway) {
  server_end.exporter = client_end.exporter = "exported octets";
  settings.bind_logins = true;
  server.emplace(settings, accounts, random, FirstOctets::Plain, now);
  config.tls = ClientTls::StartTls;
  client.emplace(config, random, Login{"12025550101", crypto::Secret(Bytes("token"))});
  strip = true;
  client->handle(Opened{{"example.org", 5222}, "c2s"}, now);
  while (client_speaks() || server_speaks()) {
  }
  EXPECT_EQ(outcome, "not-authorized");
}

INSTANTIATE_TEST_SUITE_P(PieceSizes, ClientMeetsServer, testing::Values(1, 2, 7, 64, 100'000));

}  // namespace
}  // namespace assay::stream
