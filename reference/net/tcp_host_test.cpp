#include "reference/net/tcp_host.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "reference/host/scripted_machine_test.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::net {
namespace {

using host::ScriptedMachine;
using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

tls::Identity identity() {
  SystemRandom random;
  EventLoop loop;
  const WallTime today = loop.now().wall;
  return tls::self_signed({"localhost"}, tls::KeyKind::Ed25519, {today - std::chrono::days{1}, today + std::chrono::days{1}}, random);
}

/// A server machine and a client machine, each with a host, on one loop. A test that hangs fails after ten seconds.
class TcpHosts : public testing::Test {
 protected:
  TcpHosts() {
    loop.after(std::chrono::seconds{10}, [this] {
      ADD_FAILURE() << "the test hangs";
      loop.stop();
    });
  }

  static host::TlsContexts server_tls(const tls::Identity& shown) { return {*tls::Context::server(shown), {}}; }
  static host::TlsContexts client_tls(const tls::Identity& trusted) {
    return {{}, *tls::Context::client(tls::TrustPem{trusted.certificate_pem})};
  }

  Endpoint listen(const std::string& name) {
    const auto bound = server_host.listen(name, {"127.0.0.1", 0});
    EXPECT_TRUE(bound) << bound.error();
    return *bound;
  }
  void connect(const Endpoint& to) {
    client.actions.emplace_back(Connect{kClient, to});
    client_host.poke();
  }
  void stop_when_both_closed() {
    if (has_closed(client) && has_closed(server)) loop.stop();
  }
  static bool has_closed(const ScriptedMachine& machine) {
    return std::any_of(machine.log.begin(), machine.log.end(), [](const std::string& line) { return line.rfind("closed", 0) == 0; });
  }

  void serve(ScriptedMachine& machine, Conn conn, const Event& event) {
    if (server_reaction) server_reaction(machine, conn, event);
    if (std::holds_alternative<PeerFinished>(event)) machine.actions.emplace_back(Finish{conn});
    stop_when_both_closed();
  }
  void use(ScriptedMachine& machine, Conn conn, const Event& event) {
    if (client_reaction) client_reaction(machine, conn, event);
    stop_when_both_closed();
  }

  static constexpr Conn kClient = outbound(1);
  const tls::Identity certificate = identity();
  EventLoop loop;
  SystemRandom random;
  ScriptedMachine::Reaction server_reaction;
  ScriptedMachine::Reaction client_reaction;
  ScriptedMachine server{[this](ScriptedMachine& m, Conn c, const Event& e) { serve(m, c, e); }};
  ScriptedMachine client{[this](ScriptedMachine& m, Conn c, const Event& e) { use(m, c, e); }};
  TcpHost server_host{loop, server, random, {server_tls(certificate), ""}};
  TcpHost client_host{loop, client, random, {client_tls(certificate), "127.3.0.7"}};
};

TEST_F(TcpHosts, EchoOverTls) {
  server_reaction = [](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Secure{conn, TlsSide::Server, ""});
    if (const auto* octets = std::get_if<Received>(&event)) machine.actions.emplace_back(Send{conn, Bytes(octets->bytes)});
  };
  client_reaction = [](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) {
      machine.actions.emplace_back(Secure{conn, TlsSide::Client, "localhost"});
      machine.actions.emplace_back(Send{conn, "hello"});
    }
    if (std::holds_alternative<Received>(event)) machine.actions.emplace_back(Finish{conn});
  };
  connect(listen("c2s-tls"));
  loop.run();
  EXPECT_EQ(client.received, "hello");
  EXPECT_THAT(client.log, ElementsAre("opened ", "secured TLSv1.3", "sent 5", "received 5", "peer finished", "closed 0 "));
  EXPECT_THAT(server.log, ElementsAre("opened c2s-tls", "secured TLSv1.3", "received 5", "sent 5", "peer finished", "closed 0 "));
  EXPECT_EQ(server_host.connections(), 0U);
}

TEST_F(TcpHosts, EndInOrder) {
  client_reaction = [](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (!std::holds_alternative<Opened>(event)) return;
    machine.actions.emplace_back(Send{conn, "bye"});
    machine.actions.emplace_back(Finish{conn});
  };
  server_reaction = [](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<PeerFinished>(event)) machine.actions.emplace_back(Send{conn, "after your end"});
  };
  connect(listen("c2s"));
  loop.run();
  EXPECT_EQ(server.received, "bye");
  EXPECT_EQ(client.received, "after your end");
  EXPECT_EQ(client.log.back(), "closed 0 ");
  EXPECT_EQ(server.log.back(), "closed 0 ");
}

TEST_F(TcpHosts, AbortIsAResetForThePeer) {
  std::string peer;
  server_reaction = [&](ScriptedMachine&, Conn, const Event& event) {
    if (const auto* opened = std::get_if<Opened>(&event)) peer = opened->peer.host;
    // Only now: a connection that is reset while it waits to be accepted is never heard of.
    client.actions.emplace_back(Abort{kClient});
    client_host.poke();
  };
  connect(listen("c2s"));
  loop.run();
  EXPECT_EQ(peer, "127.3.0.7");
  EXPECT_EQ(client.log.back(), "closed 4 ");
  EXPECT_THAT(server.log.back(), StartsWith("closed 1 "));
}

TEST_F(TcpHosts, RefusedConnections) {
  const Endpoint nobody = listen("c2s");
  server_host.stop_listening();
  client_reaction = [this](ScriptedMachine&, Conn, const Event&) {
    if (client.log.size() == 2) loop.stop();
  };
  client.actions.emplace_back(Connect{outbound(1), nobody});
  client.actions.emplace_back(Connect{outbound(2), {"a name", 5222}});
  client_host.poke();
  loop.run();
  EXPECT_THAT(client.log, testing::Each(StartsWith("closed 2 ")));
  EXPECT_EQ(client_host.connections(), 0U);
}

TEST_F(TcpHosts, ListenSaysWhyNot) {
  const Endpoint taken = listen("c2s");
  EXPECT_FALSE(server_host.listen("again", taken));
  EXPECT_FALSE(server_host.listen("name", {"localhost", 0}));
}

TEST_F(TcpHosts, PausedReaderHoldsTheWriterBack) {
  const Bytes large(32 << 20, 'x');  // more than both kernels' buffers take
  bool paused = true;
  server_reaction = [&](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(PauseReading{conn});
    if (std::holds_alternative<Received>(event)) {
      EXPECT_FALSE(paused);
    }
  };
  client_reaction = [&](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Send{conn, large});
    if (!std::holds_alternative<Sent>(event) || !paused) return;
    EXPECT_LT(machine.sent, large.size());
    paused = false;
    server.actions.emplace_back(ResumeReading{Conn{1}});
    server_host.poke();
    machine.actions.emplace_back(Finish{conn});
  };
  connect(listen("c2s"));
  loop.run();
  EXPECT_FALSE(paused);
  EXPECT_EQ(client.sent, large.size());
  EXPECT_EQ(server.received.size(), large.size());
  EXPECT_EQ(server.log.back(), "closed 0 ");
}

TEST_F(TcpHosts, MegabyteOverTls) {
  Bytes large(1 << 20, '\0');
  random.fill(large.data(), large.size());
  server_reaction = [&](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Secure{conn, TlsSide::Server, ""});
    if (std::holds_alternative<Secured>(event)) machine.actions.emplace_back(Send{conn, large});
    if (std::holds_alternative<Secured>(event)) machine.actions.emplace_back(Finish{conn});
  };
  client_reaction = [&](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Secure{conn, TlsSide::Client, "localhost"});
    if (std::holds_alternative<PeerFinished>(event)) machine.actions.emplace_back(Finish{conn});
  };
  connect(listen("c2s-tls"));
  loop.run();
  EXPECT_EQ(client.received, large);
  EXPECT_EQ(server.sent, large.size());
  EXPECT_EQ(client.log.back(), "closed 0 ");
}

/// A blocking socket beside the loop, already connected to a listener's backlog.
struct RawSocket {
  explicit RawSocket(const Endpoint& to) : fd(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(to.port);
    inet_pton(AF_INET, to.host.c_str(), &address.sin_addr);
    EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;
  ~RawSocket() { ::close(fd); }
  int fd;
};

TEST_F(TcpHosts, WhatIsReadyTogetherIsOneTurn) {
  const Endpoint at = listen("c2s");
  std::deque<RawSocket> raw;
  for (int i = 0; i < 20; ++i) {
    raw.emplace_back(at);
    ASSERT_EQ(::send(raw.back().fd, "x", 1, 0), 1);
  }
  server_reaction = [this](ScriptedMachine& machine, Conn, const Event&) {
    if (machine.received.size() == 20) loop.stop();
  };
  loop.run();
  EXPECT_EQ(server.received.size(), 20U);
  EXPECT_LE(server.turns, 5);  // of 40 inputs
}

TEST_F(TcpHosts, AcceptingGoesOnAfterDescriptorsRanOut) {
  const Endpoint at = listen("c2s");
  const RawSocket raw(at);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  loop.after(std::chrono::milliseconds{20}, [&] {
    EXPECT_THAT(server.log, ElementsAre());
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  });
  server_reaction = [this](ScriptedMachine&, Conn, const Event&) { loop.stop(); };
  loop.run();
  EXPECT_THAT(server.log, ElementsAre("opened c2s"));
}

TEST_F(TcpHosts, DeadlinesComeTrue) {
  server.deadline = loop.now().monotonic + std::chrono::milliseconds{5};
  server_host.poke();
  loop.after(std::chrono::milliseconds{1}, [&] { EXPECT_EQ(server.timers, 0); });
  loop.after(std::chrono::milliseconds{30}, [&] { loop.stop(); });
  server_reaction = {};
  loop.run();
  EXPECT_GE(server.timers, 1);
}

}  // namespace
}  // namespace assay::net
