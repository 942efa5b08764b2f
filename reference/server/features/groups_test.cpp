// Groups against a server without network: what the scenarios cannot reach in number, and what they do not look at.

#include <memory>

#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kNs = " xmlns='urn:cxmpp:groups:1'";

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

class GroupsTest : public testing::Test {
 protected:
  GroupsTest() {
    world.config.limits.contact_address_block_numbers = 1'000'000;
    world.config.limits.contact_block_numbers = 1'000'000;
    world.config.limits.group_stranger_adds = 1'000'000;
    world.config.limits.connections_per_address = 10'000;
  }

  Phone& phone(int n) {
    auto& slot = phones[n];
    if (!slot) {
      slot = std::make_unique<Phone>(world, "+1202556" + std::to_string(1'000 + n), static_cast<char>('a' + n % 26));
      slot->appear();
    }
    return *slot;
  }

  std::string create(Phone& owner, const std::vector<Phone*>& members) {
    std::string request = "<iq type='set' id='c' to='groups.example.org'><create" + std::string(kNs) + ">";
    for (const Phone* member : members) request += "<member jid='" + member->bare() + "'/>";
    group = between(owner.ask(request + "</create></iq>"), "invited xmlns='urn:cxmpp:groups:1' group='", "'");
    return group;
  }

  std::string ask(Phone& who, const std::string& type, const std::string& payload) {
    return who.ask("<iq type='" + type + "' id='i' to='" + group + "'>" + payload + "</iq>");
  }
  std::string name(Phone& who, const std::string& verb, Phone& whom) {
    return ask(who, "set", "<" + verb + kNs + "><member jid='" + whom.bare() + "'/></" + verb + ">");
  }
  std::string say(Phone& who, const std::string& id, const std::string& body, const std::string& more = {}) {
    return who.ask("<message type='groupchat' id='" + id + "' to='" + group + "'><body>" + body + "</body>" + more + "</message>");
  }

  World world;
  std::map<int, std::unique_ptr<Phone>> phones;
  std::string group;
};

TEST_F(GroupsTest, OneOrderForAll) {
  Phone &a = phone(1), &b = phone(2), &c = phone(3);
  create(a, {&b, &c});
  ASSERT_THAT(group, testing::MatchesRegex("[0-9a-f]{20}@groups.example.org"));
  EXPECT_THAT(b.all(),
              AllOf(HasSubstr("kind='created' prev='0' new='1'"), HasSubstr("<order xmlns='urn:cxmpp:groups:1' n='1' version='1'/>")));
  EXPECT_THAT(say(a, "m1", "hi"), HasSubstr("<ack"));
  EXPECT_THAT(b.all(), AllOf(HasSubstr("from='" + group + "/" + a.digits() + "'"), HasSubstr("<body>hi</body>"), HasSubstr("n='2'")));
  name(a, "remove", c);
  EXPECT_THAT(c.all(), HasSubstr("kind='removed'"));
  EXPECT_THAT(say(c, "m2", "still here?"), HasSubstr("<not-member"));
  EXPECT_THAT(b.all(), AllOf(HasSubstr("kind='removed'"), Not(HasSubstr("still here"))));
}

TEST_F(GroupsTest, OfTwoWhoComeForTheLastPlaceOneGetsIt) {
  world.config.limits.group_members = 64;
  std::vector<Phone*> members;
  for (int n = 2; n <= 63; ++n) members.push_back(&phone(n));
  Phone& owner = phone(1);
  create(owner, members);
  const std::string token = between(ask(owner, "set", "<link" + std::string(kNs) + "/>"), "token='", "'");
  const std::string join = "<iq type='set' id='j' to='groups.example.org'><join" + std::string(kNs) + " token='" + token + "'/></iq>";
  const std::string first = phone(100).ask(join);
  const std::string second = phone(101).ask(join);
  EXPECT_THAT(first, HasSubstr("<joined"));
  EXPECT_THAT(second, AllOf(HasSubstr("<group-full"), Not(HasSubstr("<joined"))));
}

TEST_F(GroupsTest, TheLastToLeaveTakesEverythingAlong) {
  Phone &a = phone(1), &b = phone(2);
  create(a, {&b});
  say(a, "m1", "hi");
  b.say("<message id='r1' to='" + group + "'><receipt" + kNs + " n='2' reached='read'/></message>");
  ask(a, "set", "<link" + std::string(kNs) + "/>");
  const std::string id = group.substr(0, group.find('@'));
  ask(a, "set", "<leave" + std::string(kNs) + "/>");
  EXPECT_THAT(b.all(), AllOf(HasSubstr("kind='left'"), HasSubstr("kind='owner'")));
  ask(b, "set", "<leave" + std::string(kNs) + "/>");
  for (const std::string& space : world.spaces_with(id)) {
    EXPECT_TRUE(space == "mailbox" || space == "payload" || space == "group-receipt-due") << space;
  }
}

// GRP-25b. The group goes on without him.
TEST_F(GroupsTest, AnAccountThatEndedIsNamedInNothingThatIsKept) {
  world.config.limits.group_changes = 4;
  Phone &a = phone(1), &b = phone(2), &c = phone(3);
  create(a, {&b, &c});
  say(b, "m1", "hi");
  for (Phone* reader : {&a, &c}) {
    reader->ask("<message id='r1' to='" + group + "'><receipt" + kNs + " n='2' reached='read'/></message>");
  }
  const std::string digits = b.digits();
  name(a, "remove", b);
  name(a, "add", b);
  say(a, "m2", "still there?");
  b.ask("<message id='r2' to='" + group + "'><receipt" + kNs + " n='5' reached='read'/></message>");
  ask(b, "set", "<leave" + std::string(kNs) + "/>");
  b.say("<iq type='set' id='p'><privacy" + std::string(kNs) + " addable='nobody'/></iq>");
  EXPECT_THAT(name(a, "add", b), HasSubstr("needs-invite"));
  b.say("<iq type='set' id='u' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  world.pass(std::chrono::seconds{1});
  for (const std::string& space : world.spaces_with(digits)) {
    EXPECT_FALSE(space.starts_with("group")) << space;
  }
  EXPECT_THAT(ask(a, "get", "<changes" + std::string(kNs) + " since='3'/>"), HasSubstr("full-sync-required"));
  EXPECT_THAT(say(a, "m3", "on we go"), HasSubstr("<ack"));
}

// What names somebody who has left is forgotten with him in time: nothing is to be looked for then.
TEST_F(GroupsTest, TracesGoWithWhatTheyLeadTo) {
  world.config.limits.group_changes = 2;
  world.config.limits.group_message_burst = world.config.limits.group_messages_per_hour = 10'000;
  Phone &a = phone(1), &b = phone(2);
  create(a, {&b});
  ask(b, "set", "<leave" + std::string(kNs) + "/>");
  const std::string digits = b.digits();
  for (int was = 0; was < 3; ++was) {
    ask(a, "set", "<subject" + std::string(kNs) + " was='" + std::to_string(was == 0 ? 0 : was + 2) + "'>new</subject>");
  }
  for (int n = 0; n < 1'001; ++n) say(a, "m" + std::to_string(n), "hi");
  for (const std::string& space : world.spaces_with(digits)) EXPECT_FALSE(space.starts_with("group")) << space;
}

TEST_F(GroupsTest, ReceiptsAreSummedUp) {
  Phone &a = phone(1), &b = phone(2), &c = phone(3);
  create(a, {&b, &c});
  say(a, "m1", "hi");
  a.all();
  const auto receipt = [&](Phone& who, const char* reached) {
    return who.ask("<message id='r" + who.digits() + reached + "' to='" + group + "'><receipt" + kNs + " n='2' reached='" + reached +
                   "'/></message>");
  };
  receipt(b, "delivered");
  EXPECT_THAT(a.all(), HasSubstr("<receipts xmlns='urn:cxmpp:groups:1' n='2' id='m1' of='2' delivered='1' read='0'/>"));
  receipt(b, "delivered");
  receipt(c, "read");
  receipt(b, "read");
  EXPECT_EQ(a.all(), "") << "too soon behind the first";
  a.cut();
  world.crash();
  world.start();
  world.pass(std::chrono::seconds{2});
  a.come_online();
  world.pass(std::chrono::milliseconds{1});
  EXPECT_THAT(a.all(), HasSubstr("delivered='2' read='2'")) << "neither an absence nor a crash loses a sum";
}

TEST_F(GroupsTest, SumsAreToldWhenTheyAreDue) {
  Phone &a = phone(1), &b = phone(2);
  create(a, {&b});
  say(a, "m1", "hi");
  a.all();
  for (const std::string reached : {"delivered", "read"}) {
    b.ask("<message id='r" + reached + "' to='" + group + "'><receipt" + kNs + " n='2' reached='" + reached + "'/></message>");
  }
  EXPECT_THAT(a.all(), HasSubstr("delivered='1' read='0'"));
  world.pass(std::chrono::milliseconds{1'999});
  EXPECT_EQ(a.all(), "");
  world.pass(std::chrono::milliseconds{1});
  EXPECT_THAT(a.all(), HasSubstr("delivered='1' read='1'"));
}

TEST_F(GroupsTest, ASenderRepairsWhatHeMeantForOthers) {
  Phone &a = phone(1), &b = phone(2), &c = phone(3);
  create(a, {&b});
  const std::string hash = between(a.all() + b.all(), "hash='", "'");
  name(a, "add", c);
  const std::string change = b.all();
  const std::string newer = between(change, "hash='", "'");
  c.all();
  const std::string told = say(a, "m1", "hi", "<recipients" + std::string(kNs) + " version='1' hash='" + hash + "'/>");
  EXPECT_THAT(told, AllOf(HasSubstr("<mismatch xmlns='urn:cxmpp:groups:1' id='m1' version='2' hash='" + newer + "'/>"), HasSubstr("<ack")));
  EXPECT_THAT(b.all(), HasSubstr("<body>hi"));
  EXPECT_THAT(c.all(), AllOf(HasSubstr("<awaited"), HasSubstr("n='3'"), Not(HasSubstr("<body>"))));
  const std::string again = "<recipients" + std::string(kNs) + " version='2' hash='" + newer + "' repair='true'/>";
  EXPECT_THAT(say(a, "m1", "hi", again), HasSubstr("<ack"));
  EXPECT_THAT(c.all(), AllOf(HasSubstr("<body>hi"), HasSubstr("n='3' version='2' repaired='true'")));
  EXPECT_EQ(b.all(), "");
  EXPECT_THAT(say(a, "m1", "hi", again), HasSubstr("<ack")) << "and again, if the acknowledgement was lost";
  EXPECT_EQ(c.all(), "");
  EXPECT_THAT(say(a, "m2", "hi", "<recipients" + std::string(kNs) + " version='2' hash='" + hash + "'/>"), HasSubstr("<stale"));
}

// GRP-19f to GRP-19h. What the signature is worth the server does not know.
class RollTest : public GroupsTest {
 protected:
  static std::string roll(std::uint64_t previous, const Phone& signer, const std::vector<Phone*>& members) {
    std::string text = "<roll prev='" + std::to_string(previous) + "' signer='" + signer.bare() + "' device='1' signature='" +
                       base64(Bytes(64, 's')) + "'>";
    for (const Phone* member : members) text += "<member jid='" + member->bare() + "' role='member'/>";
    return text + "</roll>";
  }
  std::string add(Phone& who, Phone& whom, const std::string& roll) {
    return ask(who, "set", "<add" + std::string(kNs) + "><member jid='" + whom.bare() + "'/>" + roll + "</add>");
  }
};

TEST_F(RollTest, GoesWithItsChangeAndWithItsGroup) {
  Phone &a = phone(1), &b = phone(2);
  create(a, {});
  EXPECT_THAT(add(a, b, roll(1, a, {&a, &b})), HasSubstr("outcome='added'"));
  EXPECT_THAT(b.all(), AllOf(HasSubstr("kind='added'"), HasSubstr("<roll xmlns='urn:cxmpp:groups:1' prev='1'")));
  EXPECT_THAT(ask(b, "get", "<roll" + std::string(kNs) + "/>"), HasSubstr("signer='" + a.bare() + "'"));
  const std::string id = group.substr(0, group.find('@'));
  ask(a, "set", "<leave" + std::string(kNs) + "/>");
  ask(b, "set", "<leave" + std::string(kNs) + "/>");
  EXPECT_THAT(world.spaces_with(id), Not(testing::Contains("group-roll")));
}

TEST_F(RollTest, IsRefusedWhole) {
  world.config.limits.group_members = 3;
  Phone &a = phone(1), &b = phone(2), &c = phone(3), &d = phone(4);
  create(a, {&b});
  EXPECT_THAT(add(a, c, roll(0, a, {&a, &c})), HasSubstr("<stale"));
  EXPECT_THAT(add(a, c, roll(2, a, {&a, &c})), HasSubstr("<stale"));
  EXPECT_THAT(add(a, c, roll(1, b, {&a, &c})), HasSubstr("<bad-request"));
  EXPECT_THAT(add(a, c, roll(1, a, {&a, &a})), HasSubstr("<bad-request"));
  EXPECT_THAT(add(a, c, roll(1, a, {&a, &b, &c, &d})), HasSubstr("<policy-violation"));
  EXPECT_THAT(add(b, c, roll(1, b, {&a, &c})), HasSubstr("<not-admin"));
  EXPECT_THAT(ask(a, "set", "<vouch" + std::string(kNs) + "><member jid='" + c.bare() + "'/>" + roll(1, a, {&a}) + "</vouch>"),
              HasSubstr("<item-not-found"));
  EXPECT_THAT(ask(a, "set", "<vouch" + std::string(kNs) + "><member jid='" + b.bare() + "'/></vouch>"), HasSubstr("<bad-request"));
  EXPECT_THAT(ask(a, "get", "<group" + std::string(kNs) + "/>"), HasSubstr("version='1'"));
  EXPECT_THAT(ask(a, "get", "<roll" + std::string(kNs) + "/>"), HasSubstr("<item-not-found"));
}

}  // namespace
}  // namespace assay::server
