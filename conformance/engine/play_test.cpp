// Whole scenarios, played: a server of the engine against a bare socket of the engine, and phones against a small server.

#include "conformance/engine/play.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A server and a bare socket, both the engine's, with an open stream between them.
std::string two_ends(const std::string& head, const std::string& steps) {
  return "title: Two ends\n" + head + R"(
cast:
  srv: { kind: server }
  raw: { kind: raw }
steps:
  - srv listens
  - raw opens a connection to srv
  - srv accepts
  - raw opens a stream
  - srv receives the opening tag: <stream:stream to="example.org" version="1.0">
  - srv opens a stream
  - raw receives the opening tag
)" + steps;
}

std::string phones(const std::string& head, const std::string& steps) {
  return "title: Phones\n" + head + "\ncast:\n  alice: {}\n  bob: {}\n" + kPhoneSentences + "\nsteps:\n" + steps;
}

TEST(Play, PassesAndBindsNamesOnBothSides) {
  TestStage stage(two_ends("checks: [X-01]", R"(
  - srv sends: <stream:features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></stream:features>
  - raw receives: <stream:features/>
  - srv starts TLS:
    because: nobody sees how it was agreed here
    needs: [nothing-has-this]
  - raw sends: <iq type="get" id="{i = new id}"><ping xmlns="urn:xmpp:ping"/></iq>
  - srv receives: <iq type="get" id="{j = any}"/>
    checks: X-02
  - srv sends: <iq type="result" id="{j}"/>
  - raw receives: <iq type="result" id="{i}"/>
  - raw closes the stream
  - srv receives the closing tag
  - srv closes the stream
  - raw receives the closing tag
  - raw finishes sending
  - srv is disconnected
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_EQ(report.id, "test");
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Pass);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Pass);
  EXPECT_GT(report.ladder.size(), 8U);
}

TEST(Play, SecuresBothEnds) {
  TestStage stage(two_ends("", R"(
  - together:
      - - srv starts TLS
      - - raw starts TLS
  - raw opens a stream
  - srv receives the opening tag
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_EQ(report.checks.front().reason, "claims no requirement");
}

TEST(Play, AMismatchSaysWhereAndWhat) {
  TestStage stage(two_ends("checks: [X-01, X-03]", R"(
  - srv sends: <message from="a@example.org"><body>number 4</body></message>
  - raw receives: <message><body>number 3</body></message>
    checks: [X-02]
    because: order is kept
  - raw sends: <presence/>
    checks: [X-04]
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Fail);
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::NotRun);
  EXPECT_EQ(check_of(report, "X-04").verdict, Verdict::NotRun);
  ASSERT_EQ(report.failures.size(), 1U);
  const reports::Failure& failure = report.failures.front();
  EXPECT_EQ(failure.path_diff, "message/body: wanted \"number 3\", got \"number 4\"");
  EXPECT_THAT(failure.requirements, ElementsAre("X-02"));
  EXPECT_THAT(failure.step, HasSubstr("raw receives: <message><body>number 3</body></message>"));
  EXPECT_THAT(failure.actual, HasSubstr("number 4"));
  EXPECT_EQ(failure.hint, "order is kept");
  EXPECT_GT(failure.place.line, 1);
}

TEST(Play, AFailureWithoutChecksOfItsOwnCountsAgainstTheFile) {
  TestStage stage(two_ends("checks: [X-01]", R"(
  - srv sends: <presence/>
  - raw receives: <message/>
)"));
  EXPECT_EQ(check_of(stage.play(), "X-01").verdict, Verdict::Fail);
}

TEST(Play, ATimeoutSaysWhatWasAwaited) {
  TestStage stage(two_ends("checks: [X-01]", R"(
  - raw receives: <message to="{raw.number}"/>
    within: 3s
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_THAT(report.failures.front().expected, HasSubstr("<message to='+1"));
  EXPECT_EQ(report.failures.front().actual, "nothing within 3 s; the inbox is empty");
  EXPECT_EQ(report.duration, std::chrono::seconds{3});
}

TEST(Play, ForEachAndTogether) {
  TestStage stage(two_ends("checks: [X-01]", R"(
  - together:
      - - for each: { n: 1..50 }
          do:
            - srv sends: <message id="{m = new id}"><body>number {n}</body></message>
            - srv receives: <ack xmlns="urn:x" id="{m}"/>
      - - for each: { n: 1..50 }
          do:
            - raw receives: <message id="{m = any}"><body>number {n}</body></message>
            - raw sends: <ack xmlns="urn:x" id="{m}"/>
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
}

TEST(Play, ReceivesInAnyOrderAndOneOf) {
  TestStage stage(two_ends("checks: [X-01]", R"(
  - srv sends: <message id="2"/>
  - srv sends: <message id="1"/>
  - srv sends: <presence/>
  - raw receives in any order:
      - <message id="1"/>
      - <message id="2"/>
  - raw receives one of:
      - <iq/>
      - <presence/>
)"));
  EXPECT_EQ(stage.play().verdict, Verdict::Pass);
}

TEST(Play, WhatIsLeftUnreadIsAFailure) {
  const std::string steps = R"(
  - srv sends: <message id="1"/>
  - srv sends: <message id="2"/>
  - raw receives: <message id="1"/>
)";
  const auto report = TestStage(two_ends("checks: [X-01]", steps)).play();
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Fail);
  EXPECT_THAT(report.reason, HasSubstr("raw has 1 unread at the end: <message id='2'/>"));
  EXPECT_EQ(TestStage(two_ends("checks: [X-01]\nignores: [<message id=\"2\"/>]", steps)).play().verdict, Verdict::Pass);
}

TEST(Play, AnUnexpectedEndIsAFailure) {
  const auto report = TestStage(two_ends("checks: [X-01]", "  - srv cuts the connection\n  - raw receives: <message/>\n")).play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.front().actual, HasSubstr("the connection was reset"));
}

TEST(Play, WhatTheTargetLacksIsUnsupported) {
  const std::string steps = R"(
  - srv sends: <message/>
    needs: [magic]
    checks: [X-02]
  - in order:
      - raw receives: <message/>
        checks: [X-03]
    needs: [magic]
)";
  auto report = TestStage(two_ends("checks: [X-01]", steps)).play();
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Pass);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Unsupported);
  EXPECT_EQ(check_of(report, "X-03").verdict, Verdict::Unsupported);
  EXPECT_EQ(check_of(report, "X-03").reason, "the target lacks \"magic\"");
  TestStage able(two_ends("checks: [X-01]", steps));
  able.target.capabilities = {"magic"};
  EXPECT_EQ(able.play().verdict, Verdict::Pass);
  report = TestStage(two_ends("checks: [X-01]\nneeds: [magic]", steps)).play();
  EXPECT_EQ(report.verdict, Verdict::Unsupported);
  EXPECT_TRUE(report.ladder.empty());
}

TEST(Play, AnUnboundNameIsOurOwnFault) {
  const auto report = TestStage(two_ends("checks: [X-01]", "  - raw sends: <message id=\"{raw.nothing}\"/>\n")).play();
  EXPECT_EQ(report.verdict, Verdict::Error);
  const auto receiving = TestStage(two_ends("checks: [X-01]", "  - raw receives: <message id=\"{raw.nothing}\"/>\n")).play();
  EXPECT_EQ(receiving.verdict, Verdict::Error);
  EXPECT_THAT(receiving.reason, HasSubstr("raw.nothing"));
}

TEST(Play, ALevelSoftensTheVerdict) {
  TestStage stage(two_ends("checks: [X-01]", "  - srv sends: <presence/>\n  - raw receives: <message/>\n"));
  stage.requirements["X-01"].level = language::Level::Should;
  EXPECT_EQ(stage.play().verdict, Verdict::Warn);
}

TEST(Play, TimePassesWithoutTakingAnyWhereItIsVirtual) {
  const std::string yaml = two_ends("checks: [X-01]", "  - 30 days pass\n");
  TestStage stage(yaml);
  EXPECT_EQ(stage.play().duration, std::chrono::hours{24 * 30});
  TestStage live(yaml);
  live.target.virtual_time = false;
  EXPECT_EQ(live.play().verdict, Verdict::Untestable);
}

TEST(Play, EachCaseBindsItsValues) {
  TestStage stage(two_ends("checks: [X-01]\ncases:\n  - { id: one, number: 1 }\n  - { id: two, number: 2 }\n", R"(
  - srv sends: <message id="2"/>
  - raw receives: <message id="{number}"/>
)"));
  EXPECT_EQ(stage.play(1).verdict, Verdict::Pass);
  TestStage other(two_ends("checks: [X-01]\ncases:\n  - { id: one, number: 1 }\n",
                           "  - srv sends: <message id=\"2\"/>\n  - raw receives: <message id=\"{number}\"/>\n"));
  const auto report = other.play(0);
  EXPECT_EQ(report.id, "test#one");
  EXPECT_EQ(report.verdict, Verdict::Fail);
}

TEST(Play, SentencesReturnValues) {
  TestStage stage("title: Returns\nchecks: [X-01]\nsentences:\n" + std::string(R"(
  - sentence: '{who} makes a thing from {what}'
    steps:
      - let: { made: '{what} made', '{who}.maker': 'yes' }
      - returns: { thing: '{made}' }
cast:
  srv: { kind: server }
  raw: { kind: raw }
steps:
  - raw makes a thing from clay:
    as: { thing: t }
  - let: { '{raw}.own': '{t}' }
  - srv listens
  - raw opens a connection to srv
  - srv accepts
  - raw opens a stream
  - srv receives the opening tag
  - raw sends: <message id="{raw.own}" to="{raw.thing}"/>
  - srv receives: <message id="clay made" to="clay made"/>
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
}

// --- phones

TEST(Play, PhonesAreSetUpAndTalk) {
  TestStage stage(phones("checks: [X-01]", R"(
  - alice sends: <message to="{bob}" id="{m = new id}"><body>hello</body></message>
  - alice receives: <ack xmlns="urn:cxmpp:ack:1" id="{m}" stamp="{any}"/>
  - bob receives: <message from="{alice.full}"><body>hello</body></message>
)"));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(stage.server.acknowledged, ElementsAre("d1"));
}

TEST(Play, AFurtherSessionHasTheAccountOfItsOwner) {
  std::string text = phones("checks: [X-01]", R"(
  - alice sends: <iq type="get" id="{tablet.number} {tablet.password} {tablet}"><ping xmlns="urn:xmpp:ping"/></iq>
  - alice receives: <iq type="result" id="{alice.number} sesame {alice}"/>
  - let: { alice.token: 'another' }
  - tablet sends: <iq type="get" id="{tablet.token}"><ping xmlns="urn:xmpp:ping"/></iq>
  - tablet receives: <iq type="result" id="another"/>
)");
  text.replace(text.find("bob: {}"), 7, "tablet: { account of: alice }");
  TestStage stage(text);
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
}

TEST(Play, AFailedSetUpBlocksAndAccusesNobody) {
  TestStage stage(phones("checks: [X-01]", "  - alice sends: <presence/>\n    checks: [X-02]\n"));
  stage.server.manners.refuses = true;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Inconclusive);
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Inconclusive);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Inconclusive);
  EXPECT_THAT(report.reason, HasSubstr("blocked by \"alice connects\" at scenarios/test.yaml:"));
  EXPECT_THAT(report.reason, HasSubstr("refused"));
}

TEST(Play, DefaultHandlersKeepSilentTrafficAway) {
  TestStage stage(phones("checks: [X-01]", R"(
  - alice sends: <message to="{bob}" id="m1"><body>hello</body></message>
  - bob receives: <message id="m1"/>
)"));
  stage.server.manners.on_available =
      "<presence from='x@example.org'/><iq type='get' id='p1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>"
      "<iq type='set' id='push'><query xmlns='jabber:iq:roster'/></iq><summary xmlns='urn:cxmpp:offline:1' messages='0'/>"
      "<end xmlns='urn:cxmpp:offline:1' total='0'/>";
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(stage.server.answered, testing::IsSupersetOf({std::string("p1"), std::string("push")}));
}

TEST(Play, AStepThatWantsAStanzaGetsItBeforeAnyHandler) {
  TestStage stage(phones("checks: [X-01]", R"(
  - alice receives: <presence from="x@example.org"/>
  - bob receives: <presence from="x@example.org"/>
)"));
  stage.server.manners.on_available = "<presence from='x@example.org'/>";
  EXPECT_EQ(stage.play().verdict, Verdict::Pass);
}

TEST(Play, ATimeoutTellsWhatHandlersTook) {
  TestStage stage(phones("checks: [X-01]", "  - alice receives: <presence from=\"y@example.org\"/>\n"));
  stage.server.manners.on_available = "<presence from='x@example.org'/>";
  const auto report = stage.play();
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_THAT(report.failures.front().actual, HasSubstr("taken by default handlers meanwhile:\n  <presence from='x@example.org'/>"));
  EXPECT_THAT(report.failures.front().path_diff, HasSubstr("presence/@from"));
}

TEST(Play, CodesReachTheActorOfTheNumber) {
  TestStage stage(phones("checks: [X-01]", R"(
  - alice receives the code: '{code = any}'
  - alice sends: <message to="{bob}" id="{code}"/>
  - bob receives: <message id="424242"/>
)"));
  stage.on_idle = [](Play& play, const Now& now) { play.code("+19999999999", "111111", now); };
  const auto nobody = stage.play();
  EXPECT_EQ(nobody.verdict, Verdict::Fail);
  EXPECT_THAT(nobody.failures.front().expected, HasSubstr("a registration code for +1"));
  const std::string number = nobody.failures.front().expected.substr(nobody.failures.front().expected.find('+'));

  TestStage again(phones("checks: [X-01]", R"(
  - alice receives the code: '{code = any}'
  - alice sends: <message to="{bob}" id="{code}"/>
  - bob receives: <message id="424242"/>
)"));
  again.on_idle = [&number](Play& play, const Now& now) { play.code(number, "424242", now); };
  const auto report = again.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  for (const reports::Exchange& row : report.ladder) EXPECT_THAT(row.full, Not(HasSubstr("424242")));
}

TEST(Play, TheSameSeedPlaysTheSame) {
  const std::string yaml =
      phones("checks: [X-01]", "  - alice sends: <message to=\"{bob}\" id=\"{new id}\"/>\n  - bob receives: <message/>\n");
  const auto ladder = [&yaml](std::uint64_t seed) {
    TestStage stage(yaml);
    stage.seed = seed;
    std::string all;
    for (const reports::Exchange& row : stage.play().ladder) all += row.full + "\n";
    return all;
  };
  EXPECT_EQ(ladder(3), ladder(3));
  EXPECT_NE(ladder(3), ladder(4));
}

}  // namespace
}  // namespace assay::conformance::engine
