#include "reference/stanza/contacts.hpp"

#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

using stanza::contacts::Sync;
using std::chrono::seconds;

class ContactsTest : public testing::Test {
 protected:
  explicit ContactsTest(Config config = ScriptedPhone::usual_config()) : phone(std::move(config), ScriptedPhone::registered()) {
    phone.come_online();
    while (phone.next("presence").local() != "nothing") {
    }
    phone.client.allow_upload(true, phone.now);
  }

  /// The next request of the client, and its answer.
  std::optional<Sync> asked() {
    phone.turn();
    const xml::Element iq = phone.next("iq");
    if (iq.local() == "nothing") return std::nullopt;
    id = iq.attribute("id");
    return Sync::parse(*iq.first_child());
  }
  void answer(const std::string& attributes = {}, const std::string& matches = {}) {
    phone.say("<iq type='result' id='" + id + "'><matches xmlns='urn:cxmpp:contacts:1' " + attributes + ">" + matches + "</matches></iq>");
  }
  void refuse(const std::string& error) {
    phone.say("<iq type='error' id='" + id + "'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" +
              error + "</error></iq>");
  }
  static std::string rate_limit(int wait) { return "<rate-limit xmlns='urn:cxmpp:errors:1' retry-after='" + std::to_string(wait) + "'/>"; }

  ScriptedPhone phone;
  std::string id;
};

TEST_F(ContactsTest, EditsWithoutAStreamGoWhenThereIsOneAgain) {
  phone.refuses = true;
  phone.cut();
  phone.client.perform(EditContacts{{"+1"}, {"+2"}}, phone.now);
  phone.wait(seconds{31});
  EXPECT_FALSE(phone.event<Failed>());
  phone.refuses = false;
  phone.client.connect(phone.now);
  phone.turn();
  phone.negotiate();
  std::optional<Sync> sync;
  for (xml::Element iq = phone.next("iq"); !sync && iq.local() != "nothing"; iq = phone.next("iq")) sync = Sync::parse(*iq.first_child());
  ASSERT_TRUE(sync);
  EXPECT_EQ(sync->numbers, std::vector<std::string>{"+1"});
  EXPECT_EQ(sync->removed, std::vector<std::string>{"+2"});
}

// MSG-07: what the caller has not taken comes again in the next run.
TEST_F(ContactsTest, AJoinNoticeIsAcknowledgedWhenItIsTaken) {
  phone.takes_events = false;
  const std::string notice =
      "<message from='example.org' id='n1'><contact-joined xmlns='urn:cxmpp:contacts:1' jid='12025550103@example.org'/>"
      "<stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='e1'/></message>";
  phone.say(notice);
  EXPECT_EQ(phone.next("ack").local(), "nothing");
  phone.say(notice);
  phone.takes_events = true;
  phone.turn();
  EXPECT_EQ(phone.next("ack").attribute("id"), "e1");
  EXPECT_TRUE(phone.event<ContactJoined>());
  EXPECT_FALSE(phone.event<ContactJoined>()) << "it is one notice";
}

TEST_F(ContactsTest, UploadsNothingBeforeTheUserAgrees) {
  phone.client.allow_upload(false, phone.now);
  phone.client.match({{"+1"}}, phone.now);
  EXPECT_FALSE(asked());
  EXPECT_TRUE(phone.event<ConsentNeeded>());
  phone.client.match({{"+2"}}, phone.now);
  EXPECT_FALSE(asked());
  EXPECT_FALSE(phone.event<ConsentNeeded>()) << "asked once";
  phone.client.allow_upload(false, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "not-allowed");
  EXPECT_EQ(phone.event<Failed>()->condition, "not-allowed");
  phone.client.match({{"+3"}}, phone.now);
  phone.turn();
  phone.client.allow_upload(true, phone.now);
  EXPECT_EQ(asked()->numbers, std::vector<std::string>{"+3"});
}

class SmallContactsTest : public ContactsTest {
 protected:
  SmallContactsTest() : ContactsTest(small()) {}
  static Config small() {
    Config config = ScriptedPhone::usual_config();
    config.limits.contacts_per_request = 2;
    return config;
  }
};

TEST_F(SmallContactsTest, SendsALargeBookInChunksAndKeepsTheCursor) {
  phone.client.match({{"+1", "+2", "+3", "+4", "+5"}}, phone.now);
  std::string list;
  for (std::uint64_t index = 0; index < 3; ++index) {
    const auto sync = asked();
    ASSERT_TRUE(sync && sync->chunk);
    EXPECT_EQ(sync->chunk->index, index);
    EXPECT_EQ(sync->chunk->last, index == 2);
    if (index > 0) {
      EXPECT_EQ(sync->chunk->id, list);
    }
    list = sync->chunk->id;
    EXPECT_FALSE(phone.event<Contacts>());
    answer(index == 2 ? "cursor='c1'" : "", "<match number='" + sync->numbers[0] + "' status='out' jid='1@example.org'/>");
  }
  EXPECT_EQ(phone.event<Contacts>()->contacts.size(), 3U);
  EXPECT_EQ(phone.client.contact_memory().cursor, "c1");
  EXPECT_EQ(phone.client.contact_memory().numbers.size(), 5U);
  const auto again = read_contact_memory(write_contact_memory(phone.client.contact_memory()));
  EXPECT_EQ(again, phone.client.contact_memory());
  phone.client.match({{"+6"}, true}, phone.now);
  EXPECT_EQ(asked()->cursor, "c1");
  answer("cursor='c2'", "<change jid='1@example.org' status='in'/>");
  EXPECT_EQ(phone.event<ContactChanged>()->status, ContactStatus::In);
  EXPECT_EQ(phone.client.contact_memory().cursor, "c2");
}

TEST_F(SmallContactsTest, SendsTheWholeBookWhenItsCursorLeadsNowhere) {
  phone.client.match({{"+1", "+2"}}, phone.now);
  ASSERT_TRUE(asked());
  answer("cursor='c1'");
  phone.client.match({{"+3"}, true}, phone.now);
  ASSERT_TRUE(asked());
  refuse("<full-sync-required xmlns='urn:cxmpp:errors:1'/>");
  const auto sync = asked();
  ASSERT_TRUE(sync && sync->chunk);
  EXPECT_EQ(sync->mode, stanza::contacts::Mode::Full);
  EXPECT_EQ(sync->numbers, (std::vector<std::string>{"+1", "+2"}));
  EXPECT_FALSE(sync->cursor);
}

TEST_F(ContactsTest, GathersEditsForHalfAMinute) {
  phone.client.perform(EditContacts{{"+1"}, {}}, phone.now);
  EXPECT_FALSE(asked());
  phone.wait(seconds{20});
  phone.client.perform(EditContacts{{"+2", "+3"}, {"+9"}}, phone.now);
  phone.client.perform(EditContacts{{}, {"+3"}}, phone.now);
  EXPECT_FALSE(asked());
  phone.wait(seconds{9});
  EXPECT_FALSE(asked());
  phone.wait(seconds{1});
  const auto sync = asked();
  ASSERT_TRUE(sync);
  EXPECT_EQ(sync->numbers, (std::vector<std::string>{"+1", "+2"}));
  EXPECT_EQ(sync->removed, std::vector<std::string>{"+9"});
  answer();
  EXPECT_FALSE(asked());
}

TEST_F(ContactsTest, WaitsAsLongAsTheServerSaysAndALittleMore) {
  phone.client.match({{"+1"}}, phone.now);
  ASSERT_TRUE(asked());
  refuse(rate_limit(100));
  EXPECT_EQ(phone.event<Failed>()->retry_after, Duration(seconds{100}));
  phone.client.match({{"+2"}, true}, phone.now);
  EXPECT_FALSE(asked());
  phone.wait(seconds{100} - Duration{1});
  EXPECT_FALSE(asked());
  phone.wait(seconds{12});
  EXPECT_EQ(asked()->numbers, std::vector<std::string>{"+1"});
  answer();
  EXPECT_EQ(asked()->numbers, std::vector<std::string>{"+2"});
}

TEST_F(ContactsTest, TellsACutToWhoWaits) {
  phone.client.match({{"+1"}}, phone.now);
  ASSERT_TRUE(asked());
  phone.client.match({{"+2"}}, phone.now);
  phone.cut();
  EXPECT_EQ(phone.event<Failed>()->command, "match");
  EXPECT_EQ(phone.event<Failed>()->command, "match");
  EXPECT_FALSE(phone.event<Failed>());
}

TEST(ContactMemory, IsReadAsItWasWritten) {
  EXPECT_EQ(read_contact_memory(write_contact_memory({})), ContactMemory{});
  const ContactMemory memory{true, {"+1 202", "(0) 30"}, "a.1.2"};
  EXPECT_EQ(read_contact_memory(write_contact_memory(memory)), memory);
  for (const char* bad : {"", "x", "assay contacts 1\nnumber 1", "assay contacts 1\nname Erna\n"})
    EXPECT_FALSE(read_contact_memory(bad)) << bad;
}

}  // namespace
}  // namespace assay::client
