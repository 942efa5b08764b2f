#include <set>

#include <gtest/gtest.h>

#include "reference/client/inbox.hpp"
#include "reference/client/scripted_phone.hpp"
#include "reference/stanza/error.hpp"

namespace assay::client {
namespace {

using std::chrono::seconds;

constexpr const char* kBob = "12025550102@example.org";

std::string incoming(const std::string& id, const std::string& entry, const std::string& body = "hi", const std::string& extra = {}) {
  return "<message from='12025550102@example.org/x' id='" + id + "' type='chat'><body>" + body +
         "</body><stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='" + entry + "'/>" + extra + "</message>";
}
std::string ack(const std::string& id) { return "<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-03-01T12:00:01.000Z'/>"; }

class MessagesTest : public testing::Test {
 protected:
  MessagesTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {}
  std::string send(const std::string& body) {
    std::string id = phone.client.send({kBob, body, {}}, phone.now);
    phone.turn();
    return id;
  }
  ScriptedPhone phone;
};

TEST_F(MessagesTest, AreAcceptedWhenTheServerSaysSo) {
  phone.come_online();
  const std::string id = send("hello");
  EXPECT_EQ(phone.next("message").attribute("id"), id);
  EXPECT_FALSE(phone.event<Accepted>());
  phone.say(ack("another"));
  EXPECT_FALSE(phone.event<Accepted>());
  phone.say(ack(id));
  const auto accepted = phone.event<Accepted>();
  ASSERT_TRUE(accepted);
  EXPECT_EQ(date_time(*accepted->stamp), "2026-03-01T12:00:01.000Z");
  EXPECT_TRUE(phone.client.unaccepted().empty());
}

// MSG-01: 72 random bits are 12 characters of base64url.
TEST_F(MessagesTest, HaveUnguessableIds) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = send("x");
    EXPECT_GE(id.size(), 12U);
    EXPECT_LE(id.size(), 64U);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100U);
}

// MSG-04
TEST_F(MessagesTest, AreSentAgainAfterACutInOrderWithTheSameIds) {
  phone.come_online();
  const std::string first = send("one");
  const std::string second = send("two");
  phone.say(ack(first));
  phone.cut();
  const std::string third = send("three");
  const auto offline = phone.event<Offline>();
  ASSERT_TRUE(offline && offline->retry_in);
  phone.server = {};
  phone.wait(*offline->retry_in);
  EXPECT_EQ(phone.connections, 2);
  phone.negotiate();
  EXPECT_EQ(phone.next("message").attribute("id"), second);
  EXPECT_EQ(phone.next("message").attribute("id"), third);
  EXPECT_EQ(phone.next("message").local(), "nothing");
}

TEST_F(MessagesTest, AreAcknowledgedWhenTheCallerTookThemAndNotBefore) {
  phone.come_online();
  while (phone.next("presence").local() != "nothing") {
  }
  phone.takes_events = false;
  phone.say(incoming("m1", "E1"));
  EXPECT_EQ(phone.next("ack").local(), "nothing");
  phone.takes_events = true;
  phone.turn();
  EXPECT_EQ(phone.next("ack").attribute("id"), "E1");
  EXPECT_EQ(phone.event<MessageReceived>()->body, "hi");
}

// MSG-06
TEST_F(MessagesTest, AreShownOnceAndAcknowledgedEachTime) {
  phone.come_online();
  phone.say(incoming("m1", "E1"));
  phone.cut();
  phone.server = {};
  phone.wait(seconds{1});
  phone.negotiate();
  phone.say(incoming("m1", "E2") + incoming("m2", "E3"));
  EXPECT_TRUE(phone.event<MessageReceived>());
  EXPECT_EQ(phone.event<MessageReceived>()->id, "m2");
  EXPECT_FALSE(phone.event<MessageReceived>());
  EXPECT_EQ(phone.next("ack").attribute("id"), "E2");
  EXPECT_EQ(phone.next("ack").attribute("id"), "E3");
}

TEST_F(MessagesTest, OfTwoSendersMayHaveOneId) {
  phone.come_online();
  phone.say(incoming("m1", "E1"));
  phone.say("<message from='12025550103@example.org' id='m1'><body>other</body></message>");
  phone.event<MessageReceived>();
  EXPECT_EQ(phone.event<MessageReceived>()->body, "other");
}

TEST_F(MessagesTest, SayThatTheyWaited) {
  phone.come_online();
  const auto delay = [](const std::string& from) {
    return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2026-02-28T10:00:00.000Z'/>";
  };
  phone.say("<summary xmlns='urn:cxmpp:offline:1' messages='1'/>" + incoming("m1", "E1", "late", delay("example.org")) +
            "<end xmlns='urn:cxmpp:offline:1' total='1'/>" + incoming("m2", "E2", "forged", delay("evil.example")));
  EXPECT_EQ(phone.event<BacklogStarted>()->messages, 1U);
  const auto late = phone.event<MessageReceived>();
  EXPECT_TRUE(late->delayed);
  EXPECT_EQ(date_time(*late->stamp), "2026-02-28T10:00:00.000Z");
  EXPECT_FALSE(phone.event<MessageReceived>()->delayed);
  EXPECT_EQ(phone.event<BacklogEnded>()->messages, 1U);
}

TEST_F(MessagesTest, TheServersAnswerToAPingAcceptsThemWithoutAck1) {
  phone.come_online(false);
  const std::string id = send("hello");
  EXPECT_EQ(phone.next("message").attribute("id"), id);
  const auto ping = phone.next("iq");
  ASSERT_NE(ping.find_child("urn:xmpp:ping", "ping"), nullptr);
  EXPECT_FALSE(phone.event<Accepted>());
  phone.say("<iq type='result' from='example.org' id='" + std::string(ping.attribute("id")) + "'/>");
  EXPECT_EQ(phone.event<Accepted>()->id, id);
  phone.say(incoming("m1", "E1"));
  EXPECT_EQ(phone.next("ack").local(), "nothing");
}

TEST_F(MessagesTest, ABounceFromTheAddresseeCountsAndAForgedOneDoesNot) {
  phone.come_online();
  const std::string id = send("hello");
  const auto bounce = [&](const std::string& from) {
    return "<message type='error' from='" + from + "' id='" + id + "'>" + xml::write(stanza::stanza_error("service-unavailable").write()) +
           "</message>";
  };
  phone.say(bounce("mallory@evil.example/x"));
  EXPECT_FALSE(phone.event<Failed>());
  phone.say(bounce(kBob));
  const auto failure = phone.event<Failed>();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->condition, "service-unavailable");
  EXPECT_EQ(failure->id, id);
  EXPECT_TRUE(phone.client.unaccepted().empty());
}

TEST_F(MessagesTest, WithFaultsAreRefusedHere) {
  phone.client.send({"@", "x", "i"}, phone.now);
  EXPECT_EQ((phone.turn(), phone.event<Failed>()->condition), "jid-malformed");
  phone.client.send({kBob, "x", std::string(65, 'i')}, phone.now);
  EXPECT_EQ((phone.turn(), phone.event<Failed>()->condition), "bad-id");
  phone.client.send({kBob, "x", "same"}, phone.now);
  phone.client.send({kBob, "y", "same"}, phone.now);
  EXPECT_EQ((phone.turn(), phone.event<Failed>()->condition), "conflict");
}

TEST(Inbox, ForgetsTheOldestOnly) {
  Inbox inbox(2);
  for (const char* key : {"a", "b", "c"}) {
    EXPECT_EQ(inbox.arrived(key, "e"), Inbox::Arrival::New);
    EXPECT_EQ(inbox.arrived(key, "f"), Inbox::Arrival::Waiting);
    EXPECT_EQ(inbox.taken(key), (std::vector<std::string>{"e", "f"}));
  }
  EXPECT_EQ(inbox.arrived("c", "g"), Inbox::Arrival::Seen);
  EXPECT_EQ(inbox.arrived("a", "g"), Inbox::Arrival::New);
}

}  // namespace
}  // namespace assay::client
