#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/base/bytes.hpp"
#include "reference/client/scripted_phone.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

constexpr const char* kGroup = "g1@groups.example.org";
const std::string kOwn = "12025550101@example.org";
const std::string kBob = "12025550102@example.org";
const std::string kCid = "12025550103@example.org";

std::string hash_of(std::vector<std::string> jids) { return base64url(crypto::sha256(hashed_text(std::move(jids)))); }

class GroupsTest : public testing::Test {
 protected:
  GroupsTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {
    phone.come_online();
    while (phone.next("presence").local() != "nothing") {
    }
    phone.events.clear();
  }

  void say(const std::string& id, const std::string& from, const std::string& inside) {
    phone.say("<message type='groupchat' from='" + from + "' id='" + id + "'>" + inside + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + kOwn +
              "' id='e-" + id + "'/></message>");
  }
  static std::string order(std::uint64_t n, std::uint64_t version) { return xml::write(Order{n, version}.write()); }
  static Change change(ChangeKind kind, std::uint64_t version, std::vector<std::string> members, const std::vector<std::string>& all) {
    return {.kind = kind,
            .previous = version - 1,
            .version = version,
            .actor = kBob,
            .stamp = *from_date_time("2026-03-01T12:00:00Z"),
            .hash = hash_of(all),
            .members = std::move(members)};
  }
  void tell(const Change& change) {
    say("c" + std::to_string(change.version), kGroup, xml::write(change.write()) + order(change.version, change.version));
  }
  /// Bob made it, with us.
  void made() { tell(change(ChangeKind::Created, 1, {kBob, kOwn}, {kBob, kOwn})); }
  void answer(const xml::Element& iq, const std::string& payload, const char* type = "result") {
    phone.say("<iq type='" + std::string(type) + "' from='" + std::string(iq.attribute("to")) + "' id='" + std::string(iq.attribute("id")) +
              "'>" + payload + "</iq>");
  }
  template <class E>
  std::optional<E> event() {
    for (auto at = phone.events.begin(); at != phone.events.end(); ++at) {
      const auto* of_group = std::get_if<GroupEvent>(&*at);
      const auto* wanted = of_group ? std::get_if<E>(of_group) : nullptr;
      if (!wanted) continue;
      E found = *wanted;
      phone.events.erase(at);
      return found;
    }
    return std::nullopt;
  }
  std::string send(const std::string& body) {
    const std::string id = phone.client.send({kGroup, body, {}}, phone.now);
    phone.turn();
    return id;
  }

  ScriptedPhone phone;
};

TEST_F(GroupsTest, NamesWhomItMeans) {
  made();
  EXPECT_EQ(event<GroupChanged>()->kind, ChangeKind::Created);
  const std::string id = send("hello");
  const auto message = phone.next("message");
  EXPECT_EQ(message.attribute("type"), "groupchat");
  EXPECT_EQ(message.attribute("id"), id);
  EXPECT_EQ(Recipients::of(message), (Recipients{1, hash_of({kBob, kOwn}), false}));
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-03-01T12:34:01.000Z'/>");
  EXPECT_EQ(phone.event<Accepted>()->id, id);
}

TEST_F(GroupsTest, AsksWhoIsThereBeforeItWrites) {
  (void)send("hello");
  const auto iq = phone.next("iq");
  EXPECT_EQ(iq.attribute("to"), kGroup);
  EXPECT_TRUE(iq.find_child(kNs, "group"));
  answer(iq, "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><not-member xmlns='urn:cxmpp:errors:1'/></error>",
         "error");
  EXPECT_EQ(phone.event<Failed>()->condition, "not-member");
}

TEST_F(GroupsTest, AcknowledgesWhatItHolds) {
  made();
  phone.events.clear();
  tell(change(ChangeKind::Removed, 3, {kCid}, {kBob, kOwn}));
  EXPECT_FALSE(event<GroupChanged>()) << "version 2 is missing";
  while (phone.next("ack").local() != "nothing") {
  }
  phone.cut();
  EXPECT_FALSE(event<GroupChanged>()) << "it is in the mailbox, and comes again";
}

TEST_F(GroupsTest, AnswersOfOthersCountForNothing) {
  made();
  phone.client.perform(GroupCommand{MakeGroupLink{kGroup}}, phone.now);
  phone.turn();
  const auto iq = phone.next("iq");
  const std::string id(iq.attribute("id"));
  phone.say("<iq type='result' from='example.org' id='" + id + "'><link xmlns='urn:cxmpp:groups:1' token='forged'/></iq>");
  EXPECT_FALSE(event<GroupLink>());
  answer(iq, "<link xmlns='urn:cxmpp:groups:1' token='true'/>");
  EXPECT_EQ(event<GroupLink>()->token, "true");
}

TEST_F(GroupsTest, ReceiptsGoForWhatTheCallerHas) {
  made();
  say("m1", std::string(kGroup) + "/12025550102", "<body>Read this</body>" + order(2, 1));
  const auto message = event<client::GroupMessage>();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->from, kBob);
  EXPECT_EQ(phone.next("message").find_child(kNs, "receipt")->attribute("reached"), "delivered");
  phone.client.perform(MarkRead{kGroup, "m1"}, phone.now);
  phone.turn();
  const auto read = phone.next("message");
  EXPECT_EQ(read.find_child(kNs, "receipt")->attribute("reached"), "read");
  EXPECT_EQ(read.find_child(kNs, "receipt")->attribute("n"), "2");
}

TEST_F(GroupsTest, WhoWroteAMessageMayChangeItAndAllMayReact) {
  made();
  const std::string bob = std::string(kGroup) + "/12025550102";
  say("m1", bob, "<body>one</body>" + order(2, 1));
  say("e1", std::string(kGroup) + "/12025550101", "<body>forged</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>" + order(3, 1));
  EXPECT_FALSE(phone.event<Edited>());
  say("e2", bob, "<body>two</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>" + order(4, 1));
  const auto edited = phone.event<Edited>();
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->body + edited->from + edited->group, "two" + kBob + kGroup);
  say("r1", bob, "<reactions xmlns='urn:xmpp:reactions:0' id='never'><reaction>!</reaction></reactions>" + order(5, 1));
  EXPECT_FALSE(phone.event<Reacted>());
  say("r2", bob, "<reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>!</reaction></reactions>" + order(6, 1));
  EXPECT_EQ(phone.event<Reacted>()->group, kGroup);
  say("v1", bob, "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>" + order(7, 1));
  EXPECT_EQ(phone.event<Revoked>()->id, "m1");
}

TEST_F(GroupsTest, ChangesOfOurOwnAreForTheSameMembers) {
  made();
  const std::string id = send("one");
  (void)phone.next("message");
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-03-01T12:34:01.000Z'/>");
  phone.client.perform(EditMessage{kGroup, id, "two", {}}, phone.now);
  phone.client.perform(EditMessage{kGroup, "never", "two", {}}, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "no-such-message");
  const auto edit = phone.next("message");
  EXPECT_EQ(edit.attribute("type"), "groupchat");
  EXPECT_EQ(edit.find_child("urn:xmpp:message-correct:0", "replace")->attribute("id"), id);
  EXPECT_EQ(Recipients::of(edit), (Recipients{1, hash_of({kBob, kOwn}), false}));
}

TEST_F(GroupsTest, ListsItsGroupsWhenTheMailboxIsEmpty) {
  made();
  phone.events.clear();
  phone.say("<end xmlns='urn:cxmpp:offline:1' total='0'/>");
  const auto iq = phone.next("iq");
  EXPECT_EQ(iq.attribute("to"), "groups.example.org");
  answer(iq, "<groups xmlns='urn:cxmpp:groups:1'/>");
  const auto gone = event<GroupChanged>();
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->kind, ChangeKind::Removed);
  EXPECT_EQ(gone->actor, "");
  EXPECT_THAT(gone->members, testing::ElementsAre(kOwn));
}

}  // namespace
}  // namespace assay::client
