#include <gtest/gtest.h>

#include "reference/client/client.hpp"
#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

class ManagedClient : public testing::Test {
 protected:
  ManagedClient() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()) {}

  static std::string features(bool acknowledges) {
    return std::string("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>") +
           (acknowledges ? "<ack xmlns='urn:cxmpp:ack:1'/>" : "") + "<sm xmlns='urn:xmpp:sm:3'/></stream:features>";
  }
  static std::string message(const std::string& id, const std::string& body) {
    return "<message from='12025550102@example.org/x' id='" + id + "' type='chat'><body>" + body + "</body></message>";
  }
  void bind(bool acknowledges) {
    phone.say(Server::bind_result(phone.server.next()));
    if (acknowledges) {
      EXPECT_TRUE(phone.server.next().is("urn:cxmpp:ack:1", "enable"));
      phone.say(Server::enabled());
    }
    EXPECT_EQ(phone.server.next().attribute("resume"), "true");
    phone.say("<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true' max='300'/>");
  }
  void come_online(bool acknowledges = false) {
    phone.client.connect(phone.now);
    phone.turn();
    phone.secure();
    phone.authenticate();
    phone.say(Server::header() + features(acknowledges));
    bind(acknowledges);
    phone.event<Online>();
    EXPECT_EQ(phone.server.next().local(), "iq");  // what the server can do
    EXPECT_EQ(phone.server.next().local(), "presence");
    EXPECT_EQ(phone.server.next().local(), "iq");  // the roster
  }
  /// Cut, reconnected and logged in again; what the client says then.
  xml::Element come_back(bool acknowledges = false) {
    phone.cut();
    while (phone.server.next().local() != "nothing") continue;  // what was said before
    phone.wait(std::chrono::seconds{30});
    phone.secure();
    phone.authenticate();
    phone.say(Server::header() + features(acknowledges));
    return phone.server.next();
  }
  std::string send(const std::string& body) {
    const std::string id = phone.client.send({"12025550102@example.org", body, {}}, phone.now);
    phone.turn();
    return id;
  }
  void expect_nothing_more() { EXPECT_EQ(phone.server.next().local(), "nothing"); }

  ScriptedPhone phone;
};

TEST_F(ManagedClient, CountsWhatItGetsAndAnswers) {
  come_online();
  phone.say(message("a", "one") + message("b", "two") + "<r xmlns='urn:xmpp:sm:3'/>");
  EXPECT_EQ(phone.next("a").attribute("h"), "0") << "the caller has not taken them yet";
  EXPECT_EQ(phone.next("a").attribute("h"), "2");
  phone.say("<presence from='12025550102@example.org/x'/><r xmlns='urn:xmpp:sm:3'/>");
  EXPECT_EQ(phone.next("a").attribute("h"), "3");
}

TEST_F(ManagedClient, AMessageThatNobodyTookIsNotHandled) {
  come_online();
  phone.takes_events = false;
  phone.say(message("a", "one") + "<r xmlns='urn:xmpp:sm:3'/>");
  EXPECT_EQ(phone.next("a").attribute("h"), "0");
  const xml::Element resume = come_back();
  EXPECT_EQ(resume.attribute("h"), "0");
  phone.say("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='3'/>" + message("a", "one"));
  phone.takes_events = true;
  phone.turn();
  EXPECT_TRUE(phone.event<MessageReceived>());
  EXPECT_FALSE(phone.event<MessageReceived>());
}

TEST_F(ManagedClient, AMessageIsAcceptedWhenItIsCounted) {
  come_online();
  const std::string id = send("hello");
  EXPECT_EQ(phone.server.next().attribute("id"), id);
  EXPECT_EQ(phone.server.next().local(), "r");
  EXPECT_FALSE(phone.event<Accepted>());
  phone.say("<a xmlns='urn:xmpp:sm:3' h='4'/>");
  EXPECT_EQ(phone.event<Accepted>()->id, id);
}

TEST_F(ManagedClient, ResumesAndSendsAgainWhatWasNotCounted) {
  come_online();
  const std::string first = send("one");
  const std::string second = send("two");
  const xml::Element resume = come_back();
  phone.events.clear();
  EXPECT_EQ(resume.attribute("previd"), "s1");
  EXPECT_EQ(resume.attribute("h"), "0");
  const std::string offline = send("three");
  phone.say("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='4'/>");
  EXPECT_TRUE(phone.event<Online>());
  EXPECT_EQ(phone.event<Accepted>()->id, first);
  EXPECT_EQ(phone.server.next().attribute("id"), second);
  EXPECT_EQ(phone.server.next().attribute("id"), offline);
  EXPECT_EQ(phone.server.next().local(), "r");
  expect_nothing_more();
  phone.say("<a xmlns='urn:xmpp:sm:3' h='6'/>");
  EXPECT_EQ(phone.event<Accepted>()->id, second);
  EXPECT_EQ(phone.event<Accepted>()->id, offline);
}

TEST_F(ManagedClient, ARequestSurvivesTheCut) {
  come_online();
  const xml::Element resume = come_back();
  EXPECT_EQ(resume.local(), "resume");
  phone.say("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='2'/>");
  const xml::Element roster = phone.next("iq");
  phone.say("<iq type='result' id='" + std::string(roster.attribute("id")) +
            "'><query xmlns='jabber:iq:roster'><item jid='12025550102@example.org' subscription='both'/></query></iq>");
  EXPECT_EQ(phone.event<RosterChanged>()->jid, "12025550102@example.org");
}

TEST_F(ManagedClient, WithAcksAMessageWithoutAcknowledgementGoesOutAgainThoughItWasCounted) {
  come_online(true);
  const std::string id = send("hello");
  EXPECT_EQ(phone.next("message").attribute("id"), id);
  (void)come_back(true);
  phone.say("<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='4'/>");
  EXPECT_FALSE(phone.event<Accepted>());
  // MSG-04b: that it was refused may be on its way.
  const std::string asked(phone.next("iq").attribute("id"));
  EXPECT_EQ(phone.next("message").local(), "nothing");
  phone.say("<iq type='result' id='" + asked + "'/>");
  EXPECT_EQ(phone.next("message").attribute("id"), id);
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-01-01T00:00:00.000Z'/>");
  EXPECT_EQ(phone.event<Accepted>()->id, id);
}

TEST_F(ManagedClient, BindsWhereItCannotResume) {
  come_online();
  const std::string id = send("hello");
  (void)come_back();
  phone.say("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
  bind(false);
  EXPECT_EQ(phone.next("message").attribute("id"), id);
  EXPECT_EQ(phone.next("presence").local(), "presence");
}

TEST_F(ManagedClient, BelievesTheCountOfASessionThatIsOver) {
  come_online();
  const std::string id = send("hello");
  (void)come_back();
  phone.say("<failed xmlns='urn:xmpp:sm:3' h='4'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
  EXPECT_EQ(phone.event<Accepted>()->id, id);
  bind(false);
  EXPECT_EQ(phone.next("message").local(), "nothing");
}

TEST_F(ManagedClient, DoesNotResumeWhatItHasLeft) {
  come_online();
  phone.say("<presence from='12025550102@example.org/x'/>");
  phone.client.disconnect(phone.now);
  phone.turn();
  EXPECT_EQ(phone.next("a").attribute("h"), "1") << "said before leaving";
  phone.client.connect(phone.now);
  phone.turn();
  phone.secure();
  phone.authenticate();
  phone.say(Server::header() + features(false));
  EXPECT_EQ(phone.server.next().local(), "iq");
}

TEST_F(ManagedClient, LeavesAServerThatCountsWhatWasNotSent) {
  come_online();
  phone.say("<a xmlns='urn:xmpp:sm:3' h='77'/>");
  EXPECT_EQ(phone.event<Offline>()->reason, stream::ClientAbort::UnexpectedElement);
}

TEST_F(ManagedClient, GoesOnWhereTheOfferIsNotKept) {
  phone.client.connect(phone.now);
  phone.turn();
  phone.secure();
  phone.authenticate();
  phone.say(Server::header() + features(false));
  phone.say(Server::bind_result(phone.server.next()));
  phone.server.next();
  phone.say("<failed xmlns='urn:xmpp:sm:3'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
  EXPECT_TRUE(phone.event<Online>());
  phone.cut();
  EXPECT_TRUE(phone.event<Offline>());
}

}  // namespace
}  // namespace assay::client
