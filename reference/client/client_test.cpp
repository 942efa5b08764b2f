#include "reference/client/client.hpp"

#include <gtest/gtest.h>

#include "reference/client/reconnect.hpp"
#include "reference/client/scripted_phone.hpp"
#include "reference/stanza/contacts.hpp"
#include "reference/stanza/roster.hpp"

namespace assay::client {
namespace {

using std::chrono::seconds;

class ClientTest : public testing::Test {
 protected:
  ClientTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {}
  static std::string roster_push(const std::string& from) {
    return "<iq type='set' id='p' " + (from.empty() ? from : "from='" + from + "'") +
           "><query xmlns='jabber:iq:roster'><item jid='12025550102@example.org' subscription='both'/></query></iq>";
  }
  static std::string result(const xml::Element& iq, const std::string& from, const std::string& payload = {}) {
    return "<iq type='result' " + (from.empty() ? from : "from='" + from + "'") + " id='" + std::string(iq.attribute("id")) + "'>" +
           payload + "</iq>";
  }
  xml::Element request_with(const char* ns, const char* local) {
    for (;;) {
      xml::Element iq = phone.next("iq");
      if (iq.local() == "nothing" || iq.find_child(ns, local) != nullptr) return iq;
    }
  }
  ScriptedPhone phone;
};

TEST_F(ClientTest, IsAvailableOnceItIsOnline) {
  phone.come_online();
  EXPECT_EQ(phone.event<Online>()->jid, "12025550101@example.org/phone");
  EXPECT_EQ(phone.next("presence").local(), "presence");
  EXPECT_TRUE(phone.client.is_online());
}

TEST_F(ClientTest, LeavesInOrder) {
  phone.come_online();
  phone.client.disconnect(phone.now);
  phone.turn();
  EXPECT_TRUE(phone.server.closed);
  EXPECT_EQ(phone.event<Offline>()->reason, stream::ClientAbort::ClosedByUs);
  EXPECT_TRUE(phone.client.is_idle());
  EXPECT_FALSE(phone.client.next_deadline());
}

TEST(Client, CannotLogInUnregistered) {
  ScriptedPhone phone;
  phone.client.connect(phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "not-registered");
  EXPECT_EQ(phone.connections, 0);
}

TEST_F(ClientTest, DoesNotTryAgainWhenItIsRefused) {
  phone.client.connect(phone.now);
  phone.turn();
  phone.secure();
  phone.say(Server::header() + Server::login_features());
  phone.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
  const auto failure = phone.event<Failed>();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->command, "login");
  EXPECT_EQ(failure->condition, "not-authorized");
  EXPECT_FALSE(phone.event<Offline>()->retry_in);
  EXPECT_TRUE(phone.client.is_idle());
}

TEST_F(ClientTest, StaysAwayWhenItWasReplaced) {
  phone.come_online();
  phone.say("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><replaced xmlns='urn:cxmpp:errors:1'/></stream:error>");
  EXPECT_EQ(phone.event<Offline>()->reason, stream::ClientAbort::Replaced);
  EXPECT_TRUE(phone.client.is_idle());
}

TEST_F(ClientTest, BacksOffWhileNobodyListens) {
  phone.refuses = true;
  phone.client.connect(phone.now);
  phone.turn();
  Duration longest{};
  for (int attempt = 0; attempt < 40; ++attempt) {
    const auto offline = phone.event<Offline>();
    ASSERT_TRUE(offline && offline->retry_in);
    ASSERT_LE(*offline->retry_in, kReconnectLimit);
    longest = std::max(longest, *offline->retry_in);
    EXPECT_EQ(phone.connections, attempt + 1);
    phone.wait(*offline->retry_in);
  }
  EXPECT_GT(longest, Duration(seconds{150}));
}

TEST_F(ClientTest, DoesNotComeBackByItselfIfToldNotTo) {
  auto config = ScriptedPhone::usual_config();
  config.auto_reconnect = false;
  phone.client.configure(config);
  phone.come_online();
  phone.cut();
  EXPECT_FALSE(phone.event<Offline>()->retry_in);
  EXPECT_TRUE(phone.client.is_idle());
}

TEST(ReconnectDelay, IsFullJitterUnderADoublingCeiling) {
  KeyedRandom random(3, "jitter");
  for (unsigned attempt = 0; attempt < 40; ++attempt) {
    const Duration ceiling = std::min<Duration>(kReconnectLimit, kReconnectBase * (1U << std::min(attempt, 9U)));
    Duration sum{};
    for (int i = 0; i < 1000; ++i) {
      const Duration delay = reconnect_delay(attempt, random);
      ASSERT_GE(delay, Duration::zero());
      ASSERT_LE(delay, ceiling);
      sum += delay;
    }
    EXPECT_NEAR(static_cast<double>((sum / 1000).count()), static_cast<double>(ceiling.count()) / 2,
                static_cast<double>(ceiling.count()) / 20);
  }
}

// R1
TEST_F(ClientTest, IgnoresARosterPushOfSomebodyElse) {
  phone.come_online();
  while (phone.next("presence").local() != "nothing") {
  }
  for (const char* from : {"mallory@evil.example/x", "12025550102@example.org", "example.org", "12025550101@example.org/other"}) {
    phone.say(roster_push(from));
    EXPECT_FALSE(phone.event<RosterChanged>()) << from;
    EXPECT_EQ(phone.next("iq").attribute("type"), "error") << from;
  }
  for (const char* from : {"", "12025550101@example.org"}) {
    phone.say(roster_push(from));
    EXPECT_TRUE(phone.event<RosterChanged>()) << from;
    EXPECT_EQ(phone.next("iq").attribute("type"), "result") << from;
  }
}

// R4
TEST_F(ClientTest, IgnoresAnAnswerOfSomebodyElse) {
  phone.come_online();
  phone.client.allow_upload(true, phone.now);
  phone.client.match({{"+1 202-555-0102"}}, phone.now);
  phone.turn();
  const auto iq = request_with(stanza::contacts::kNs, "sync");
  const std::string matches =
      "<matches xmlns='urn:cxmpp:contacts:1'><match number='+1 202-555-0102' status='in' jid='12025550102@example.org'/>"
      "<match number='+1 202-555-0199' status='out'/></matches>";
  phone.say(result(iq, "mallory@evil.example", matches));
  phone.say(result(iq, "12025550102@example.org", matches));
  EXPECT_FALSE(phone.event<Contacts>());
  phone.say(result(iq, "12025550101@example.org", matches));
  const auto contacts = phone.event<Contacts>();
  ASSERT_TRUE(contacts);
  ASSERT_EQ(contacts->contacts.size(), 1U);  // what was not asked for is left out
  EXPECT_EQ(contacts->contacts[0].status, ContactStatus::In);
  EXPECT_EQ(contacts->contacts[0].jid, "12025550102@example.org");
  phone.say(result(iq, "", matches));
  EXPECT_FALSE(phone.event<Contacts>());
}

TEST_F(ClientTest, MatchingNeedsAStream) {
  phone.client.match({{"1"}}, phone.now);
  phone.turn();
  EXPECT_EQ(phone.event<Failed>()->condition, "offline");
}

TEST_F(ClientTest, AnswersPingsAndDiscoAndRefusesTheRest) {
  phone.come_online();
  while (phone.next("presence").local() != "nothing") {
  }
  phone.say("<iq type='get' id='1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
  EXPECT_EQ(phone.next("iq").attribute("type"), "result");
  phone.say("<iq type='get' id='2' from='example.org'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
  const auto info = phone.next("iq");
  EXPECT_EQ(info.attribute("type"), "result");
  EXPECT_EQ(info.attribute("to"), "example.org");
  phone.say("<iq type='get' id='3' from='example.org'><unheard-of xmlns='urn:x'/></iq>");
  EXPECT_EQ(phone.next("iq").attribute("type"), "error");
}

TEST_F(ClientTest, TellsWhoComesAndGoesOnce) {
  phone.come_online();
  const std::string here = "<presence from='12025550102@example.org/a'/>";
  phone.say(here + here);
  EXPECT_TRUE(phone.event<ContactPresence>()->available);
  EXPECT_FALSE(phone.event<ContactPresence>());
  phone.say("<presence type='unavailable' from='12025550102@example.org/a'/>");
  EXPECT_FALSE(phone.event<ContactPresence>()->available);
}

TEST_F(ClientTest, ComesBackFromASilentConnection) {
  auto config = ScriptedPhone::usual_config();
  config.keep_alive = KeepAlive::Foreground;
  phone.client.configure(config);
  phone.come_online();
  phone.say(result(request_with("jabber:iq:roster", "query"), ""));
  const Duration silence = *phone.client.next_deadline() - phone.now.monotonic;
  EXPECT_GE(silence, Duration(seconds{20}));
  EXPECT_LE(silence, Duration(seconds{30}));
  phone.wait(silence);
  EXPECT_NE(request_with("urn:xmpp:ping", "ping").local(), "nothing");
  phone.wait(seconds{30});
  phone.wait(seconds{3});
  const auto offline = phone.event<Offline>();
  ASSERT_TRUE(offline);
  EXPECT_EQ(offline->reason, stream::ClientAbort::TimedOut);
  EXPECT_TRUE(offline->retry_in);
}

TEST_F(ClientTest, SyncsBehindEverythingElse) {
  phone.come_online();
  phone.say(result(request_with("http://jabber.org/protocol/disco#info", "query"), ""));
  phone.say(result(request_with("jabber:iq:roster", "query"), ""));
  const std::string id = phone.client.send({"12025550102@example.org", "x", {}}, phone.now);
  phone.client.sync("a", phone.now);
  phone.turn();
  EXPECT_EQ(request_with("urn:xmpp:ping", "ping").local(), "nothing");
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-03-01T12:00:01.000Z'/>");
  const auto ping = request_with("urn:xmpp:ping", "ping");
  EXPECT_FALSE(phone.event<Synced>());
  phone.say(result(ping, "example.org"));
  EXPECT_EQ(phone.event<Synced>()->tag, "a");
}

TEST_F(ClientTest, SyncsEvenIfAMessageIsNeverAccepted) {
  phone.come_online();
  phone.say(result(request_with("http://jabber.org/protocol/disco#info", "query"), ""));
  phone.say(result(request_with("jabber:iq:roster", "query"), ""));
  phone.client.send({"12025550102@example.org", "x", {}}, phone.now);
  phone.client.sync("a", phone.now);
  phone.turn();
  phone.wait(seconds{10});
  phone.say(result(request_with("urn:xmpp:ping", "ping"), ""));
  EXPECT_TRUE(phone.event<Synced>());
}

TEST_F(ClientTest, SyncsAtOnceOffline) {
  phone.client.sync("a", phone.now);
  phone.turn();
  EXPECT_TRUE(phone.event<Synced>());
}

TEST_F(ClientTest, SyncsWhenALoginIsThrough) {
  phone.client.connect(phone.now);
  phone.client.sync("a", phone.now);
  phone.turn();
  phone.negotiate();
  EXPECT_FALSE(phone.event<Synced>());
  phone.say(result(request_with("http://jabber.org/protocol/disco#info", "query"), ""));
  phone.say(result(request_with("jabber:iq:roster", "query"), ""));
  phone.say(result(request_with("urn:xmpp:ping", "ping"), ""));
  EXPECT_TRUE(phone.event<Synced>());
}

TEST(StoredCredentials, ComeBackWithTheTokenOfTheNextLogin) {
  Credentials credentials = ScriptedPhone::registered();
  credentials.user_agent = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  credentials.fast = FastToken{"HT-SHA-256-EXPR", crypto::Secret(Bytes("secret")), *from_date_time("2026-01-22T00:00:00Z"), 7};
  const auto stored = write_credentials(credentials);
  const auto read = read_credentials(stored.reveal());
  ASSERT_TRUE(read && read->fast);
  EXPECT_EQ(read->user_agent, credentials.user_agent);
  EXPECT_EQ(read->fast->mechanism, "HT-SHA-256-EXPR");
  EXPECT_EQ(read->fast->token.reveal(), "secret");
  EXPECT_EQ(read->fast->expiry, credentials.fast->expiry);
  EXPECT_EQ(read->fast->count, 7U);
  EXPECT_EQ(write_credentials(credentials.copy()).reveal(), stored.reveal());
  const Bytes text(stored.reveal());
  EXPECT_FALSE(read_credentials(text.substr(0, text.size() - 8) + "\n"));
}

TEST(StoredCredentials, ComeBack) {
  const auto stored = write_credentials(ScriptedPhone::registered());
  const auto read = read_credentials(stored.reveal());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->jid, "12025550101@example.org");
  EXPECT_EQ(read->token.reveal(), Server::kPassword);
  EXPECT_EQ(read->key.public_key, ScriptedPhone::registered().key.public_key);
  EXPECT_TRUE(read_credentials(write_credentials({}).reveal()));
  EXPECT_FALSE(read_credentials("assay credentials 1\njid a\n"));
  EXPECT_FALSE(read_credentials(Bytes(stored.reveal()) + "x"));
  EXPECT_EQ(read->username(), "12025550101");
}

TEST(StoredCredentials, OfACompanionSayWhichItIs) {
  Credentials companion = ScriptedPhone::registered();
  companion.device = "1804289383";
  const auto read = read_credentials(write_credentials(companion).reveal());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->device, "1804289383");
  EXPECT_EQ(read->username(), "12025550101.1804289383");
}

}  // namespace
}  // namespace assay::client
