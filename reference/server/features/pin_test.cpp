#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using std::chrono::hours;
using std::chrono::seconds;

class Pin : public testing::Test {
 protected:
  void SetUp() override {
    alice.appear();
    ASSERT_THAT(alice.ask("<iq type='set' id='s'><set xmlns='urn:cxmpp:pin:1' pin='483920'/></iq>"), HasSubstr("type='result'"));
  }
  void ask() {
    conn = world.open();
    world.ask(conn, kHeader);
    request = Phone::request_id(thief.request(conn));
    ASSERT_FALSE(request.empty());
  }
  std::string say(const std::optional<std::string>& pin) { return thief.verify(conn, request, thief.code(), true, pin); }

  World world;
  Phone alice{world, "+12025550101"};
  Phone thief{world, "+12025550101", 't'};
  Conn conn{};
  std::string request;
};

TEST_F(Pin, IsAskedForBehindARightCodeAlone) {
  ask();
  const std::string wrong = thief.code() == "000000" ? "111111" : "000000";
  EXPECT_THAT(thief.verify(conn, request, wrong, true, "483920"), HasSubstr("<wrong-code")) << "the code comes first";
  world.pass(seconds{2});
  EXPECT_THAT(say({}), AllOf(HasSubstr("<pin-required"), HasSubstr("retry-after='604800'")));
  EXPECT_THAT(alice.ask("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"), HasSubstr("type='result'"));
  EXPECT_THAT(say("483920"), HasSubstr("<registered"));
  EXPECT_THAT(alice.all(), HasSubstr("<replaced"));
}

TEST_F(Pin, IsKeptAsAHashAlone) {
  EXPECT_THAT(world.store.all, Not(HasSubstr("483920")));
  EXPECT_THAT(world.log.lines, Not(HasSubstr("483920")));
}

TEST_F(Pin, GuessesArePacedCountedAndRememberedAcrossRestarts) {
  ask();
  for (const int wait : {2, 4, 8, 16}) {
    EXPECT_THAT(say("0000"), AllOf(HasSubstr("<wrong-pin"), HasSubstr("retry-after='" + std::to_string(wait) + "'")));
    world.pass(seconds{wait - 1});
    EXPECT_THAT(say("483920"), AllOf(HasSubstr("<guessed-too-fast"), HasSubstr("retry-after='1'")));
    world.pass(seconds{1});
  }
  EXPECT_THAT(say("0000"), HasSubstr("<wrong-pin"));
  EXPECT_THAT(say("483920"), AllOf(HasSubstr("<pin-locked"), HasSubstr("retry-after='86370'")));
  world.crash();
  world.start();
  conn = world.open();
  world.ask(conn, kHeader);
  EXPECT_THAT(say("483920"), HasSubstr("<pin-locked"));
  world.pass(hours{24});
  ask();
  EXPECT_THAT(say("483920"), HasSubstr("<registered"));
}

TEST_F(Pin, AnOwnerWithASessionIsNotWaitedAwayFrom) {
  ask();
  EXPECT_THAT(say({}), HasSubstr("<pin-required"));
  world.pass(hours{24 * 8});
  ask();
  EXPECT_THAT(say({}), AllOf(HasSubstr("<pin-required"), HasSubstr("retry-after='604800'")));
  alice.cut();
  world.pass(hours{24 * 6});
  ask();
  EXPECT_THAT(say({}), HasSubstr("<pin-required"));
  world.pass(hours{24 * 7});
  ask();
  const std::string answer = say({});
  EXPECT_THAT(answer, HasSubstr("<registered"));
}

TEST_F(Pin, IsGoneWithTheAccountThatWasLeft) {
  alice.cut();
  world.pass(hours{24 * 122});
  ask();
  EXPECT_THAT(say({}), HasSubstr("<registered"));
  EXPECT_THAT(world.spaces_with("pin"), IsEmpty());
}

TEST_F(Pin, ChangesAreCounted) {
  for (int i = 0; i < 4; ++i) {
    EXPECT_THAT(alice.ask("<iq type='set' id='s'><set xmlns='urn:cxmpp:pin:1' pin='12345'/></iq>"), HasSubstr("type='result'"));
  }
  EXPECT_THAT(alice.ask("<iq type='set' id='s'><set xmlns='urn:cxmpp:pin:1' pin='12345'/></iq>"), HasSubstr("<rate-limit"));
  world.pass(hours{24});
  EXPECT_THAT(alice.ask("<iq type='set' id='s'><set xmlns='urn:cxmpp:pin:1' pin='12345'/></iq>"), HasSubstr("type='result'"));
}

}  // namespace
}  // namespace assay::server
