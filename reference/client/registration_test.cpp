#include "reference/stanza/registration.hpp"

#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"
#include "reference/stanza/error.hpp"

namespace assay::client {
namespace {

namespace reg = stanza::registration;
using std::chrono::seconds;

class RegistrationTest : public testing::Test {
 protected:
  void ask() {
    phone.client.register_number({"+12025550101"}, phone.now);
    phone.turn();
    phone.secure();
    phone.say(Server::header() + Server::login_features());
    request = phone.next("iq");
  }
  void grant(const char* id = "REQ") {
    phone.say("<iq type='result' id='" + std::string(request.attribute("id")) + "'><requested xmlns='urn:cxmpp:register:1' id='" + id +
              "' digits='6' expires='600' retry-after='120'/></iq>");
  }
  void answer(const xml::Element& iq, const std::string& payload) {
    phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) + "'>" + payload + "</iq>");
  }
  void refuse(const xml::Element& iq, const std::string& name) {
    phone.say("<iq type='error' id='" + std::string(iq.attribute("id")) + "'>" + xml::write(stanza::cxmpp_error(name, seconds{5}).write()) +
              "</iq>");
  }
  static std::string registered() {
    return "<registered xmlns='urn:cxmpp:register:1' jid='12025550101@example.org' token='" + std::string(Server::kPassword) + "'/>";
  }

  ScriptedPhone phone;
  xml::Element request;
};

TEST_F(RegistrationTest, ProvesTheNumberAndLogsInOnTheSameStream) {
  ask();
  const auto wanted = reg::Request::parse(*request.first_child());
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->number, "+12025550101");
  EXPECT_EQ(wanted->key, phone.client.credentials().key.public_key);
  grant();
  ASSERT_TRUE(phone.event<CodeRequested>());
  phone.client.verify("123456", phone.now);
  phone.turn();
  const auto iq = phone.next("iq");
  const auto verify = reg::Verify::parse(*iq.first_child());
  ASSERT_TRUE(verify);
  EXPECT_EQ(verify->code, "123456");
  EXPECT_EQ(verify->binding, reg::Binding::TlsExporter);
  const Bytes exporter(32, 'e');
  const Bytes octets = reg::signed_octets({"example.org", "12025550101", "REQ", reg::Binding::TlsExporter, exporter});
  EXPECT_TRUE(crypto::ed25519_verify(wanted->key, octets, verify->signature));

  answer(iq, registered());
  EXPECT_EQ(phone.event<Registered>()->jid, "12025550101@example.org");
  EXPECT_TRUE(phone.client.credentials().registered());
  phone.finish_login();
  EXPECT_TRUE(phone.server.proof_was_valid);
  phone.bind();
  EXPECT_TRUE(phone.event<Online>());
  EXPECT_EQ(phone.connections, 1);
}

TEST_F(RegistrationTest, SurvivesAServerThatClosesBehindItsAnswer) {
  ask();
  grant();
  phone.client.verify("123456", phone.now);
  phone.turn();
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) + "'>" + registered() + "</iq></stream:stream>");
  EXPECT_TRUE(phone.event<Registered>());
  const auto offline = phone.event<Offline>();
  ASSERT_TRUE(offline && offline->retry_in);
  phone.server = {};
  phone.wait(*offline->retry_in);
  phone.negotiate();
  EXPECT_TRUE(phone.event<Online>());
}

TEST_F(RegistrationTest, TellsWhatTheServerRefuses) {
  ask();
  refuse(request, "bad-number");
  const auto failure = phone.event<Failed>();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->command, "register");
  EXPECT_EQ(failure->condition, "bad-number");
}

TEST_F(RegistrationTest, MayGuessAgainAfterTheWaitTheServerAsksFor) {
  ask();
  grant();
  phone.client.verify("000000", phone.now);
  phone.turn();
  refuse(phone.next("iq"), "guessed-too-fast");
  EXPECT_EQ(phone.event<Failed>()->condition, "guessed-too-fast");
  phone.client.verify("123456", phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "too-early");
  EXPECT_EQ(phone.next("iq").local(), "nothing");
  phone.wait(seconds{5});
  phone.client.verify("123456", phone.now);
  phone.turn();
  EXPECT_EQ(reg::Verify::parse(*phone.next("iq").first_child())->code, "123456");
}

// REG-29
TEST_F(RegistrationTest, AsksForNoOtherCodeBeforeTheServerAllows) {
  ask();
  grant();
  phone.wait(seconds{119});
  phone.client.register_number({"+1 202 555 0101"}, phone.now);
  phone.turn();
  const auto failure = phone.event<Failed>();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->retry_after, Duration(seconds{1}));
  EXPECT_EQ(phone.next("iq").local(), "nothing");
}

TEST_F(RegistrationTest, ReconnectsForTheCodeIfTheServerDidNotWait) {
  ask();
  grant();
  phone.cut();
  EXPECT_FALSE(phone.event<Offline>());
  phone.client.verify("123456", phone.now);
  phone.turn();
  EXPECT_EQ(phone.connections, 2);
  phone.secure();
  phone.say(Server::header() + Server::login_features());
  EXPECT_EQ(reg::Verify::parse(*phone.next("iq").first_child())->request, "REQ");
}

TEST_F(RegistrationTest, TakesNoAccountOfAnotherDomain) {
  ask();
  grant();
  phone.client.verify("123456", phone.now);
  phone.turn();
  answer(phone.next("iq"), "<registered xmlns='urn:cxmpp:register:1' jid='1@evil.example' token='t'/>");
  EXPECT_EQ(phone.event<Failed>()->condition, "bad-answer");
  EXPECT_FALSE(phone.client.credentials().registered());
}

TEST_F(RegistrationTest, FailsWhereNumbersCannotRegister) {
  phone.client.register_number({"+12025550101"}, phone.now);
  phone.turn();
  phone.secure();
  phone.say(Server::header() + "<stream:features/>");
  EXPECT_EQ(phone.event<Failed>()->condition, "service-unavailable");
}

TEST_F(RegistrationTest, FailsIfNobodyListens) {
  phone.refuses = true;
  phone.client.register_number({"+12025550101"}, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "refused");
  EXPECT_TRUE(phone.client.is_idle());
}

TEST_F(RegistrationTest, ACodeNeedsARequest) {
  phone.client.verify("123456", phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "code-missing");
  EXPECT_EQ(phone.connections, 0);
}

// REG-27
TEST_F(RegistrationTest, TellsTheCodeOnlyToTheDomainThatItAskedForIt) {
  ask();
  grant();
  phone.cut();
  Config elsewhere = ScriptedPhone::usual_config();
  elsewhere.domain = "thief.example";
  phone.client.configure(elsewhere);
  phone.client.verify("123456", phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "code-missing");
  EXPECT_EQ(phone.connections, 1);
}

TEST(Registration, LeavesALoggedInStreamAndKeepsTheDevicesKey) {
  ScriptedPhone phone(ScriptedPhone::usual_config(), ScriptedPhone::registered());
  phone.come_online();
  phone.client.register_number({"+12025550101"}, phone.now);
  phone.turn();
  EXPECT_TRUE(phone.event<Offline>());
  phone.secure();
  phone.say(Server::header() + Server::login_features());
  EXPECT_EQ(phone.connections, 2);
  const auto request = phone.next("iq");
  xml::Element again = request;
  while (again.find_child(reg::kNs, "request") == nullptr && again.local() != "nothing") again = phone.next("iq");
  ASSERT_NE(again.find_child(reg::kNs, "request"), nullptr);
  EXPECT_EQ(reg::Request::parse(*again.first_child())->key, ScriptedPhone::registered().key.public_key);
}

}  // namespace
}  // namespace assay::client
