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
                      (defect.limits ? 1 : 0) + (defect.sms ? 1 : 0) + (defect.client ? 1 : 0);
    EXPECT_EQ(seams, 1) << defect.name;
    EXPECT_EQ(find_defect(defect.name)->lie, defect.lie);
  }
  EXPECT_EQ(find_defect("no-such-defect"), nullptr);
}

TEST(Catalogue, DefectsLieAsTheySay) {
  const std::vector<xml::Element> stream = {delayed("1"), delayed("2"), delayed("3"), delayed("4")};
  EXPECT_EQ(bodies(*find_defect("offline-pair-swapped"), stream), (std::vector<std::string>{"2", "1", "4", "3"}));
  EXPECT_EQ(bodies(*find_defect("offline-message-lost"), stream), (std::vector<std::string>{"1", "2", "4"}));
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

}  // namespace
}  // namespace assay::conformance::defects
