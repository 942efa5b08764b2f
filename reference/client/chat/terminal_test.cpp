#include "reference/client/chat/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"

namespace assay::chat {
namespace {

using client::ScriptedPhone;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TerminalTest : public testing::Test {
 protected:
  TerminalTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()), terminal(phone.client) { phone.takes_events = false; }
  std::vector<std::string> lines() {
    phone.turn();
    terminal.take_events(phone.now);
    phone.turn();
    std::vector<std::string> all;
    while (auto line = terminal.next_line()) all.push_back(*line);
    return all;
  }
  std::vector<std::string> after(std::string_view line) {
    terminal.line(line, phone.now);
    return lines();
  }
  void online() {
    after("/login");
    phone.negotiate();
    lines();
  }
  ScriptedPhone phone;
  Terminal terminal;
};

TEST_F(TerminalTest, SendsPlainLinesToThePeer) {
  online();
  EXPECT_THAT(after("hello"), ElementsAre(HasSubstr("To whom?")));
  EXPECT_THAT(after("/to +1 (202) 555-0102"), ElementsAre("Your lines go to +12025550102 now."));
  EXPECT_EQ(terminal.prompt(), "+12025550102 > ");
  EXPECT_THAT(after("hello"), IsEmpty());
  const auto message = phone.next("message");
  EXPECT_EQ(message.attribute("to"), "12025550102@example.org");
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + std::string(message.attribute("id")) + "' stamp='2026-03-01T12:34:01.000Z'/>");
  EXPECT_THAT(lines(), ElementsAre("12:34 \u2713 hello"));
}

TEST_F(TerminalTest, ShowsWhatHasArrivedByTwoTicks) {
  online();
  after("/to +1 202 555 0102");
  after("a long line of which only the beginning is shown a second time");
  const std::string id(phone.next("message").attribute("id"));
  const std::string receipt = "<message from='12025550102@example.org/x'><received xmlns='urn:xmpp:receipts' id='" + id + "'/></message>";
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='" + id + "' stamp='2026-03-01T12:34:01.000Z'/>");
  EXPECT_THAT(lines(), ElementsAre("12:34 \u2713 a long line of which only the beginning is shown a second time"));
  phone.say(receipt);
  EXPECT_THAT(lines(), ElementsAre("12:00 \u2713\u2713 a long line of which only the beginning ..."));
  phone.say(receipt);
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(TerminalTest, ShowsWhatOtherSessionsSent) {
  online();
  phone.say(
      "<message from='12025550101@example.org'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
      "<message xmlns='jabber:client' from='12025550101@example.org/tablet' to='12025550102@example.org'><body>hi&#9;</body></message>"
      "</forwarded></sent></message>");
  EXPECT_THAT(lines(), ElementsAre("12:00 you to +12025550102, elsewhere: hi?"));
}

TEST_F(TerminalTest, ShowsMessagesWithTheirTimeAndNothingThatMovesTheCursor) {
  online();
  phone.say("<message from='12025550102@example.org/x' id='m2'><body>a\u009b2Jb&#9;c\nd</body></message>");
  EXPECT_THAT(lines(), ElementsAre("12:00 +12025550102: a?2Jb?c\n      d", HasSubstr("Your lines go to +12025550102")));
}

TEST_F(TerminalTest, MatchesSeveralNumbers) {
  online();
  while (phone.next("presence").local() != "nothing") {
  }
  EXPECT_THAT(after("/match +1 202 555 0102 +1 202 555 0103, 0104"),
              ElementsAre(HasSubstr("would go to example.org"), HasSubstr("May they?")));
  EXPECT_EQ(phone.next("iq").local(), "nothing");
  after("/consent yes");
  const auto iq = phone.next("iq");
  EXPECT_EQ(iq.first_child()->children().size(), 3U);
  phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) +
            "'><matches xmlns='urn:cxmpp:contacts:1'><match number='+1 202 555 0102' status='in' jid='12025550102@example.org'/>"
            "<match number='0104' status='invalid'/></matches></iq>");
  EXPECT_THAT(lines(), ElementsAre("+1 202 555 0102 is here: /to +12025550102", "0104 is not a number."));
}

TEST_F(TerminalTest, TellsWhoIsHereAndWhoMayFindUs) {
  online();
  phone.client.allow_upload(true, phone.now);
  EXPECT_THAT(after("/contacts"), ElementsAre(HasSubstr("Nobody")));
  phone.say("<message from='example.org' id='n1'><contact-joined xmlns='urn:cxmpp:contacts:1' jid='12025550103@example.org'/></message>");
  EXPECT_THAT(lines(), ElementsAre("+12025550103 has joined: /to +12025550103"));
  phone.say("<message from='evil.example' id='n2'><contact-joined xmlns='urn:cxmpp:contacts:1' jid='12025550104@example.org'/></message>");
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_THAT(after("/contacts"), ElementsAre("+12025550103 is here: /to +12025550103"));
  while (phone.next("presence").local() != "nothing") {
  }
  after("/discoverable mutual");
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) +
            "'><settings xmlns='urn:cxmpp:contacts:1' discoverable='mutual' join-notices='false'/></iq>");
  EXPECT_THAT(lines(), ElementsAre("You can be found by those whose number you have; you are not told who joins."));
  EXPECT_THAT(after("/discoverable friends"), ElementsAre(HasSubstr("By whom?")));
}

TEST_F(TerminalTest, BlocksNumbersAndTellsWhom) {
  online();
  while (phone.next("presence").local() != "nothing") {
  }
  EXPECT_THAT(after("/block"), ElementsAre(HasSubstr("Whom?")));
  after("/block +1 202 555 0102");
  const auto block = phone.next("iq");
  EXPECT_EQ(block.first_child()->first_child()->attribute("jid"), "12025550102@example.org");
  phone.say("<iq type='result' id='" + std::string(block.attribute("id")) + "'/>");
  EXPECT_THAT(lines(), ElementsAre(HasSubstr("Nothing comes")));
  after("/blocked");
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) +
            "'><blocklist xmlns='urn:xmpp:blocking'><item jid='12025550102@example.org'/></blocklist></iq>");
  EXPECT_THAT(lines(), ElementsAre("+12025550102 is blocked: /unblock +12025550102"));
}

TEST_F(TerminalTest, RegistersAndExplainsFailures) {
  EXPECT_THAT(after("/register"), ElementsAre(HasSubstr("Which number?")));
  EXPECT_THAT(after("/code 123456"), ElementsAre("/code did not work: there is no open code: /register first."));
  EXPECT_THAT(after("/dance"), ElementsAre(HasSubstr("There is no /dance")));
  EXPECT_THAT(after("/help"), Contains(HasSubstr("/match")));
}

TEST_F(TerminalTest, Quits) {
  online();
  EXPECT_THAT(after("/quit"), ElementsAre("Offline."));
  EXPECT_TRUE(terminal.quits());
  EXPECT_TRUE(phone.client.is_idle());
}

TEST_F(TerminalTest, PaintsOnlyIfAsked) {
  Terminal painted(phone.client, {Colour::Ansi, {}});
  painted.greet();
  EXPECT_THAT(*painted.next_line(), HasSubstr("\x1b["));
  terminal.greet();
  EXPECT_THAT(*terminal.next_line(), Not(HasSubstr("\x1b[")));
}

TEST_F(TerminalTest, ShowsTheClockOfItsUser) {
  Terminal local(phone.client, {Colour::Never, std::chrono::minutes{90}});
  online();
  phone.say("<message from='12025550102@example.org/x' id='m2'><body>x</body></message>");
  local.take_events(phone.now);
  EXPECT_THAT(*local.next_line(), HasSubstr("13:30 +12025550102: x"));
}

TEST_F(TerminalTest, LinksCompanionsAndShowsThem) {
  online();
  while (phone.next("presence").local() != "nothing") {
  }
  EXPECT_THAT(after("/link KEY"), ElementsAre(HasSubstr("Which key")));
  after("/link 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= My laptop");
  const auto link = phone.next("iq");
  EXPECT_EQ(link.first_child()->attribute("name"), "My laptop");
  phone.say("<iq type='result' id='" + std::string(link.attribute("id")) + "'><linked xmlns='urn:cxmpp:devices:1' device='77'/></iq>");
  EXPECT_THAT(lines(), ElementsAre("Linked: /unlink 77 takes it back."));
  phone.say(
      "<message from='12025550101@example.org' id='n'><changed xmlns='urn:cxmpp:devices:1' device='77' what='claimed' name='My laptop'/>"
      "<stanza-id xmlns='urn:xmpp:sid:0' by='12025550101@example.org' id='e1'/></message>");
  EXPECT_THAT(lines(), ElementsAre(HasSubstr("My laptop (77) is a companion of your account.")));
  EXPECT_EQ(phone.next("ack").attribute("id"), "e1");
  after("/devices");
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) +
            "'><devices xmlns='urn:cxmpp:devices:1'><device id='77' name='My laptop' linked='2026-01-01T00:00:00Z'/></devices></iq>");
  EXPECT_THAT(lines(), ElementsAre("My laptop (77, not here yet)"));
  after("/unlink 77");
  const auto unlink = phone.next("iq");
  EXPECT_EQ(unlink.first_child()->attribute("device"), "77");
  phone.say("<iq type='result' id='" + std::string(unlink.attribute("id")) + "'/>");
  EXPECT_THAT(lines(), ElementsAre("It is unlinked."));
}

}  // namespace
}  // namespace assay::chat
