#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Broadcasting : public testing::Test {
 protected:
  Broadcasting() {
    alice.appear();
    for (Phone* phone : {&bob, &carol}) {
      phone->appear();
      phone->ask("<iq type='set' id='s'><sync xmlns='urn:cxmpp:contacts:1' mode='delta'><number>+12025550101</number></sync></iq>");
    }
  }

  static std::string to(const std::string& jid, const std::string& id, const std::string& inside = {}) {
    return "<to jid='" + jid + "' id='" + id + "'>" + inside + "</to>";
  }
  std::string broadcast(const std::string& id, const std::string& inside) {
    return alice.ask("<iq type='set' id='i'><broadcast xmlns='urn:cxmpp:broadcast:1' id='" + id + "'>" + inside + "</broadcast></iq>");
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  Phone carol{world, "+12025550103", 'c'};
};

constexpr const char* kNews = "<payload><body xmlns='jabber:client'>news</body></payload>";

TEST_F(Broadcasting, IsDurableOrNotAtAll) {
  bob.cut();
  world.crash();
  world.start();
  alice.come_online();
  alice.all();
  world.store.failures = 1;
  EXPECT_THAT(broadcast("b", to(bob.bare(), "m1") + to(carol.bare(), "m2") + kNews), Not(HasSubstr("<accepted")));
  alice.come_online();
  alice.all();
  EXPECT_THAT(broadcast("b", to(bob.bare(), "m1") + to(carol.bare(), "m2") + kNews),
              AllOf(HasSubstr("<accepted"), Not(HasSubstr("<refused"))));
  world.crash();
  world.start();
  bob.come_online();
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("id='m1'"), HasSubstr("news"), HasSubstr("total='1'"), Not(HasSubstr(carol.digits()))));
}

TEST_F(Broadcasting, RefusesWhatIsNone) {
  for (const std::string& bad : {std::string(kNews), std::string(), to(bob.bare(), "") + kNews, to("", "m") + kNews,
                                 to(bob.bare(), "m") + kNews + kNews, to(bob.bare(), "m") + "<list xmlns='urn:example'/>"}) {
    EXPECT_THAT(broadcast("b", bad), HasSubstr("<bad-request")) << bad;
  }
  EXPECT_THAT(broadcast(std::string(65, 'b'), to(bob.bare(), "m")), HasSubstr("<bad-id"));
  EXPECT_EQ(bob.all(), "");
}

TEST_F(Broadcasting, TakesMarksOfTheRecipientsServerOut) {
  const std::string forged = "<stanza-id xmlns='urn:xmpp:sid:0' by='" + bob.bare() + "' id='forged'/>";
  EXPECT_THAT(broadcast("b", to(bob.bare(), "m", forged) + kNews), HasSubstr("<accepted"));
  EXPECT_THAT(bob.all(), AllOf(HasSubstr("news"), Not(HasSubstr("forged"))));
}

TEST_F(Broadcasting, ToAFullMailboxIsRefusedForThatOneAlone) {
  world.config.limits.mailbox_entries = 1;
  world.crash();
  world.start();
  alice.come_online();
  EXPECT_THAT(alice.message(bob, "m0", "x"), HasSubstr("<ack"));
  const std::string answer = broadcast("b", to(bob.bare(), "m1") + to(carol.bare(), "m2") + kNews);
  EXPECT_THAT(answer, AllOf(HasSubstr("<refused jid='" + bob.bare() + "' reason='queue-full'/>"), Not(HasSubstr(carol.digits()))));
}

TEST_F(Broadcasting, LeavesNothingOfTheAccount) {
  EXPECT_THAT(broadcast("b", to("12025550109@example.org", "m1") + kNews), HasSubstr("<accepted"));
  EXPECT_TRUE(world.spaces_with("12025550109").empty()) << "BCL-01";
  alice.ask("<iq type='set' id='u' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  for (const std::string& space : world.spaces_with(alice.digits())) EXPECT_EQ(space.find("broadcast"), std::string::npos) << space;
}

}  // namespace
}  // namespace assay::server
