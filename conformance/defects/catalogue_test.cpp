#include "conformance/defects/catalogue.hpp"

#include <set>

#include <gtest/gtest.h>

#include "reference/store/key.hpp"
#include "reference/store/memory.hpp"

namespace assay::conformance::defects {
namespace {

xml::Element delayed(const std::string& text) {
  xml::Element message("jabber:client", "message");
  message.append("jabber:client", "body").add_text(text);
  message.append("urn:xmpp:delay", "delay");
  return message;
}

std::vector<std::string> bodies(const Defect& defect, const std::vector<xml::Element>& stream) {
  const auto filter = defect.wire();
  std::vector<std::string> out;
  for (const xml::Element& element : stream) {
    for (const xml::Element& passed : filter->pass(relay::Direction::ToClient, element, {})) {
      out.push_back(passed.find_child("jabber:client", "body")->text());
    }
  }
  return out;
}

TEST(Catalogue, EachDefectHasANameOfItsOwnALieARequirementAndOneSeam) {
  std::set<std::string> names;
  for (const Defect& defect : all_defects()) {
    EXPECT_TRUE(names.insert(defect.name).second) << defect.name;
    EXPECT_FALSE(defect.lie.empty()) << defect.name;
    EXPECT_FALSE(defect.violates.empty()) << defect.name;
    const int seams = (defect.wire ? 1 : 0) + (defect.store ? 1 : 0) + (defect.random ? 1 : 0) + (defect.clock ? 1 : 0) +
                      (defect.limits ? 1 : 0) + (defect.sms ? 1 : 0) + (defect.media ? 1 : 0) + (defect.client ? 1 : 0) +
                      (defect.told ? 1 : 0);
    EXPECT_EQ(seams, 1) << defect.name;
    EXPECT_EQ(find_defect(defect.name)->lie, defect.lie);
  }
  EXPECT_EQ(find_defect("no-such-defect"), nullptr);
}

TEST(Catalogue, DefectsLieAsTheySay) {
  const std::vector<xml::Element> stream = {delayed("1"), delayed("2"), delayed("3"), delayed("4")};
  EXPECT_EQ(bodies(*find_defect("offline-pair-swapped"), stream), (std::vector<std::string>{"2", "1", "4", "3"}));
  EXPECT_EQ(bodies(*find_defect("offline-message-lost"), stream), (std::vector<std::string>{"1", "3"}));
  EXPECT_EQ(bodies(*find_defect("offline-message-doubled"), {delayed("1")}), (std::vector<std::string>{"1", "1"}));
}

TEST(Catalogue, WhatIsNotTheirBusinessPasses) {
  xml::Element live("jabber:client", "message");
  live.append("jabber:client", "body").add_text("x");
  for (const char* name : {"offline-pair-swapped", "offline-message-lost", "offline-message-doubled"}) {
    EXPECT_EQ(bodies(*find_defect(name), {live}), (std::vector<std::string>{"x"})) << name;
  }
}

TEST(Catalogue, TheForgetfulMailboxKeepsItsEntries) {
  const auto store = find_defect("mailbox-never-emptied")->store(std::make_unique<store::MemoryStore>());
  store->begin();
  store->put("mailbox", "k", "v");
  store->put("account", "k", "v");
  store->erase("mailbox", "k");
  store->erase("account", "k");
  EXPECT_TRUE(store->get("mailbox", "k"));
  EXPECT_FALSE(store->get("account", "k"));
  store->rollback();
}

TEST(Catalogue, ARepeatingRandomSourceRepeatsDrawsOfOneSizeAlone) {
  KeyedRandom sound(1, "x");
  const auto random = find_defect("token-repeated")->random(sound);
  const Bytes token = random->bytes(32);
  EXPECT_NE(random->bytes(16), random->bytes(16));
  EXPECT_EQ(random->bytes(32), token);
}

TEST(Catalogue, LimitsAreChangedOneByOne) {
  const Limits limits = find_defect("guesses-unpaced")->limits({});
  EXPECT_EQ(limits.guess_pace, Duration{});
  EXPECT_EQ(limits.code_guesses, Limits{}.code_guesses);
}

TEST(Catalogue, ClocksLieEachForItself) {
  const WallTime noon{std::chrono::hours{12}};
  const auto shown = find_defect("clock-stands-still")->clock();
  EXPECT_EQ(shown(noon), noon);
  EXPECT_EQ(shown(noon + std::chrono::hours{1}), noon);
  EXPECT_EQ(find_defect("clock-stands-still")->clock()(noon + std::chrono::hours{1}), noon + std::chrono::hours{1});
}

TEST(Catalogue, CodesGoWhereTheyShouldNot) {
  EXPECT_TRUE(find_defect("code-never-sent")->sms()({"+12025550101", "123456"}).empty());
  const auto sent = find_defect("code-to-neighbour")->sms()({"+12025550109", "123456"});
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].to, "+12025550100");
  EXPECT_EQ(sent[0].code, "123456");
}

TEST(Catalogue, WhatIsSmuggledArrivesAsItWasWritten) {
  const auto filter = find_defect("stanza-id-forged")->wire();
  xml::Element message("jabber:client", "message");
  message.append("urn:xmpp:sid:0", "stanza-id").set_attribute("id", "forged");
  const auto there = filter->pass(relay::Direction::ToServer, message, {});
  ASSERT_EQ(there.size(), 1U);
  EXPECT_EQ(there[0].find_child("urn:xmpp:sid:0", "stanza-id"), nullptr);
  const auto back = filter->pass(relay::Direction::ToClient, there[0], {});
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0], message);
}

TEST(Catalogue, AnAnswerBeforeLoginGoesBackToWhoAsked) {
  const auto filter = find_defect("matched-before-login")->wire();
  xml::Element sync("jabber:client", "iq");
  sync.set_attribute("type", "set").append("urn:cxmpp:contacts:1", "sync");
  EXPECT_TRUE(filter->pass(relay::Direction::ToServer, sync, {}).empty());
  const auto answers = filter->answers();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].attribute("type"), "result");
  EXPECT_TRUE(filter->answers().empty());
  (void)filter->pass(relay::Direction::ToClient, xml::Element("urn:ietf:params:xml:ns:xmpp-sasl", "success"), {});
  EXPECT_EQ(filter->pass(relay::Direction::ToServer, sync, {}).size(), 1U);
}

}  // namespace
}  // namespace assay::conformance::defects
