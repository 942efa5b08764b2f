#include "reference/host/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/host/wire_test.hpp"

namespace assay::host {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Sends back what comes; secures a connection of the listener "tls" at once and any other after "starttls"; ends when its peer ends.
void echo(ScriptedMachine& machine, Conn conn, const Event& event) {
  std::visit(overloaded{
                 [&](const Opened& e) {
                   if (e.listener == "tls") machine.actions.emplace_back(Secure{conn, TlsSide::Server, ""});
                 },
                 [&](const Received& e) {
                   const bool upgrade = e.bytes == "starttls";
                   machine.actions.emplace_back(Send{conn, upgrade ? "proceed" : Bytes(e.bytes)});
                   if (upgrade) machine.actions.emplace_back(Secure{conn, TlsSide::Server, ""});
                 },
                 [&](const PeerFinished&) { machine.actions.emplace_back(Finish{conn}); },
                 [&](const auto&) {},
             },
             event);
}

// Secures at "proceed".
void upgrading_client(ScriptedMachine& machine, Conn conn, const Event& event) {
  const auto* received = std::get_if<Received>(&event);
  if (received != nullptr && received->bytes == "proceed") machine.actions.emplace_back(Secure{conn, TlsSide::Client, "example.org"});
}

void direct_tls_client(ScriptedMachine& machine, Conn conn, const Event& event) {
  if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Secure{conn, TlsSide::Client, "example.org"});
}

TEST(Driver, EchoesPlaintextAndCloses) {
  Wire wire({}, echo);
  wire.open("plain");
  wire.act(wire.a, Send{wire.a.conn, "hello"});
  EXPECT_EQ(wire.a.machine.received, "hello");
  wire.act(wire.a, Finish{wire.a.conn});
  EXPECT_THAT(wire.a.machine.log, ElementsAre("opened ", "sent 5", "received 5", "peer finished", "closed 0 "));
  EXPECT_THAT(wire.b.machine.log, ElementsAre("opened plain", "received 5", "sent 5", "peer finished", "closed 0 "));
  EXPECT_EQ(wire.a.driver.connections(), 0U);
  EXPECT_EQ(wire.b.driver.connections(), 0U);
  EXPECT_EQ(wire.a.driver.next_deadline(), std::nullopt);
}

TEST(Driver, UpgradesToTls) {
  Wire wire(upgrading_client, echo);
  wire.open("plain");
  wire.act(wire.a, Send{wire.a.conn, "starttls"});
  wire.act(wire.a, Send{wire.a.conn, "hello"});
  EXPECT_EQ(wire.a.machine.received, "proceedhello");
  EXPECT_EQ(wire.a.machine.sent, 13U);
  EXPECT_EQ(wire.b.machine.sent, 12U);
  EXPECT_THAT(wire.b.machine.log, ElementsAre("opened plain", "received 8", "sent 7", "secured TLSv1.3", "received 5", "sent 5"));
  wire.act(wire.a, Finish{wire.a.conn});
  EXPECT_EQ(wire.a.machine.log.back(), "closed 0 ");
  EXPECT_EQ(wire.b.machine.log.back(), "closed 0 ");
}

TEST(Driver, DirectTlsSeesNoOctetInTheClear) {
  Wire wire(direct_tls_client, echo);
  wire.a.machine.actions.emplace_back(Connect{wire.a.conn, {"b", 5223}});
  wire.a.driver.end_turn(wire.now);
  wire.a.driver.opened(wire.a.conn, {"b", 5223}, "", wire.now);
  wire.a.driver.end_turn(wire.now);
  ASSERT_EQ(wire.a.end.outbox.size(), 1U);
  // The ClientHello comes in the very turn in which the connection was accepted.
  wire.b.driver.opened(wire.b.conn, {"a", 40000}, "tls", wire.now);
  wire.carry_packet(wire.a, wire.b);
  wire.carry();
  wire.act(wire.a, Send{wire.a.conn, "hello"});
  EXPECT_EQ(wire.a.machine.received, "hello");
  EXPECT_THAT(wire.b.machine.log, ElementsAre("opened tls", "secured TLSv1.3", "received 5", "sent 5"));
}

TEST(Driver, OctetsSentDuringTheHandshakeAreCountedOnceTheyLeave) {
  Wire wire(direct_tls_client, echo);
  wire.a.machine.actions.emplace_back(Connect{wire.a.conn, {"b", 5223}});
  wire.a.machine.actions.emplace_back(Send{wire.a.conn, "too early"});  // before it is open: in the clear, in front
  wire.a.driver.end_turn(wire.now);
  EXPECT_TRUE(wire.a.end.outbox.empty());
  wire.a.driver.opened(wire.a.conn, {"b", 5223}, "", wire.now);
  EXPECT_EQ(wire.a.end.outbox.size(), 1U);

  Wire other(direct_tls_client, echo);
  other.open("tls");
  const Bytes large(100'000, 'x');
  other.act(other.a, Send{other.a.conn, large});
  EXPECT_EQ(other.a.machine.received, large);
  EXPECT_EQ(other.a.machine.sent, large.size());
  EXPECT_EQ(other.b.machine.sent, large.size());
}

TEST(Driver, ReportsProgressWithinOneSend) {
  Wire wire({}, {});
  wire.open("plain");
  wire.a.machine.actions.emplace_back(Send{wire.a.conn, Bytes(40'000, 'x')});
  wire.a.driver.end_turn(wire.now);
  wire.a.driver.sent(wire.a.conn, 16'383, wire.now);
  EXPECT_EQ(wire.a.machine.sent, 0U);
  wire.a.driver.sent(wire.a.conn, 1, wire.now);
  EXPECT_EQ(wire.a.machine.sent, 16'384U);
  wire.a.driver.sent(wire.a.conn, 23'616, wire.now);
  EXPECT_EQ(wire.a.machine.sent, 40'000U);
}

TEST(Driver, AbortClosesBothEnds) {
  Wire wire({}, echo);
  wire.open("plain");
  wire.act(wire.a, Abort{wire.a.conn});
  EXPECT_THAT(wire.a.machine.log, ElementsAre("opened ", "closed 4 "));
  EXPECT_THAT(wire.b.machine.log, ElementsAre("opened plain", "closed 1 "));
  const int turns = wire.a.machine.turns;
  wire.act(wire.a, Abort{wire.a.conn});
  wire.act(wire.a, Send{wire.a.conn, "late"});
  EXPECT_EQ(wire.a.machine.log.size(), 2U);
  EXPECT_GT(wire.a.machine.turns, turns);
}

TEST(Driver, FailedHandshakeCarriesTheAlert) {
  const auto wrong_name = [](ScriptedMachine& machine, Conn conn, const Event& event) {
    if (std::holds_alternative<Opened>(event)) machine.actions.emplace_back(Secure{conn, TlsSide::Client, "example.com"});
  };
  Wire wire(wrong_name, echo);
  wire.open("tls");
  EXPECT_THAT(wire.a.machine.log, ElementsAre("opened ", "closed 3 handshake: certificate: hostname mismatch"));
  ASSERT_EQ(wire.b.machine.log.size(), 2U);
  EXPECT_THAT(wire.b.machine.log[1], HasSubstr("alert"));
  EXPECT_EQ(wire.a.driver.connections(), 0U);
}

TEST(Driver, DoesNotWaitForAPeerThatKeepsTheConnection) {
  Wire wire({}, echo);
  wire.open("tls");
  wire.b.driver.received(wire.b.conn, "no ClientHello", wire.now);
  wire.b.driver.end_turn(wire.now);
  EXPECT_THAT(wire.b.machine.log.back(), HasSubstr("closed 3 handshake"));
  ASSERT_TRUE(wire.b.driver.next_deadline());
  wire.now.monotonic += kLinger;
  EXPECT_EQ(*wire.b.driver.next_deadline(), wire.now.monotonic);
  wire.b.driver.timer(wire.now);
  EXPECT_TRUE(std::holds_alternative<WireEnd::Cut>(wire.b.end.outbox.back()));
  EXPECT_EQ(wire.b.driver.next_deadline(), std::nullopt);
  EXPECT_EQ(wire.b.machine.log.size(), 2U);
}

TEST(Driver, MissingTlsIsAFailureOfTheConnection) {
  Wire wire({}, {});
  wire.open("plain");
  wire.act(wire.a, Secure{wire.a.conn, TlsSide::Server, ""});
  EXPECT_THAT(wire.a.machine.log, Contains("closed 3 handshake: no TLS is set up"));
}

TEST(Driver, TruncationIsNotAnEnd) {
  Wire wire(direct_tls_client, echo);
  wire.open("tls");
  wire.b.driver.peer_finished(wire.b.conn, wire.now);
  EXPECT_THAT(wire.b.machine.log.back(), HasSubstr("closed 3 truncated"));
  EXPECT_THAT(wire.b.machine.log, Not(Contains("peer finished")));
}

TEST(Driver, RefusedConnection) {
  Wire wire({}, {});
  wire.a.machine.actions.emplace_back(Connect{wire.a.conn, {"b", 1}});
  wire.a.driver.end_turn(wire.now);
  EXPECT_EQ(wire.a.end.connects, 1);
  wire.a.driver.closed(wire.a.conn, CloseReason::Refused, "nobody there", wire.now);
  EXPECT_THAT(wire.a.machine.log, ElementsAre("closed 2 nobody there"));
}

TEST(Driver, AbortedBeforeItOpened) {
  Wire wire({}, {});
  wire.a.machine.actions.emplace_back(Connect{wire.a.conn, {"b", 1}});
  wire.a.machine.actions.emplace_back(Abort{wire.a.conn});
  wire.a.driver.end_turn(wire.now);
  wire.a.driver.opened(wire.a.conn, {"b", 1}, "", wire.now);
  EXPECT_THAT(wire.a.machine.log, ElementsAre("closed 4 "));
}

TEST(Driver, PausesAndTimes) {
  Wire wire({}, {});
  wire.open("plain");
  wire.act(wire.a, PauseReading{wire.a.conn});
  EXPECT_TRUE(wire.a.end.paused);
  wire.act(wire.a, ResumeReading{wire.a.conn});
  EXPECT_FALSE(wire.a.end.paused);
  wire.a.machine.deadline = Instant{std::chrono::seconds{9}};
  EXPECT_EQ(wire.a.driver.next_deadline(), wire.a.machine.deadline);
  wire.a.driver.timer(wire.now);
  EXPECT_EQ(wire.a.machine.timers, 1);
}

}  // namespace
}  // namespace assay::host
