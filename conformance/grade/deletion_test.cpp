#include "conformance/grade/deletion.hpp"

#include <gtest/gtest.h>

#include "conformance/grade/matrix.hpp"
#include "conformance/language/load.hpp"
#include "source_folder.hpp"

namespace assay::conformance::grade {
namespace {

const language::Library& library() {
  static const auto loaded = language::Library::load({std::string(ASSAY_SOURCE_DIR) + "/scenarios/lib"});
  return *loaded;
}

language::Scenario load(const std::string& steps, const std::string& head = "cast:\n  alice: {}\n  bob: {}\n") {
  auto scenario =
      language::load_scenario(config::Source{"/x/scenarios/t.yaml", "title: t\nchecks: [MSG-02]\n" + head + "steps:\n" + steps}, library());
  EXPECT_TRUE(scenario.has_value()) << (scenario ? "" : config::render(scenario.error()));
  return scenario ? std::move(*scenario) : language::Scenario();
}

std::vector<std::string> texts(const language::Scenario& scenario) {
  std::vector<std::string> out;
  for (const StepPath& path : actions(scenario)) out.push_back(step_at(scenario, path).text);
  return out;
}

Stage stage() {
  static const language::RequirementTable requirements;
  engine::Target target;
  target.name = "simulator";
  target.domain = "localhost";
  target.capabilities = {"stream", "tls", "bind", "presence", "messages", "registration", "ack", "ping", "clock", "sasl-scram-sha-256"};
  target.limits_profile = "default";
  target.virtual_time = true;
  target.clock_control = true;
  return {.requirements = requirements, .target = target, .seed = 1, .threads = 1, .progress = nullptr};
}

std::vector<std::string> unnoticed(const language::Scenario& scenario, const std::vector<const defects::Defect*>& list = {}) {
  std::vector<std::string> out;
  for (const Unnoticed& one : delete_steps(stage(), {scenario}, list).unnoticed) out.push_back(std::to_string(one.line) + " " + one.step);
  return out;
}

TEST(Actions, AreWhatActs) {
  const auto scenario = load(
      "  - let: { x: hello }\n"
      "  - alice sends: <message to=\"{bob}\" id=\"1\"><body>{x}</body></message>\n"
      "  - bob receives: <message/>\n"
      "  - 3 seconds pass:\n"
      "  - bob cuts the connection:\n"
      "  - bob connects:\n"
      "  - bob receives nothing more:\n");
  EXPECT_EQ(texts(scenario), (std::vector<std::string>{"alice sends", "3 seconds pass", "bob cuts the connection", "bob connects"}));
}

TEST(Actions, ASentenceThatJudgesIsACheckWhereItClaimsOrCloses) {
  const auto scenario = load(
      "  - alice pings the server:\n"
      "  - alice pings the server:\n"
      "    checks: [XEP0199-4.2]\n"
      "  - alice says \"x\" to bob:\n"
      "  - bob gets \"x\" from alice:\n"
      "  - bob pings the server:\n");
  EXPECT_EQ(texts(scenario), (std::vector<std::string>{"alice pings the server", "alice says \"x\" to bob"}));
}

TEST(Actions, InsideBlocksTheyHavePathsOfTheirOwn) {
  const auto scenario = load(
      "  - for each: { n: 1..2 }\n"
      "    do:\n"
      "      - alice says \"number {n}\" to bob:\n"
      "      - bob gets \"number {n}\" from alice:\n"
      "  - together:\n"
      "      - - alice cuts the connection:\n"
      "      - - bob cuts the connection:\n"
      "  - alice connects:\n"
      "  - bob receives nothing more:\n");
  EXPECT_EQ(actions(scenario), (std::vector<StepPath>{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {2}}));
  const auto rest = without(scenario, {1, 1, 0});
  EXPECT_EQ(rest.steps[1].branches[0].size(), 1U);
  EXPECT_TRUE(rest.steps[1].branches[1].empty());
  EXPECT_EQ(scenario.steps[1].branches[1].size(), 1U);  // the original is left alone
}

TEST(Actions, ABranchIsNone) {
  const auto scenario = load(
      "  - alice sends: <message to=\"{bob}\" id=\"1\"/>\n"
      "  - either:\n"
      "      - - bob receives: <message/>\n"
      "        - 3 seconds pass:\n"
      "      - - bob is disconnected in the end:\n");
  EXPECT_EQ(texts(scenario), (std::vector<std::string>{"alice sends", "3 seconds pass"}));
}

TEST(Deletions, WhatCannotBeJudgedIsLeftAlone) {
  const std::string wait = "  - 3 seconds pass:\n  - bob receives nothing more:\n";
  const std::string cast = "cast:\n  alice: {}\n  bob: {}\n";
  EXPECT_EQ(delete_steps(stage(), {load(wait, cast)}, {}).deleted, 1U);
  EXPECT_EQ(delete_steps(stage(), {load(wait, "needs: [carbons]\n" + cast)}, {}).deleted, 0U);
}

TEST(Deletions, WhatALaterCheckMissesIsNoticed) {
  EXPECT_TRUE(unnoticed(load("  - alice says \"x\" to bob:\n"
                             "  - bob gets \"x\" from alice:\n"))
                  .empty());
}

TEST(Deletions, WhatNobodyMissesIsNot) {
  const auto scenario = load(
      "  - 3 seconds pass:\n"
      "  - alice says \"x\" to bob:\n"
      "  - bob gets \"x\" from alice:\n");
  EXPECT_EQ(unnoticed(scenario), (std::vector<std::string>{"7 3 seconds pass"}));
}

TEST(Deletions, AReasonExcuses) {
  const auto scenario = load(
      "  - 3 seconds pass:\n"
      "    because: Patience is a virtue.\n"
      "  - alice says \"x\" to bob:\n"
      "  - bob gets \"x\" from alice:\n");
  const Deletions deletions = delete_steps(stage(), {scenario}, {});
  ASSERT_EQ(deletions.unnoticed.size(), 1U);
  EXPECT_EQ(deletions.unnoticed[0].because, "Patience is a virtue.");
  EXPECT_TRUE(is_green(deletions));
}

// On a sound server nothing comes of the attack. What shows that it matters is a server that falls for it.
TEST(Deletions, ADefectBearsWitnessForAnAttack) {
  const auto scenario = load(
      "  - alice sends: <iq type=\"result\" id=\"stray\" to=\"localhost\"/>\n"
      "  - alice receives nothing: <iq/>\n"
      "    checks: [RFC6120-8.2.3-c]\n");
  EXPECT_EQ(unnoticed(scenario).size(), 1U);
  EXPECT_TRUE(unnoticed(scenario, {defects::find_defect("stray-result-answered")}).empty());
  EXPECT_EQ(unnoticed(scenario, {defects::find_defect("ack-withheld")}).size(), 1U);
}

TEST(Grade, ThreadsChangeNothing) {
  const std::vector<language::Scenario> scenarios = {
      load("  - alice says \"x\" to bob:\n"
           "  - bob gets \"x\" from alice:\n")};
  Stage one = stage();
  Stage four = stage();
  four.threads = 4;
  std::vector<std::string> hashes(8);
  for (std::size_t i = 0; i < 4; ++i) hashes[i] = play(one, scenarios[0], scenarios[0].cases[0]).trace_hash;
  run_all(four, 4, [&](std::size_t i) { hashes[4 + i] = play(four, scenarios[0], scenarios[0].cases[0]).trace_hash; });
  for (const std::string& hash : hashes) EXPECT_EQ(hash, hashes.front());
  EXPECT_FALSE(hashes.front().empty());
}

TEST(Grade, ADefectIsCaughtAndTheSoundReferenceIsNot) {
  const std::vector<language::Scenario> scenarios = {
      load("  - alice says \"x\" to bob:\n"
           "  - bob gets \"x\" from alice:\n")};
  const Matrix matrix = grade(stage(), scenarios, {defects::find_defect("ack-withheld"), defects::find_defect("typing-stored")}, false);
  EXPECT_TRUE(matrix.false_alarms.empty());
  EXPECT_TRUE(is_caught(matrix.rows[0]));
  EXPECT_FALSE(is_caught(matrix.rows[1]));
  EXPECT_FALSE(is_green(matrix));
}

TEST(Grade, ADefectNeedNotBePlayedAgainstCasesThatClaimNothingOfIt) {
  const std::vector<language::Scenario> scenarios = {
      load("  - alice says \"x\" to bob:\n"
           "  - bob gets \"x\" from alice:\n")};
  Stage counting = stage();
  std::size_t plays = 0;
  counting.progress = [&](std::size_t, std::size_t all) { plays = all; };
  const std::vector<const defects::Defect*> list = {defects::find_defect("ack-withheld"), defects::find_defect("typing-stored")};
  EXPECT_TRUE(is_caught(grade(counting, scenarios, list, false, Extent::Claimed).rows[0]));
  EXPECT_EQ(plays, 3U);  // the sound one twice, and the defect that is claimed
}

}  // namespace
}  // namespace assay::conformance::grade
