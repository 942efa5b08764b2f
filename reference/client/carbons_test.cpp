#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

constexpr const char* kOwn = "12025550101@example.org";
constexpr const char* kBob = "12025550102@example.org";

std::string wrapped(const std::string& from, const std::string& kind, const std::string& original, const std::string& beside = {}) {
  return "<message from='" + from + "' type='chat'>" + beside + "<" + kind +
         " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + original + "</forwarded></" + kind + "></message>";
}
std::string message(const std::string& from, const std::string& to, const std::string& id, const std::string& inside = "<body>hi</body>") {
  return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='" + to + "' id='" + id + "'>" + inside + "</message>";
}
const std::string kToTablet = message("12025550102@example.org/x", "12025550101@example.org/tablet", "m1");
const std::string kByTablet = message("12025550101@example.org/tablet", kBob, "m2");

class CarbonsTest : public testing::Test {
 protected:
  CarbonsTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {}
  ScriptedPhone phone;
};

TEST_F(CarbonsTest, AreEnabledWhereTheServerHasThem) {
  phone.come_online();
  const auto asked = phone.next("iq");
  ASSERT_NE(asked.find_child("http://jabber.org/protocol/disco#info", "query"), nullptr);
  EXPECT_EQ(asked.attribute("to"), "example.org");
  while (phone.next("iq").local() != "nothing") {
  }
  phone.say("<iq type='result' from='example.org' id='" + std::string(asked.attribute("id")) +
            "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:carbons:2'/></query></iq>");
  EXPECT_NE(phone.next("iq").find_child("urn:xmpp:carbons:2", "enable"), nullptr);
}

TEST_F(CarbonsTest, AreNotEnabledElsewhere) {
  phone.come_online();
  const auto asked = phone.next("iq");
  while (phone.next("iq").local() != "nothing") {
  }
  phone.say("<iq type='result' id='" + std::string(asked.attribute("id")) +
            "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
  EXPECT_EQ(phone.next("iq").local(), "nothing");
}

TEST_F(CarbonsTest, ShowWhatOtherSessionsGotAndSent) {
  phone.come_online();
  phone.say(wrapped(kOwn, "received", kToTablet));
  const auto got = phone.event<MessageReceived>();
  ASSERT_TRUE(got);
  EXPECT_EQ(got->from, kBob);
  EXPECT_EQ(got->id, "m1");
  phone.say(wrapped(kOwn, "sent", kByTablet));
  const auto sent = phone.event<SentElsewhere>();
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->to, kBob);
  EXPECT_EQ(sent->body, "hi");
  phone.say(wrapped(kOwn, "sent", kByTablet));
  EXPECT_FALSE(phone.event<SentElsewhere>()) << "shown once";
  phone.say("<message from='12025550102@example.org/x'><received xmlns='urn:xmpp:receipts' id='m2'/></message>");
  EXPECT_TRUE(phone.event<Delivered>()) << "a receipt to the account is for all its sessions";
}

TEST_F(CarbonsTest, ThatAreForgedAreIgnored) {
  phone.come_online();
  for (const std::string from :
       {"12025550109@example.org/x", "example.org", "12025550101@example.org/tablet", "12025550101@evil.example"}) {
    phone.say(wrapped(from, "received", kToTablet));
    phone.say(wrapped(from, "sent", kByTablet));
  }
  phone.say("<message type='chat'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + kToTablet +
            "</forwarded></received></message>");
  phone.say(wrapped(kOwn, "sent", message("12025550109@example.org/x", kBob, "m3")));
  EXPECT_FALSE(phone.event<MessageReceived>());
  EXPECT_FALSE(phone.event<SentElsewhere>());
  // What stands beside a forged copy is its sender's, and leaves the mailbox like anything else.
  const std::string entry = "<stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='E1'/>";
  phone.say(wrapped("12025550109@example.org/x", "received", kToTablet, "<body>mine</body>" + entry));
  EXPECT_EQ(phone.event<MessageReceived>()->from, "12025550109@example.org");
  EXPECT_EQ(phone.next("ack").attribute("id"), "E1");
}

TEST_F(CarbonsTest, AreNeitherAcknowledgedNorAnsweredNorShownTwice) {
  phone.come_online();
  const std::string entry = "<stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='E1'/>";
  const std::string original = message("12025550102@example.org/x", "12025550101@example.org/tablet", "m1",
                                       "<body>hi</body><request xmlns='urn:xmpp:receipts'/>" + entry);
  for (xml::Element iq = phone.next("iq"); iq.local() != "nothing"; iq = phone.next("iq")) {
    if (iq.find_child("jabber:iq:roster", "query") == nullptr) continue;
    phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) +
              "'><query xmlns='jabber:iq:roster'><item jid='12025550102@example.org' subscription='both'/></query></iq>");
  }
  phone.say(wrapped(kOwn, "received", original));
  EXPECT_TRUE(phone.event<MessageReceived>());
  EXPECT_EQ(phone.server.next().local(), "nothing");
  phone.say(original);
  EXPECT_FALSE(phone.event<MessageReceived>());
  EXPECT_EQ(phone.next("ack").attribute("id"), "E1");
  EXPECT_NE(phone.next("message").find_child("urn:xmpp:receipts", "received"), nullptr) << "now it is ours to answer";
}

}  // namespace
}  // namespace assay::client
