#include "reference/stanza/blocking.hpp"

#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

using Jids = std::vector<std::string>;

class BlockingTest : public testing::Test {
 protected:
  BlockingTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {
    phone.come_online();
    quieten();
  }
  void quieten() {
    while (phone.server.next().local() != "nothing") {
    }
  }
  xml::Element asked(const Command& command) {
    phone.client.perform(command, phone.now);
    phone.turn();
    return phone.next("iq");
  }
  void answer(const xml::Element& iq, const std::string& payload = {}) {
    phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) + "'>" + payload + "</iq>");
  }
  void know(const std::string& items) {
    answer(asked(AskBlocked{}), "<blocklist xmlns='urn:xmpp:blocking'>" + items + "</blocklist>");
    phone.event<Blocked>();
  }
  /// What the client answers to a push.
  std::string push(const std::string& payload, const std::string& from = "from='12025550101@example.org'") {
    phone.say("<iq type='set' id='p' " + from + ">" + payload + "</iq>");
    return std::string(phone.next("iq").attribute("type"));
  }

  ScriptedPhone phone;
};

TEST_F(BlockingTest, AsksTheServerAndTellsWhenItIsDone) {
  const auto block = asked(Block{"12025550102@example.org"});
  const auto request = stanza::blocking::Command::parse(*block.first_child());
  ASSERT_TRUE(request && request->items.size() == 1);
  EXPECT_EQ(request->items.front().text(), "12025550102@example.org");
  EXPECT_FALSE(phone.event<Done>());
  answer(block);
  EXPECT_EQ(phone.event<Done>()->command, "block");
  answer(asked(Unblock{"12025550102@example.org"}));
  EXPECT_EQ(phone.event<Done>()->command, "unblock");
}

TEST_F(BlockingTest, TellsTheListInOrder) {
  answer(asked(AskBlocked{}), "<blocklist xmlns='urn:xmpp:blocking'><item jid='b@c'/><item jid='a@c'/></blocklist>");
  EXPECT_EQ(phone.event<Blocked>()->jids, (Jids{"a@c", "b@c"}));
}

TEST_F(BlockingTest, FollowsWhatOtherSessionsChange) {
  know("<item jid='a@c'/>");
  EXPECT_EQ(push("<block xmlns='urn:xmpp:blocking'><item jid='b@c'/></block>"), "result");
  EXPECT_EQ(phone.event<Blocked>()->jids, (Jids{"a@c", "b@c"}));
  EXPECT_EQ(push("<block xmlns='urn:xmpp:blocking'><item jid='b@c'/></block>", ""), "result");
  EXPECT_FALSE(phone.event<Blocked>()) << "nothing has changed";
  EXPECT_EQ(push("<unblock xmlns='urn:xmpp:blocking'/>"), "result");
  EXPECT_EQ(phone.event<Blocked>()->jids, Jids{});
}

TEST_F(BlockingTest, BelievesNobodyElse) {
  know("<item jid='a@c'/>");
  EXPECT_EQ(push("<unblock xmlns='urn:xmpp:blocking'/>", "from='12025550109@example.org/x'"), "error");
  EXPECT_EQ(push("<block xmlns='urn:xmpp:blocking'/>"), "error");
  EXPECT_EQ(push("<block xmlns='urn:xmpp:blocking'><item jid='a b@c'/></block>"), "error");
  EXPECT_FALSE(phone.event<Blocked>());
}

TEST_F(BlockingTest, ListsNoMoreThanARosterHolds) {
  Config config = ScriptedPhone::usual_config();
  config.limits.roster_items = 2;
  ScriptedPhone small(config, ScriptedPhone::registered());
  small.come_online();
  while (small.server.next().local() != "nothing") {
  }
  small.client.perform(AskBlocked{}, small.now);
  small.turn();
  small.say("<iq type='result' id='" + std::string(small.next("iq").attribute("id")) +
            "'><blocklist xmlns='urn:xmpp:blocking'><item jid='a'/><item jid='b'/><item jid='c'/></blocklist></iq>");
  EXPECT_EQ(small.event<Blocked>()->jids.size(), 2U);
}

TEST_F(BlockingTest, SaysWhyItCannot) {
  phone.client.perform(Block{"a b@c"}, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "jid-malformed");
  phone.client.disconnect(phone.now);
  phone.turn();
  phone.client.perform(AskBlocked{}, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "offline");
}

}  // namespace
}  // namespace assay::client
