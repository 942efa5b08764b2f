#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/client/chat/terminal.hpp"
#include "reference/client/scripted_phone.hpp"

namespace assay::chat {
namespace {

using client::ScriptedPhone;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kGroup = "g1@groups.example.org";

class GroupsTest : public testing::Test {
 protected:
  GroupsTest() : phone(ScriptedPhone::usual_config(), ScriptedPhone::registered()), terminal(phone.client) {
    phone.takes_events = false;
    phone.come_online();
    lines();
    while (phone.next("presence").local() != "nothing") {
    }
  }
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
  void answer(const std::string& payload) {
    const xml::Element iq = phone.next("iq");
    phone.say("<iq type='result' from='" + std::string(iq.attribute("to")) + "' id='" + std::string(iq.attribute("id")) + "'>" + payload +
              "</iq>");
  }
  void told(const std::string& attributes, const std::string& inside = {}) {
    phone.say(std::string("<message type='groupchat' from='") + kGroup + "' id='c" + std::to_string(++said_) +
              "'><change xmlns='urn:cxmpp:groups:1' " + attributes + " stamp='2026-03-01T12:00:00.000Z' hash='h'>" + inside +
              "</change></message>");
  }
  void made() {
    told("kind='created' prev='0' new='1' actor='12025550101@example.org'",
         "<member jid='12025550101@example.org'/><member jid='12025550102@example.org'/><subject id='1'>Sunday football</subject>");
  }

  ScriptedPhone phone;
  Terminal terminal;
  int said_ = 0;
};

TEST_F(GroupsTest, AreMadeAndTalkedTo) {
  EXPECT_THAT(after("/group new Sunday football: +1 202 555 0102, +1 202 555 0103"), IsEmpty());
  const xml::Element iq = phone.next("iq");
  EXPECT_EQ(iq.attribute("to"), "groups.example.org");
  EXPECT_EQ(iq.first_child()->attribute("subject"), "Sunday football");
  EXPECT_EQ(iq.first_child()->children().size(), 2U);
  phone.say("<iq type='result' from='groups.example.org' id='" + std::string(iq.attribute("id")) +
            "'><invited xmlns='urn:cxmpp:groups:1' group='g1@groups.example.org' version='1'>"
            "<member jid='12025550102@example.org' outcome='added'/>"
            "<member jid='12025550103@example.org' outcome='needs-invite' token='abc'/></invited></iq>");
  EXPECT_THAT(lines(), ElementsAre("+12025550103 wants to be asked. Send them: /join abc"));
  made();
  EXPECT_THAT(lines(), ElementsAre("you made #Sunday football: you and +12025550102.", "Your lines go to #Sunday football now."));
  EXPECT_EQ(terminal.prompt(), "#Sunday football > ");
  EXPECT_THAT(after("Who is coming?"), IsEmpty());
  EXPECT_EQ(phone.next("message").attribute("to"), kGroup);
}

TEST_F(GroupsTest, TellWhoAddedWhom) {
  made();
  lines();
  told("kind='added' prev='1' new='2' actor='12025550102@example.org'", "<member jid='12025550104@example.org'/>");
  EXPECT_THAT(lines(), ElementsAre("+12025550102 added +12025550104 to #Sunday football.", HasSubstr("does not fit together")))
      << "its hash is none";
  told("kind='left' prev='2' new='3' actor='12025550104@example.org'");
  EXPECT_THAT(lines(), testing::Contains("+12025550104 left #Sunday football."));
  told("kind='subject' prev='3' new='4' actor='12025550102@example.org'", "<subject id='4'>Monday</subject>");
  EXPECT_THAT(lines(), testing::Contains("+12025550102 calls #Sunday football \"Monday\" now."));
  EXPECT_EQ(terminal.prompt(), "#Monday > ");
  told("kind='removed' prev='4' new='5' actor='12025550102@example.org'", "<member jid='12025550101@example.org'/>");
  EXPECT_THAT(lines(), testing::Contains("+12025550102 removed you from #Monday."));
  EXPECT_EQ(terminal.prompt(), "> ");
}

TEST_F(GroupsTest, AskTheirNameOfGroupsThatAreNew) {
  told("kind='added' prev='4' new='5' actor='12025550102@example.org'", "<member jid='12025550101@example.org'/>");
  EXPECT_THAT(lines(), ElementsAre("+12025550102 added you to g1@groups.example.org."));
  for (int asked = 0; asked < 2; ++asked) {  // for the book, and for the name
    answer(
        "<group xmlns='urn:cxmpp:groups:1' version='5' order='9' hash='h'><settings/><subject id='1'>Chess</subject><description id='0'/>"
        "<member jid='12025550102@example.org' role='owner' since='1'/><member jid='12025550101@example.org' role='member' "
        "since='5'/></group>");
  }
  EXPECT_THAT(lines(), testing::Contains("#Chess has 2 members: /to #Chess"));
  EXPECT_THAT(after("/to #chess"), ElementsAre("Your lines go to #Chess now."));
  phone.say(
      "<message type='groupchat' from='g1@groups.example.org/12025550102' id='m1'><body>Your move</body>"
      "<order xmlns='urn:cxmpp:groups:1' n='10' version='5'/></message>");
  EXPECT_THAT(lines(), ElementsAre("12:00 #Chess +12025550102: Your move"));
}

TEST_F(GroupsTest, WordsNeedAGroup) {
  EXPECT_THAT(after("/add +1 202 555 0103"), ElementsAre(HasSubstr("In which group?")));
  EXPECT_THAT(after("/group football"), ElementsAre(HasSubstr("/group new NAME")));
  EXPECT_THAT(after("/join"), ElementsAre(HasSubstr("By which link?")));
  EXPECT_THAT(after("/to #nowhere"), ElementsAre(HasSubstr("To whom?")));
  made();
  lines();
  EXPECT_THAT(after("/kick"), ElementsAre(HasSubstr("Whom?")));
  EXPECT_THAT(after("/kick +1 202 555 0102"), IsEmpty());
  EXPECT_EQ(phone.next("iq").first_child()->local(), "remove");
}

TEST_F(GroupsTest, LinksAreShownAsTheyAreTyped) {
  made();
  lines();
  EXPECT_THAT(after("/invite link"), IsEmpty());
  answer("<link xmlns='urn:cxmpp:groups:1' token='xyz'/>");
  EXPECT_THAT(lines(), ElementsAre("Who types this comes into #Sunday football: /join xyz"));
  EXPECT_THAT(after("/invite off"), IsEmpty());
  answer("<done xmlns='urn:cxmpp:groups:1' version='1'/>");
  EXPECT_THAT(lines(), ElementsAre("The link lets in nobody any more."));
}

}  // namespace
}  // namespace assay::chat
