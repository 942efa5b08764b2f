// Tokens of logins to come, as a server keeps them: what its database holds, how many, and what becomes of them.

#include "reference/server/fake_link.hpp"

#include "reference/crypto/hashed_token.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl2.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string agent(int number) { return "d4565fa7-4d72-4749-b3d3-" + std::to_string(100'000'000'000 + number); }

class FastTest : public testing::Test {
 protected:
  // What a login on a connection of its own comes to; the connection is cut behind it.
  std::string log_in(const std::string& mechanism, const Bytes& initial, int which, std::vector<xml::Element> inlined) {
    const Conn conn = world.open();
    world.ask(conn, fake::kHeader);
    const stanza::sasl2::Authenticate request{mechanism, initial, stanza::sasl2::UserAgent{agent(which), {}, {}}, std::move(inlined)};
    std::string answer = world.ask(conn, xml::write(request.write()));
    if (!keep) world.give(conn, Closed{CloseReason::Reset, {}});
    return answer;
  }
  std::string fetch(int which = 0) {
    const std::string answer =
        log_in("PLAIN", '\0' + alice.digits() + '\0' + alice.token, which, {stanza::fast::RequestToken{"HT-SHA-256-NONE"}.write()});
    const std::size_t at = answer.find(" token='");
    return at == std::string::npos ? "" : answer.substr(at + 8, answer.find('\'', at + 8) - at - 8);
  }
  std::string show(const std::string& token, int which = 0, stanza::fast::Use use = {}) {
    return log_in("HT-SHA-256-NONE", crypto::HashedTokenMessage{alice.digits(), crypto::initiator_hash(token, {})}.write(), which,
                  {use.write()});
  }
  std::string bind(int which) {
    return log_in("PLAIN", '\0' + alice.digits() + '\0' + alice.token, which, {xml::Element("urn:xmpp:bind:0", "bind")});
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  bool keep = false;
};

TEST_F(FastTest, TheDatabaseAloneLetsNobodyIn) {  // REG-14c
  alice.register_number();
  const std::string token = fetch();
  ASSERT_EQ(token.size(), 43U);
  EXPECT_THAT(show(token), HasSubstr("<success"));
  EXPECT_THAT(world.store.all, Not(HasSubstr(token)));
  // The same database under another secret: the token is another one.
  world.config.secret = Bytes(32, 't');
  world.start();
  EXPECT_THAT(show(token), HasSubstr("<bad-token"));
}

TEST_F(FastTest, TokensSurviveARestart) {
  alice.register_number();
  const std::string token = fetch();
  world.crash();
  world.start();
  EXPECT_THAT(show(token), HasSubstr("<success"));
}

TEST_F(FastTest, AnAccountHasSoManyAndTheOldestGoes) {
  world.config.limits.fast_tokens = 2;
  alice.register_number();
  const std::string first = fetch(1);
  world.pass(std::chrono::minutes{1});
  const std::string second = fetch(2);
  world.pass(std::chrono::minutes{1});
  const std::string third = fetch(3);
  EXPECT_THAT(show(first, 1), HasSubstr("<bad-token"));
  EXPECT_THAT(show(second, 2), HasSubstr("<success"));
  EXPECT_THAT(show(third, 3), HasSubstr("<success"));
}

TEST_F(FastTest, ALostTurnGivesNoToken) {
  alice.register_number();
  world.store.failures = 1;
  EXPECT_EQ(fetch(), "");
}

TEST_F(FastTest, ATokenIsFollowedInTimeAndDies) {
  alice.register_number();
  const std::string first = fetch();
  EXPECT_THAT(show(first), Not(HasSubstr("<token")));
  world.pass(world.config.limits.fast_token_lifetime * 2 / 3);
  EXPECT_THAT(show(first), HasSubstr("<token"));
  EXPECT_THAT(show(first, 0, {std::nullopt, true}), AllOf(HasSubstr("<success"), Not(HasSubstr("<token"))));
  EXPECT_THAT(show(first), HasSubstr("<bad-token"));
}

TEST_F(FastTest, WhoHasTooManySessionsIsToldToTryLater) {
  world.config.limits.resources = 1;
  alice.register_number();
  keep = true;
  EXPECT_THAT(bind(1), HasSubstr("<bound"));
  EXPECT_THAT(bind(2), AllOf(HasSubstr("<temporary-auth-failure"), HasSubstr("<try-later"), Not(HasSubstr("<success"))));
  EXPECT_THAT(bind(1), HasSubstr("<bound")) << "the same client takes its own place";
}

TEST_F(FastTest, TheLogHoldsNoToken) {
  alice.register_number();
  const std::string token = fetch();
  show(token);
  EXPECT_THAT(world.log.lines, Not(HasSubstr(token)));
}

}  // namespace
}  // namespace assay::server
