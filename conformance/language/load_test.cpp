// What a sound file becomes.

#include "conformance/language/load.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::language {
namespace {

Library library(const std::vector<std::string>& scopes) {
  Library out;
  config::Diagnostics faults;
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    out.add_scope({{"lib" + std::to_string(i) + ".yaml", scopes[i]}}, faults);
  }
  EXPECT_EQ(config::render(faults), "");
  return out;
}

constexpr const char* kPhones =
    "- sentence: '{phone} registers'\n"
    "  steps: ['{phone} opens a connection']\n"
    "- sentence: '{phone} connects'\n"
    "  steps: ['{phone} opens a connection']\n";

Scenario load(const std::string& text, const Library& with = library({kPhones})) {
  auto scenario = load_scenario(config::Source{"/x/scenarios/messages/t.yaml", text}, with);
  EXPECT_TRUE(scenario.has_value()) << (scenario ? "" : config::render(scenario.error()));
  return scenario ? std::move(*scenario) : Scenario();
}

TEST(Load, TheExampleOfTheDesign) {
  const auto scenario = load(
      "title: Messages wait\n"
      "checks: [OFF-01, OFF-07]\n"
      "needs: [offline]  # a capability\n"
      "cast:\n"
      "  alice: {}\n"
      "  bob: { starts: offline }\n"
      "  mallory: { kind: raw }\n"
      "steps:\n"
      "  - for each: { n: 1..20 }\n"
      "    do:\n"
      "      - alice sends: <message to=\"{bob}\" id=\"{m = new id}\"><body>number {n}</body></message>\n"
      "      - alice receives: <ack xmlns=\"urn:cxmpp:ack:1\" id=\"{m}\"/>\n"
      "        checks: MSG-02\n"
      "        within: 5s\n"
      "  - bob connects:\n"
      "    checks: [OFF-09]\n"
      "    because: it was off\n"
      "  - 30 days pass\n"
      "  - bob receives nothing more\n");
  EXPECT_EQ(scenario.id, "messages/t");
  EXPECT_EQ(scenario.all_checks(), (std::vector<std::string>{"MSG-02", "OFF-01", "OFF-07", "OFF-09"}));
  ASSERT_EQ(scenario.cast.size(), 3U);
  EXPECT_EQ(scenario.cast[0].setup.size(), 2U);
  EXPECT_EQ(scenario.cast[1].setup.size(), 1U);
  EXPECT_EQ(scenario.cast[2].setup.size(), 0U);
  EXPECT_EQ(scenario.cast[2].kind, ActorKind::Raw);
  EXPECT_EQ(scenario.cases.size(), 1U);
  ASSERT_EQ(scenario.steps.size(), 4U);
  const auto& loop = scenario.steps[0];
  EXPECT_EQ(loop.verb, Verb::ForEach);
  EXPECT_EQ(loop.loop->name, "n");
  ASSERT_EQ(loop.branches.size(), 1U);
  const auto& receive = loop.branches[0][1];
  EXPECT_EQ(receive.verb, Verb::Receive);
  EXPECT_EQ(receive.actor->word, "alice");
  EXPECT_EQ(receive.checks, (std::vector<std::string>{"MSG-02"}));
  EXPECT_EQ(receive.within, std::chrono::seconds(5));
  EXPECT_EQ(receive.where.place, (config::Place{12, 9}));
  const auto& call = scenario.steps[1];
  EXPECT_EQ(call.verb, Verb::Call);
  ASSERT_EQ(call.candidates.size(), 1U);
  EXPECT_EQ(call.candidates[0]->header, "{phone} connects");
  EXPECT_EQ(call.candidates[0]->steps[0].actor->reference, "phone");
  EXPECT_TRUE(call.candidates[0]->wants_actor[0]);
  EXPECT_EQ(call.because, "it was off");
  EXPECT_EQ(scenario.steps[2].verb, Verb::Pass);
  EXPECT_EQ(scenario.steps[2].arguments[0].word, "30");
}

TEST(Load, EveryBuiltinSentence) {
  const auto scenario = load(
      "title: t\n"
      "cast:\n"
      "  a1: { kind: raw }\n"
      "  s: { kind: server }\n"
      "  c: { kind: client, starts: nothing }\n"
      "steps:\n"
      "  - a1 opens a connection\n"
      "  - a1 opens a connection to c2s-tls\n"
      "  - a1 opens a connection to s\n"
      "  - s listens\n"
      "  - s accepts\n"
      "  - a1 opens a stream\n"
      "  - a1 opens a stream: <stream:stream to=\"d\" version=\"1.0\">\n"
      "  - a1 receives the opening tag: <stream:stream id=\"{sid = any}\">\n"
      "  - a1 closes the stream\n"
      "  - a1 receives the closing tag\n"
      "  - a1 starts TLS\n"
      "  - a1 sends bytes: '\\x00a\\n'\n"
      "  - a1 sends bytes: |\n"
      "      <a>\n"
      "  - a1 sends opening: '<stream:stream to=\"{a1.domain}\">'\n"
      "  - a1 receives in any order: [<a/>, <b/>]\n"
      "  - a1 receives one of:\n"
      "      - <a/>\n"
      "      - <b/>\n"
      "  - a1 receives nothing: <a/>\n"
      "  - a1 receives nothing\n"
      "  - a1 is disconnected\n"
      "  - a1 cuts the connection\n"
      "  - a1 finishes sending\n"
      "  - a1 stops reading\n"
      "  - a1 resumes reading\n"
      "  - a1 receives the code: '{code = any}'\n"
      "  - c does: { do: match, numbers: ['{a1.number}', '+1'], deep: { on: true } }\n"
      "  - c reports: { event: contacts, contacts: [{ number: '{a1.number}' }] }\n"
      "  - let: { x: 'y', 'a1.token': '{code}', c.name: z }\n"
      "  - together:\n"
      "      - a1 receives: <a/>\n"
      "      - - s receives: <b/>\n"
      "        - s receives: <c/>\n"
      "  - in order:\n"
      "      - a1 receives: <a/>\n"
      "  - for each: who\n"
      "    in: [a1, s]\n"
      "    do:\n"
      "      - '{who} closes the stream'\n");
  std::vector<Verb> verbs;
  for (const auto& step : scenario.steps) {
    verbs.push_back(step.verb);
  }
  const std::vector<Verb> expected = {Verb::OpenConnection,
                                      Verb::OpenConnection,
                                      Verb::OpenConnection,
                                      Verb::Listen,
                                      Verb::Accept,
                                      Verb::OpenStream,
                                      Verb::OpenStream,
                                      Verb::ReceiveOpeningTag,
                                      Verb::CloseStream,
                                      Verb::ReceiveClosingTag,
                                      Verb::StartTls,
                                      Verb::SendBytes,
                                      Verb::SendBytes,
                                      Verb::SendOpening,
                                      Verb::ReceiveInAnyOrder,
                                      Verb::ReceiveOneOf,
                                      Verb::ReceiveNothing,
                                      Verb::ReceiveNothing,
                                      Verb::IsDisconnected,
                                      Verb::Cut,
                                      Verb::FinishSending,
                                      Verb::StopReading,
                                      Verb::ResumeReading,
                                      Verb::ReceiveCode,
                                      Verb::Do,
                                      Verb::Report,
                                      Verb::Let,
                                      Verb::Together,
                                      Verb::InOrder,
                                      Verb::ForEach};
  ASSERT_EQ(verbs, expected);
  EXPECT_EQ(scenario.steps[2].arguments[0].word, "s");
  EXPECT_EQ(*scenario.steps[11].content.literal(), std::string("\0a\n", 3));
  EXPECT_EQ(*scenario.steps[12].content.literal(), "<a>\n");
  EXPECT_EQ(scenario.steps[14].elements.size(), 2U);
  EXPECT_EQ(scenario.steps[16].elements.size(), 1U);
  EXPECT_EQ(scenario.steps[17].elements.size(), 0U);
  EXPECT_EQ(scenario.steps[25].report.size(), 3U);
  EXPECT_EQ(scenario.steps[25].report[2].first, "contacts[0].number");
  const auto& let = scenario.steps[26].assignments;
  ASSERT_EQ(let.size(), 3U);
  EXPECT_FALSE(let[0].actor.has_value());
  EXPECT_EQ(let[1].actor->word, "a1");
  EXPECT_EQ(let[1].name, "token");
  EXPECT_EQ(scenario.steps[27].branches.size(), 2U);
  EXPECT_EQ(scenario.steps[27].branches[1].size(), 2U);
  EXPECT_EQ(scenario.steps[29].loop->items.size(), 2U);
}

TEST(Load, ANearerScopeShadowsAnIdenticalHeader) {
  const auto lib = library({"- sentence: '{who} connects'\n  steps: ['{who} opens a connection', '{who} opens a stream']\n", kPhones});
  const auto scenario = load(
      "title: t\n"
      "cast: { alice: { starts: nothing } }\n"
      "sentences:\n"
      "  - sentence: '{p} registers'\n"
      "    steps: ['{p} connects']\n"
      "steps:\n"
      "  - alice registers\n",
      lib);
  ASSERT_EQ(scenario.steps[0].candidates.size(), 1U);
  const auto& registers = *scenario.steps[0].candidates[0];
  EXPECT_EQ(registers.where.file, "/x/scenarios/messages/t.yaml");
  ASSERT_EQ(registers.steps[0].candidates.size(), 1U);
  EXPECT_EQ(registers.steps[0].candidates[0]->where.file, "lib0.yaml");
}

TEST(Load, CandidatesByTheKindOfActor) {
  const auto lib = library({std::string(kPhones) + "- sentence: '{client} connects'\n"
                                                   "  of: client\n"
                                                   "  steps:\n"
                                                   "    - '{client} does': { do: login }\n"});
  const auto scenario = load("title: t\ncast: { alice: {}, carol: { kind: client, starts: nothing } }\nsteps:\n  - carol connects\n", lib);
  const auto& candidates = scenario.steps[0].candidates;
  ASSERT_EQ(candidates.size(), 2U);
  EXPECT_EQ(candidates[0]->of, "client");
  EXPECT_EQ(candidates[1]->of, "");
}

TEST(Load, CasesAndMatrix) {
  const auto listed = load(
      "title: t\ncases:\n  - { id: short, n: 4 }\n  - { id: long, n: 6 }\ncast: { m: { kind: raw } }\nsteps:\n  - m sends: <a>{n}</a>\n");
  ASSERT_EQ(listed.cases.size(), 2U);
  EXPECT_EQ(listed.cases[1].id, "long");
  EXPECT_EQ(listed.cases[1].values[0].second, "6");
  const auto product = load("title: t\nmatrix: { method: [sms, voice], size: [1, 2] }\nsteps: []\n");
  ASSERT_EQ(product.cases.size(), 4U);
  EXPECT_EQ(product.cases[1].id, "method=sms,size=2");
  const auto rows = load("title: t\nmatrix: [{ method: sms }, { method: voice }]\nsteps: []\n");
  ASSERT_EQ(rows.cases.size(), 2U);
  EXPECT_EQ(rows.cases[0].id, "method=sms");
}

TEST(Load, ReturnedNames) {
  const auto lib =
      library({"- sentence: '{phone} asks'\n"
               "  steps:\n"
               "    - '{phone} receives the code': '{c = any}'\n"
               "  returns: { code: '{c}' }\n"});
  const auto scenario = load(
      "title: t\n"
      "cast: { alice: { starts: nothing } }\n"
      "steps:\n"
      "  - alice asks:\n"
      "    as: { code: mine }\n"
      "  - alice asks:\n"
      "    as: r\n"
      "  - alice sends: <a x=\"{mine}\" y=\"{r.code}\"/>\n",
      lib);
  EXPECT_EQ(scenario.steps[0].as_names[0], (std::pair<std::string, std::string>("code", "mine")));
  EXPECT_EQ(scenario.steps[1].as_record, "r");
  EXPECT_EQ(scenario.steps[0].candidates[0]->steps.back().verb, Verb::Return);
}

TEST(Load, CandidatesOutliveMovesAndCopies) {
  auto scenario = load("title: t\ncast: { alice: {} }\nsteps:\n  - alice connects\n");
  const Scenario copy = scenario;
  scenario = Scenario();
  EXPECT_EQ(copy.steps[0].candidates[0]->header, "{phone} connects");
}

}  // namespace
}  // namespace assay::conformance::language
