#include <gtest/gtest.h>

#include "reference/client/receipt_book.hpp"
#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

constexpr const char* kBob = "12025550102@example.org";
constexpr const char* kStranger = "12025550109@example.org";

class ReceiptsTest : public testing::Test {
 protected:
  ReceiptsTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {}

  void answer_roster() {
    for (;;) {
      const auto iq = phone.next("iq");
      ASSERT_NE(iq.local(), "nothing");
      if (iq.find_child("jabber:iq:roster", "query") == nullptr) continue;
      return phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) +
                       "'><query xmlns='jabber:iq:roster'><item jid='12025550102@example.org' subscription='both'/>"
                       "<item jid='12025550103@example.org' subscription='to'/></query></iq>");
    }
  }
  void come_back() {
    while (phone.server.next().local() != "nothing") {
    }
    phone.cut();
    phone.wait(std::chrono::seconds{60});
    phone.negotiate();
  }
  static std::string asking(const std::string& from, const std::string& id, const std::string& extra = {},
                            const std::string& type = "chat") {
    return "<message from='" + from + "/x' id='" + id + "' type='" + type +
           "'><body>hi</body><request xmlns='urn:xmpp:receipts'/><stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='E" +
           id + "'/>" + extra + "</message>";
  }
  static std::string receipt(const std::string& from, const std::string& id) {
    return "<message from='" + from + "/x' id='r' type='chat'><received xmlns='urn:xmpp:receipts' id='" + id + "'/></message>";
  }
  /// The id in the next receipt that the client sent, or "".
  std::string next_receipt() {
    const auto message = phone.next("message");
    const auto* received = message.find_child("urn:xmpp:receipts", "received");
    return received != nullptr ? std::string(received->attribute("id")) : std::string();
  }

  ScriptedPhone phone;
};

TEST_F(ReceiptsTest, AreSentOnceToContactsWhenTheCallerHasTheMessage) {
  phone.come_online();
  answer_roster();
  phone.takes_events = false;
  phone.say(asking(kBob, "m1"));
  EXPECT_EQ(phone.next("message").local(), "nothing") << "the caller has not taken it";
  phone.takes_events = true;
  phone.turn();
  const auto receipt = phone.next("message");
  EXPECT_EQ(receipt.attribute("to"), kBob);
  EXPECT_EQ(receipt.attribute("type"), "chat");
  EXPECT_GE(receipt.attribute("id").size(), 12U);
  EXPECT_EQ(receipt.children().size(), 1U) << "XEP-0184 section 7";
  EXPECT_EQ(receipt.first_child()->attribute("id"), "m1");
  phone.say(asking(kBob, "m1"));
  EXPECT_EQ(next_receipt(), "") << "delivered twice";
  EXPECT_FALSE(phone.event<Accepted>());
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + std::string(receipt.attribute("id")) + "' stamp='2026-03-01T12:00:01.000Z'/>");
  EXPECT_FALSE(phone.event<Accepted>()) << "nobody commanded it";
}

TEST_F(ReceiptsTest, AreNotForEverybodyAndEverything) {
  phone.come_online();
  answer_roster();
  phone.say(asking(kStranger, "m1"));
  phone.say(asking("12025550103@example.org", "m2"));  // we see him, he does not see us
  phone.say(asking("12025550101@example.org", "m3"));  // ourselves
  phone.say(asking(kBob, "m4", {}, "error"));
  phone.say(asking(kBob, "m5", "<received xmlns='urn:xmpp:receipts' id='x'/>"));
  phone.say("<message from='12025550102@example.org/x'><body>hi</body><request xmlns='urn:xmpp:receipts'/></message>");
  phone.say(asking(kBob, "m6"));
  EXPECT_EQ(next_receipt(), "m6");
}

TEST_F(ReceiptsTest, WaitForTheRosterAndForAStream) {
  phone.come_online();
  phone.say(asking(kBob, "m1"));
  come_back();
  answer_roster();
  EXPECT_EQ(next_receipt(), "m1");
  come_back();
  EXPECT_EQ(next_receipt(), "m1") << "the server has not accepted it: MSG-04";
}

TEST_F(ReceiptsTest, AreAskedForAndCountOnceFromTheAddresseeAlone) {
  phone.come_online();
  phone.client.send({kBob, "hello", "mine"}, phone.now);
  phone.turn();
  EXPECT_NE(phone.next("message").find_child("urn:xmpp:receipts", "request"), nullptr);
  phone.say(receipt(kStranger, "mine"));
  phone.say(receipt(kBob, "never"));
  phone.say("<message from='12025550102@example.org/x' type='error'><received xmlns='urn:xmpp:receipts' id='mine'/></message>");
  EXPECT_FALSE(phone.event<Delivered>());
  phone.say(receipt(kBob, "mine"));
  const auto delivered = phone.event<Delivered>();
  ASSERT_TRUE(delivered);
  EXPECT_EQ(delivered->id, "mine");
  EXPECT_EQ(delivered->from, kBob);
  phone.say(receipt(kBob, "mine"));
  EXPECT_FALSE(phone.event<Delivered>());
}

TEST(ReceiptBook, ForgetsTheOldest) {
  ReceiptBook book(2);
  for (const char* id : {"a", "b", "c"}) EXPECT_TRUE(book.sent(id, "bob"));
  EXPECT_FALSE(book.sent("c", "bob"));
  EXPECT_FALSE(book.received("a", "bob"));
  EXPECT_FALSE(book.received("b", "carol"));
  EXPECT_TRUE(book.received("b", "bob"));
  EXPECT_FALSE(book.received("b", "bob"));
  for (const char* key : {"1", "1", "2", "3"}) book.owe({"bob", key, "chat", key});
  EXPECT_EQ(book.owed().size(), 2U) << "as many as it may remember";
}

}  // namespace
}  // namespace assay::client
