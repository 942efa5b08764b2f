#include <algorithm>

#include "reference/server/code_pace.hpp"
#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Registration : public testing::Test {
 protected:
  Conn open() {
    const Conn conn = world.open();
    world.ask(conn, kHeader);
    return conn;
  }

  World world;
  Phone alice{world, "+12025550101"};
  Phone thief{world, "+12025550101", 't'};
};

TEST_F(Registration, IsAnnouncedBeforeLoginOnly) {
  const Conn conn = world.open();
  EXPECT_THAT(
      world.ask(conn, kHeader),
      AllOf(HasSubstr("<register xmlns='urn:cxmpp:register:1'><binding>tls-exporter</binding></register>"), Not(HasSubstr("<ack "))));
}

TEST_F(Registration, ACodeMakesATokenThatLogsIn) {
  const Conn conn = open();
  const std::string answer = alice.request(conn);
  EXPECT_THAT(answer,
              AllOf(HasSubstr("digits='6'"), HasSubstr("expires='600'"), HasSubstr("retry-after='120'"), HasSubstr("type='result'")));
  const std::string code = alice.code();
  EXPECT_EQ(code.size(), 6U);
  EXPECT_THAT(answer, Not(HasSubstr(code)));
  const std::string registered = alice.verify(conn, Phone::request_id(answer), code);
  EXPECT_THAT(registered, HasSubstr("jid='12025550101@example.org'"));
  const std::size_t at = registered.find("token='") + 7;
  alice.token = registered.substr(at, registered.find('\'', at) - at);
  EXPECT_EQ(alice.token.size(), 43U);
  alice.connect();
  EXPECT_THAT(alice.verify(open(), Phone::request_id(answer), code), HasSubstr("code-missing")) << "single use";
  EXPECT_THAT(world.store.all, AllOf(Not(HasSubstr(code)), Not(HasSubstr(alice.token)))) << "REG-03, REG-14";
  EXPECT_THAT(world.log.lines, AllOf(Not(HasSubstr(code)), Not(HasSubstr(alice.token)), Not(HasSubstr("2025550101"))));
}

TEST_F(Registration, ANumberThatIsNoneCostsNothing) {
  Phone nobody{world, "+1202555"};
  EXPECT_THAT(nobody.request(open()), AllOf(HasSubstr("<not-acceptable"), HasSubstr("<bad-number")));
  EXPECT_EQ(world.sms.count, 0);
}

TEST_F(Registration, TestNumbersCountWhereTheOperatorSaysSo) {
  Phone phone{world, "+19995550101"};
  EXPECT_THAT(phone.request(open()), HasSubstr("<bad-number"));
  world.config.test_numbers = {"1999"};
  world.start();
  EXPECT_THAT(phone.request(open()), HasSubstr("<requested"));
  EXPECT_EQ(world.sms.count, 1) << "without a fixed code they get codes as others do";
}

TEST_F(Registration, AFixedCodeIsSentToNobody) {  // REG-25a
  world.config.test_numbers = {"1999"};
  world.config.test_code = "135790";
  Phone phone{world, "+19995550101"};
  const Conn conn = open();
  const std::string id = Phone::request_id(phone.request(conn));
  EXPECT_EQ(world.sms.count, 0);
  EXPECT_THAT(phone.verify(conn, id, "135791"), HasSubstr("<wrong-code"));
  world.pass(std::chrono::seconds{2});
  EXPECT_THAT(phone.verify(conn, id, "135790"), HasSubstr("<registered"));
  alice.request(open());
  EXPECT_EQ(world.sms.count, 1) << "others get theirs";
  EXPECT_NE(alice.code(), "135790");
}

TEST_F(Registration, TheWaysOfCodesAreToldWithTheAnswer) {  // REG-11
  EXPECT_THAT(alice.request(open()), HasSubstr("methods='sms voice'"));
  world.config.code_methods = {"sms"};
  world.start();
  Phone bob{world, "+12025550102"};
  EXPECT_THAT(bob.request(open(), "voice"), AllOf(HasSubstr("<no-route"), HasSubstr("retry-after='120'"), HasSubstr("methods='sms'")));
  EXPECT_EQ(world.sms.count, 1);
  EXPECT_THAT(bob.request(open()), HasSubstr("<rate-limit")) << "asking which ways there are is counted";
  world.config.code_methods = {"sms", "voice"};
  world.config.unreachable_numbers = {"120255501"};
  world.start();
  Phone carol{world, "+12025550103"};
  EXPECT_THAT(carol.request(open()), AllOf(HasSubstr("<no-route"), HasSubstr("methods=''")));
}

TEST_F(Registration, GuessesArePacedAndCounted) {
  const Conn conn = open();
  const std::string id = Phone::request_id(alice.request(conn));
  const std::string wrong = alice.code() == "000000" ? "111111" : "000000";
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(alice.verify(conn, id, wrong), AllOf(HasSubstr("<not-authorized"), HasSubstr("<wrong-code"))) << i;
    EXPECT_THAT(alice.verify(conn, id, alice.code()), AllOf(HasSubstr("<guessed-too-fast"), HasSubstr("retry-after='2'")))
        << "not even the right one";
    world.pass(std::chrono::seconds{2});
  }
  EXPECT_THAT(alice.verify(conn, id, alice.code()), AllOf(HasSubstr("<too-many-guesses"), HasSubstr("retry-after='110'")));
}

TEST_F(Registration, ACodeBelongsToAKey) {
  const Conn conn = open();
  const std::string id = Phone::request_id(alice.request(conn));
  EXPECT_THAT(thief.verify(conn, id, alice.code()), AllOf(HasSubstr("<forbidden"), HasSubstr("<wrong-key")));
  EXPECT_THAT(alice.verify(conn, id, alice.code()), HasSubstr("<registered")) << "and the thief's attempt was no guess";
}

TEST_F(Registration, ChannelBindingIsTheOperatorsChoice) {
  const auto outcome = [&](ChannelBinding policy, bool bound) {
    world.config.channel_binding = policy;
    world.start();
    world.pass(std::chrono::hours{30});
    const Conn conn = open();
    const std::string id = Phone::request_id(alice.request(conn));
    return alice.verify(conn, id, alice.code(), bound).find("<registered") != std::string::npos;
  };
  EXPECT_TRUE(outcome(ChannelBinding::Optional, false));
  EXPECT_TRUE(outcome(ChannelBinding::Required, true));
  EXPECT_FALSE(outcome(ChannelBinding::Required, false));
  EXPECT_FALSE(outcome(ChannelBinding::Off, true));
  EXPECT_TRUE(outcome(ChannelBinding::Off, false));
}

TEST_F(Registration, CodesExpireAndNewerOnesReplaceOlder) {
  const Conn conn = open();
  const std::string first = Phone::request_id(alice.request(conn));
  const std::string first_code = alice.code();
  EXPECT_THAT(alice.request(conn), AllOf(HasSubstr("<rate-limit"), HasSubstr("retry-after='120'")));
  world.pass(std::chrono::seconds{120});
  const Conn later = open();
  const std::string answer = alice.request(later, "voice");
  EXPECT_THAT(answer, HasSubstr("retry-after='240'")) << "REG-09: ever more slowly";
  EXPECT_THAT(alice.verify(later, first, first_code), HasSubstr("<code-missing"));
  world.pass(std::chrono::seconds{600});
  EXPECT_THAT(alice.verify(open(), Phone::request_id(answer), alice.code()), HasSubstr("<code-missing"));
}

TEST_F(Registration, LimitsPerDeviceAndPerAddressSurviveARestart) {
  for (const char* number : {"+12025550101", "+12025550102", "+12025550103"}) {
    Phone phone{world, number};
    EXPECT_THAT(phone.request(open()), HasSubstr("<requested"));
  }
  world.crash();
  world.start();
  Phone fourth{world, "+12025550104"};
  EXPECT_THAT(fourth.request(open()), AllOf(HasSubstr("<rate-limit"), HasSubstr("retry-after='86400'"))) << "three a day for one device";
  world.config.limits.code_requests_per_address = 3;
  world.start();
  Phone other_device{world, "+12025550105", 'o'};
  EXPECT_THAT(other_device.request(open()), HasSubstr("<rate-limit"));
  const Conn elsewhere = world.open("c2s-tls", "192.0.2.2");
  world.ask(elsewhere, kHeader);
  EXPECT_THAT(other_device.request(elsewhere), HasSubstr("<requested"));
}

TEST_F(Registration, ABurstFromOneNetworkIsStopped) {  // REG-08e, REG-08f
  world.config.limits.code_burst_per_address = 5;
  const auto from = [&](const std::string& host, int number, char key) {
    const Conn conn = world.open("c2s-tls", host);
    world.ask(conn, kHeader);
    Phone phone{world, "+120255501" + std::to_string(number), key};
    return phone.request(conn);
  };
  for (int i = 0; i < 5; ++i) EXPECT_THAT(from("2001:db8:1:2::" + std::to_string(1 + i), 10 + i, static_cast<char>('a' + i)), HasSubstr("<requested"));
  EXPECT_THAT(from("2001:db8:1:2:ffff::1", 20, 'x'), AllOf(HasSubstr("<rate-limit"), HasSubstr("retry-after='300'")));
  EXPECT_THAT(from("2001:db8:1:3::1", 20, 'x'), HasSubstr("<requested")) << "another network";
  world.pass(std::chrono::minutes{5});
  EXPECT_THAT(from("2001:db8:1:2:ffff::1", 21, 'y'), HasSubstr("<requested"));
}

TEST_F(Registration, ANumberHasABudgetThatRegisteringDoesNotRenew) {  // REG-08d
  for (int i = 0; i < 8; ++i) {
    Phone(world, "+12025550101", static_cast<char>('a' + i)).register_number();
    world.pass(std::chrono::minutes{5});
  }
  Phone again{world, "+12025550101", 'z'};
  EXPECT_THAT(again.request(open()), AllOf(HasSubstr("<rate-limit"), HasSubstr("retry-after='84000'")));
  world.pass(std::chrono::seconds{84'000});
  EXPECT_THAT(again.request(open()), HasSubstr("<requested"));
}

TEST_F(Registration, WhatIsOverIsForgotten) {
  const auto records = [&] {
    std::size_t count = 0;
    world.store.begin();
    for (const char* space : {"code", "code-of", "code-due", "pace-number", "pace-window", "pace-due"}) {
      world.store.scan(space, {}, {}, [&](ByteView, ByteView) {
        ++count;
        return true;
      });
    }
    world.store.rollback();
    return count;
  };
  std::size_t most = 0;
  for (int i = 0; i < 60; ++i) {
    Phone(world, "+120255501" + std::to_string(10 + i), static_cast<char>('0' + i)).request(open());
    world.pass(std::chrono::hours{6});
    most = std::max(most, records());
  }
  EXPECT_LT(most, 100U);
}

TEST(AddressPrefix, IsTheNetworkOfAnIpv6AddressHoweverItIsShortened) {
  EXPECT_EQ(address_prefix("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_prefix("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(address_prefix("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  EXPECT_EQ(address_prefix("2001:db8:1:2::"), "2001:db8:1:2");
  EXPECT_EQ(address_prefix("2001:db8::1"), "2001:db8:0:0");
  EXPECT_EQ(address_prefix("2001:db8::a:b:c:d"), "2001:db8:0:0");
  EXPECT_EQ(address_prefix("2001:db8::9:a:b:c:d"), "2001:db8:0:9");
  EXPECT_EQ(address_prefix("::1"), "0:0:0:0");
}

TEST_F(Registration, AnUnreachableProviderIsSaid) {
  world.sms.reachable = false;
  EXPECT_THAT(alice.request(open()), AllOf(HasSubstr("<recipient-unavailable"), HasSubstr("<no-route"), Not(HasSubstr("<requested"))));
}

TEST_F(Registration, NoCodeLeavesIfTheCommitFails) {
  const Conn conn = open();
  world.store.failures = 1;
  EXPECT_THAT(alice.request(conn), AllOf(HasSubstr("internal-server-error"), Not(HasSubstr("<requested"))));
  EXPECT_EQ(world.sms.count, 0);
  EXPECT_TRUE(world.wires.at(conn).finished);
}

TEST_F(Registration, RegisteringAgainDropsWhatWasLoggedIn) {
  alice.appear();
  const std::string old_token = alice.token;
  const Conn half_way = open();
  const std::string zero(1, '\0');
  world.ask(half_way, xml::write(stanza::sasl::auth("PLAIN", zero + alice.digits() + zero + old_token)));
  world.ask(half_way, kHeader);

  thief.register_number();
  EXPECT_THAT(alice.all(), AllOf(HasSubstr("<conflict"), HasSubstr("<replaced xmlns='urn:cxmpp:errors:1'/>")));
  EXPECT_TRUE(alice.wire().ended);
  EXPECT_EQ(world.server->sessions(), 0U);
  EXPECT_THAT(world.ask(half_way, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"), HasSubstr("<replaced"));
  const Conn conn = open();
  EXPECT_THAT(world.ask(conn, xml::write(stanza::sasl::auth("PLAIN", zero + alice.digits() + zero + old_token))),
              HasSubstr("not-authorized"));
  thief.connect();
}

TEST_F(Registration, NothingElseIsHeardBeforeLogin) {
  EXPECT_THAT(world.ask(open(), "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"), HasSubstr("<not-authorized"));
  EXPECT_THAT(world.ask(open(), "<message to='x@example.org'/>"), HasSubstr("<not-authorized"));
  EXPECT_THAT(world.ask(open(), "<iq type='set' id='x'><request xmlns='urn:cxmpp:register:1' number='+12025550101'/></iq>"),
              HasSubstr("<bad-request"));
}

}  // namespace
}  // namespace assay::server
