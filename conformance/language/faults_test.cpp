// What an author is told: each kind of broken file, to the letter.

#include <gtest/gtest.h>

#include "conformance/language/load.hpp"

namespace assay::conformance::language {
namespace {

const RequirementTable kRequirements = {{"OFF-07", {"OFF-07", Level::Must, Role::Server, {"wire"}, "Order.", "c.md", 1}}};
const CapabilityTable kCapabilities = {{"offline", "messages wait"}, {"contacts", "matching"}};
const std::vector<FunctionSignature> kFunctions = {{"base64", 1, 1}, {"concat", 1, 9}};

constexpr const char* kHead = "title: t\ncast: { alice: { kind: raw }, bob: { kind: raw } }\nsteps:\n";

std::string faults_of(const std::string& text, const std::string& sentences = {}) {
  Library library;
  config::Diagnostics faults;
  library.add_scope({{"lib.yaml", sentences}}, faults);
  Vocabulary vocabulary;
  vocabulary.requirements = &kRequirements;
  vocabulary.capabilities = &kCapabilities;
  vocabulary.functions = &kFunctions;
  const auto scenario = load_scenario(config::Source{"s.yaml", text}, library, vocabulary);
  if (!scenario) {
    faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
  }
  return config::render(faults);
}

std::string faults_of_steps(const std::string& steps, const std::string& sentences = {}) { return faults_of(kHead + steps, sentences); }

TEST(Faults, MisspeltVerb) {
  EXPECT_EQ(faults_of_steps("  - alice snds: <message/>\n"),
            "s.yaml:4:5: error: no sentence fits 'alice snds'\n"
            "  4 |   - alice snds: <message/>\n"
            "    |     ^~~~~~~~~~\n"
            "    = did you mean 'alice sends'?\n");
  EXPECT_EQ(faults_of_steps("  - alice asks for a cod by sms\n",
                            "- sentence: '{p} asks for a code by {m}'\n  steps: ['{p} says {m}']\n"
                            "- sentence: '{p} says {m}'\n  steps:\n    - '{p} sends': <a>{m}</a>\n"),
            "s.yaml:4:5: error: no sentence fits 'alice asks for a cod by sms'\n"
            "  4 |   - alice asks for a cod by sms\n"
            "    |     ^~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
            "    = did you mean 'alice asks for a code by sms'?\n");
}

TEST(Faults, UnknownIds) {
  EXPECT_EQ(faults_of_steps("  - alice closes the stream:\n    checks: [OFF-07, OFF-70]\n    needs: ofline\n"),
            "s.yaml:5:22: error: there is no requirement 'OFF-70'\n"
            "  5 |     checks: [OFF-07, OFF-70]\n"
            "    |                      ^~~~~~\n"
            "    = did you mean 'OFF-07'?\n"
            "s.yaml:6:12: error: there is no capability 'ofline'\n"
            "  6 |     needs: ofline\n"
            "    |            ^~~~~~\n"
            "    = did you mean 'offline'?\n");
}

TEST(Faults, UnknownCastMember) {
  EXPECT_EQ(faults_of_steps("  - alcie sends: <a/>\n  - alice opens a connection to bbo\n"),
            "s.yaml:4:5: error: nobody in the cast is called 'alcie'\n"
            "  4 |   - alcie sends: <a/>\n"
            "    |     ^~~~~\n"
            "    = did you mean 'alice'?\n"
            "s.yaml:5:33: error: nobody in the cast is called 'bbo'\n"
            "  5 |   - alice opens a connection to bbo\n"
            "    |                                 ^~~\n"
            "    = did you mean 'bob'?\n");
  EXPECT_EQ(faults_of_steps("  - alice matches bbo\n",
                            "- sentence: '{p} matches {o}'\n  steps:\n    - '{p} sends': <n>{o.number}</n>\n"
                            "    - '{o} closes the stream'\n"),
            "s.yaml:4:19: error: nobody in the cast is called 'bbo'\n"
            "  4 |   - alice matches bbo\n"
            "    |                   ^~~\n"
            "    = did you mean 'bob'?\n");
}

TEST(Faults, KeysThatStandTooDeep) {
  EXPECT_EQ(faults_of_steps("  - bob closes the stream:\n      checks: OFF-07\n"),
            "s.yaml:5:7: error: 'checks' stands too deep: here it is an argument of the sentence\n"
            "  5 |       checks: OFF-07\n"
            "    |       ^~~~~~\n"
            "    = put it in the column in which the sentence begins\n");
  EXPECT_EQ(faults_of_steps("  - bob receives: <a/>\n      checks: OFF-07\n"),
            "s.yaml:5:7: error: the key 'checks' can't stand here\n"
            "  5 |       checks: OFF-07\n"
            "    |       ^~~~~~\n"
            "    = it belongs in the column of the keys above it, and a text above it that has keys beside it ends with ':'\n");
}

TEST(Faults, SwallowedComment) {
  EXPECT_EQ(faults_of_steps("  - alice sends: <message><body>number #4</body></message>\n"),
            "s.yaml:4:40: error: everything from this '#' on is a comment, not part of the text\n"
            "  4 |   - alice sends: <message><body>number #4</body></message>\n"
            "    |                                        ^~~~~~~~~~~~~~~~~~~\n"
            "    = quote the text or use a | block; if it is a comment, put two spaces before it\n");
}

TEST(Faults, MalformedXmlInABlock) {
  EXPECT_EQ(faults_of_steps("  - alice sends: |\n      <message>\n        <body>x</bdy>\n      </message>\n"),
            "s.yaml:6:18: error: this is no well-formed XML: mismatched tag\n"
            "  6 |         <body>x</bdy>\n"
            "    |                  ^\n");
}

TEST(Faults, MalformedExpressionInABlock) {
  EXPECT_EQ(faults_of_steps("  - alice sends: |\n      <message>\n        <body>{n + 1}</body>\n      </message>\n"),
            "s.yaml:6:18: error: unexpected '+ 1'\n"
            "  6 |         <body>{n + 1}</body>\n"
            "    |                  ^~~\n"
            "    = values have no operators; use a call, or a `let` step\n");
}

TEST(Faults, XmlOverSeveralPlainLines) {
  EXPECT_EQ(faults_of_steps("  - alice sends:\n      <message>\n      </message>\n"),
            "s.yaml:5:7: error: XML over several lines needs a | block\n"
            "  5 |       <message>\n"
            "    |       ^\n"
            "    = write '|' behind the ':' and the XML below it, indented\n");
  EXPECT_EQ(faults_of_steps("  - alice sends: <body>a: b</body>\n"),
            "s.yaml:4:25: error: a ': ' that the text before it can't be a key for\n"
            "  4 |   - alice sends: <body>a: b</body>\n"
            "    |                         ^\n"
            "    = a text with ': ' in it needs quotes or a | block\n");
}

TEST(Faults, DuplicateKeyAndAnchor) {
  EXPECT_EQ(faults_of("title: &t x\ntitle: y\nsteps: []\n"),
            "s.yaml:1:8: error: anchors are not allowed\n"
            "  1 | title: &t x\n"
            "    |        ^~\n"
            "    = write the value out where it is needed\n"
            "s.yaml:2:1: error: 'title' is there twice\n"
            "  2 | title: y\n"
            "    | ^~~~~\n"
            "    = the first one is in line 1\n");
}

TEST(Faults, UnknownKeys) {
  EXPECT_EQ(faults_of("titel: x\nsteps:\n  - 5 days pass:\n    becuase: x\n    as: y\n"),
            "s.yaml:1:1: error: unknown key 'titel'\n"
            "  1 | titel: x\n"
            "    | ^~~~~\n"
            "    = did you mean 'title'?\n"
            "s.yaml:1:1: error: the scenario has no `title:`\n"
            "  1 | titel: x\n"
            "    | ^\n"
            "s.yaml:4:5: error: unknown key 'becuase' of a step\n"
            "  4 |     becuase: x\n"
            "    |     ^~~~~~~\n"
            "    = did you mean 'because'?\n"
            "s.yaml:5:5: error: 'as' has no meaning for '5 days pass'\n"
            "  5 |     as: y\n"
            "    |     ^~\n");
}

TEST(Faults, AnOperatorWantsEncryptionOrDoesNot) {
  const std::string steps = std::string(kHead) + "  - 5 days pass:\n";
  EXPECT_EQ(faults_of("encryption: always\n" + steps),
            "s.yaml:1:13: error: 'encryption' wants optional or required, found 'always'\n"
            "  1 | encryption: always\n"
            "    |             ^~~~~~\n");
  EXPECT_EQ(faults_of("encryption: [required]\n" + steps),
            "s.yaml:1:13: error: 'encryption' wants a text, found a list\n"
            "  1 | encryption: [required]\n"
            "    |             ^\n");
}

TEST(Faults, NamesAndFunctions) {
  EXPECT_EQ(faults_of_steps("  - alice sends: <a b=\"{bbo}\">{bas64('x')}</a>\n  - alice sends: <a>{n = any}{n}</a>\n"),
            "s.yaml:4:25: error: nothing is called 'bbo' here\n"
            "  4 |   - alice sends: <a b=\"{bbo}\">{bas64('x')}</a>\n"
            "    |                         ^~~\n"
            "    = did you mean 'bob'?\n"
            "s.yaml:4:32: error: there is no function 'bas64'\n"
            "  4 |   - alice sends: <a b=\"{bbo}\">{bas64('x')}</a>\n"
            "    |                                ^~~~~\n"
            "    = did you mean 'base64'?\n");
}

TEST(Faults, CallsWithTooFewOrTooManyArguments) {
  EXPECT_EQ(faults_of_steps("  - alice sends: <a>{base64('x', 'y')}</a>\n  - alice sends: <a>{concat()}</a>\n"),
            "s.yaml:4:22: error: base64() takes 1 argument, not 2\n"
            "  4 |   - alice sends: <a>{base64('x', 'y')}</a>\n"
            "    |                      ^~~~~~\n"
            "s.yaml:5:22: error: concat() takes 1 to 9 arguments, not 0\n"
            "  5 |   - alice sends: <a>{concat()}</a>\n"
            "    |                      ^~~~~~\n");
}

TEST(Faults, WhatASentenceWants) {
  EXPECT_EQ(
      faults_of_steps("  - alice sends\n  - alice closes the stream: <a/>\n  - alice sends: hello\n  - alice receives the code: {c = any}\n"
                      "  - alice sends bytes: abc\n"),
      "s.yaml:4:5: error: 'alice sends' wants an element behind a ':'\n"
      "  4 |   - alice sends\n"
      "    |     ^~~~~~~~~~~\n"
      "s.yaml:5:30: error: nothing can stand behind 'alice closes the stream:'\n"
      "  5 |   - alice closes the stream: <a/>\n"
      "    |                              ^~~~\n"
      "s.yaml:6:18: error: expected an element, found a text\n"
      "  6 |   - alice sends: hello\n"
      "    |                  ^~~~~\n"
      "s.yaml:7:30: error: expected a text, found a map\n"
      "  7 |   - alice receives the code: {c = any}\n"
      "    |                              ^\n"
      "    = quote a text that begins with a brace\n"
      "s.yaml:8:24: error: octets stand in 'single quotes' or in a | block\n"
      "  8 |   - alice sends bytes: abc\n"
      "    |                        ^~~\n"
      "    = escapes are \\xHH, \\n, \\r, \\t and \\\\\n");
}

TEST(Faults, Either) {
  EXPECT_EQ(faults_of_steps("  - either:\n      - - alice receives: <a/>\n"),
            "s.yaml:5:7: error: `either` wants a list of two branches or more\n"
            "  5 |       - - alice receives: <a/>\n"
            "    |       ^\n"
            "    = - - alice receives: <a/>   or   - { name: refuses, do: [...] }\n");
  EXPECT_EQ(faults_of_steps("  - either:\n"
                            "      - - alice sends: <a/>\n"
                            "      - nmae: x\n"
                            "        do: [alice is disconnected]\n"
                            "      - name: y\n"),
            "s.yaml:5:11: error: a branch of `either` begins with something that comes: the play takes the branch that fits it\n"
            "  5 |       - - alice sends: <a/>\n"
            "    |           ^~~~~~~~~~~\n"
            "    = let it begin with 'receives', 'is disconnected', 'starts TLS' and the like\n"
            "s.yaml:6:9: error: no sentence fits 'nmae'\n"
            "  6 |       - nmae: x\n"
            "    |         ^~~~\n"
            "s.yaml:8:9: error: this branch has no steps: they stand under `do:`\n"
            "  8 |       - name: y\n"
            "    |         ^~~~\n");
  EXPECT_EQ(faults_of_steps("  - either:\n"
                            "      - name: x\n"
                            "        do: [alice is disconnected]\n"
                            "      - name: x\n"
                            "        doo: [alice is disconnected]\n"
                            "        do: [bob is disconnected]\n"),
            "s.yaml:7:15: error: two branches are called 'x'\n"
            "  7 |       - name: x\n"
            "    |               ^\n"
            "s.yaml:8:9: error: unknown key 'doo' of a branch\n"
            "  8 |         doo: [alice is disconnected]\n"
            "    |         ^~~\n"
            "    = did you mean 'do'?\n");
  EXPECT_EQ(faults_of_steps("  - either:\n"
                            "      - - alice receives: <a/>\n"
                            "        - alice is disconnected:\n"
                            "      - name: stays\n"
                            "        do:\n"
                            "          - alice receives: <a/>\n"),
            "s.yaml:9:13: error: a branch before this one begins alike: the play would never take this one\n"
            "  9 |           - alice receives: <a/>\n"
            "    |             ^\n"
            "    = let each begin with what tells it from the others\n");
  // What only one branch binds is not known behind it.
  EXPECT_EQ(faults_of_steps("  - either:\n"
                            "      - - alice receives: <a b=\"{x = any}\" c=\"{y = any}\"/>\n"
                            "      - - alice receives: <b b=\"{x = any}\"/>\n"
                            "  - alice sends: <a b=\"{x}\" c=\"{y}\"/>\n"),
            "s.yaml:7:33: error: nothing is called 'y' here\n"
            "  7 |   - alice sends: <a b=\"{x}\" c=\"{y}\"/>\n"
            "    |                                 ^\n"
            "    = did you mean 'x'?\n");
}

TEST(Faults, TlsAlerts) {
  EXPECT_EQ(faults_of_steps("  - alice receives the TLS alert: protocol_verison\n"
                            "  - alice receives the TLS alert: '{one of decode_error, decode_eror}'\n"
                            "  - alice receives the TLS alert\n"
                            "  - alice receives the TLS alert: 256\n"),
            "s.yaml:4:35: error: there is no TLS alert 'protocol_verison'\n"
            "  4 |   - alice receives the TLS alert: protocol_verison\n"
            "    |                                   ^~~~~~~~~~~~~~~~\n"
            "    = did you mean 'protocol_version'?\n"
            "s.yaml:5:58: error: there is no TLS alert 'decode_eror'\n"
            "  5 |   - alice receives the TLS alert: '{one of decode_error, decode_eror}'\n"
            "    |                                                          ^~~~~~~~~~~\n"
            "    = did you mean 'decode_error'?\n"
            "s.yaml:7:35: error: there is no TLS alert '256'\n"
            "  7 |   - alice receives the TLS alert: 256\n"
            "    |                                   ^~~\n");
}

TEST(Faults, PiecesAndMarkers) {
  EXPECT_EQ(faults_of_steps("  - alice sends: <a/>\n    pieces: one\n"
                            "  - alice sends bytes: 'x'\n    pieces: at 3, 2\n"
                            "  - alice receives: <a/>\n    pieces: 1\n"
                            "  - alice receives: <a/>\n    until: <b/>\n"
                            "  - alice receives nothing:\n    until: <b/>\n    through: <c/>\n"),
            "s.yaml:5:13: error: 'one' says no pieces\n"
            "  5 |     pieces: one\n"
            "    |             ^~~\n"
            "    = such as 1, or 100 every 250ms, or at 3, 17\n"
            "s.yaml:7:13: error: 'at 3, 2' says no pieces\n"
            "  7 |     pieces: at 3, 2\n"
            "    |             ^~~~~~~\n"
            "    = such as 1, or 100 every 250ms, or at 3, 17\n"
            "s.yaml:9:5: error: 'pieces' has no meaning for 'alice receives'\n"
            "  9 |     pieces: 1\n"
            "    |     ^~~~~~\n"
            "s.yaml:11:5: error: 'until' has no meaning for 'alice receives'\n"
            "  11 |     until: <b/>\n"
            "     |     ^~~~~\n"
            "s.yaml:14:5: error: one event proves it: `until` or `through`, not both\n"
            "  14 |     through: <c/>\n"
            "     |     ^~~~~~~\n");
}

TEST(Faults, HandlersAndPiecesOfTheCast) {
  EXPECT_EQ(faults_of("title: t\ncast:\n  alice: { kind: raw, handlers: { pigns: on, pings: yes }, pieces: 1 every 2s }\nsteps:\n  - alice listens\n"),
            "s.yaml:3:35: error: there is no handler 'pigns'\n"
            "  3 |   alice: { kind: raw, handlers: { pigns: on, pings: yes }, pieces: 1 every 2s }\n"
            "    |                                   ^~~~~\n"
            "    = did you mean 'pings'?\n"
            "s.yaml:3:53: error: a handler is on or off, not 'yes'\n"
            "  3 |   alice: { kind: raw, handlers: { pigns: on, pings: yes }, pieces: 1 every 2s }\n"
            "    |                                                     ^~~\n"
            "s.yaml:3:68: error: 'pieces' of an actor wants a number of octets\n"
            "  3 |   alice: { kind: raw, handlers: { pigns: on, pings: yes }, pieces: 1 every 2s }\n"
            "    |                                                                    ^~~~~~~~~~\n"
            "    = everything it sends leaves in pieces of that size\n");
}

TEST(Faults, Recursion) {
  const auto text = faults_of_steps("  - alice runs\n",
                                    "- sentence: '{p} runs'\n  steps: ['{p} walks']\n- sentence: '{p} walks'\n  steps: ['{p} runs']\n");
  EXPECT_EQ(text,
            "lib.yaml:4:11: error: the sentence '{p} runs' leads back to itself\n"
            "  4 |   steps: ['{p} runs']\n"
            "    |           ^\n"
            "    = sentences can't be recursive; use `for each`\n");
}

TEST(Faults, UnusedParameter) {
  EXPECT_EQ(faults_of_steps("  - alice asks by sms\n", "- sentence: '{p} asks by {method}'\n  steps: ['{p} closes the stream']\n"),
            "lib.yaml:1:26: error: no step uses the parameter 'method'\n"
            "  1 | - sentence: '{p} asks by {method}'\n"
            "    |                          ^~~~~~~~\n"
            "    = if that is meant, call it '_method'\n");
  EXPECT_EQ(faults_of_steps("  - alice asks by sms\n", "- sentence: '{p} asks by {_method}'\n  steps: ['{p} closes the stream']\n"), "");
}

TEST(Faults, OverlapsInOneScope) {
  EXPECT_EQ(faults_of_steps("  - alice meets bob\n",
                            "- sentence: '{p} meets {_o}'\n  steps: ['{p} closes the stream']\n"
                            "- sentence: '{p} meets everybody'\n  steps: ['{p} closes the stream']\n"
                            "- sentence: '{q} meets {_r}'\n  steps: ['{q} closes the stream']\n"),
            "lib.yaml:3:13: error: '{p} meets everybody' fits sentences that '{p} meets {_o}' fits too\n"
            "  3 | - sentence: '{p} meets everybody'\n"
            "    |             ^~~~~~~~~~~~~~~~~~~~~\n"
            "    = the other one is lib.yaml:1\n"
            "lib.yaml:5:13: error: '{q} meets {_r}' is defined twice\n"
            "  5 | - sentence: '{q} meets {_r}'\n"
            "    |             ^~~~~~~~~~~~~~~~\n"
            "    = the other one is lib.yaml:1\n"
            "lib.yaml:5:13: error: '{q} meets {_r}' fits sentences that '{p} meets everybody' fits too\n"
            "  5 | - sentence: '{q} meets {_r}'\n"
            "    |             ^~~~~~~~~~~~~~~~\n"
            "    = the other one is lib.yaml:3\n");
}

TEST(Faults, Cast) {
  EXPECT_EQ(faults_of("title: t\ncast:\n  alice: { kind: phoen }\n  the: {}\n  s: { kind: server, starts: online }\nsteps: []\n"),
            "s.yaml:3:18: error: 'phoen' is no kind of actor\n"
            "  3 |   alice: { kind: phoen }\n"
            "    |                  ^~~~~\n"
            "    = did you mean 'phone'?\n"
            "s.yaml:4:3: error: nobody can be called 'the'\n"
            "  4 |   the: {}\n"
            "    |   ^~~\n"
            "    = it is a word of the language\n"
            "s.yaml:5:30: error: a server actor can't start online\n"
            "  5 |   s: { kind: server, starts: online }\n"
            "    |                              ^~~~~~\n"
            "    = only phones and clients register and connect\n");
}

TEST(Faults, AFurtherSessionNeedsAPhoneAboveIt) {
  EXPECT_EQ(faults_of("title: t\ncast:\n  tablet: { starts: nothing, account of: alice }\n  alice: { starts: nothing }\nsteps: []\n"),
            "s.yaml:3:42: error: 'tablet' can't be on the account of 'alice'\n"
            "  3 |   tablet: { starts: nothing, account of: alice }\n"
            "    |                                          ^~~~~\n"
            "    = name a phone that stands above it in the cast and has an account of its own\n");
  EXPECT_EQ(
      faults_of("title: t\ncast:\n  alice: { starts: nothing }\n  c: { kind: client, starts: nothing, account of: alice }\nsteps: []\n"),
      "s.yaml:4:3: error: a client actor can't be on the account of another\n"
      "  4 |   c: { kind: client, starts: nothing, account of: alice }\n"
      "    |   ^\n"
      "    = only phones and raw actors log in as somebody\n");
}

TEST(Faults, PhonesNeedSentencesToStart) {
  EXPECT_EQ(faults_of("title: t\ncast:\n  alice: { starts: offline }\nsteps: []\n"),
            "s.yaml:3:3: error: 'alice' can't start: no sentence 'alice registers' for a phone\n"
            "  3 |   alice: { starts: offline }\n"
            "    |   ^~~~~\n"
            "    = a folder of sentences defines it; or write { starts: nothing }\n");
}

TEST(Faults, Cases) {
  EXPECT_EQ(faults_of("title: t\ncases:\n  - { id: a, n: 1 }\n  - { id: a, n: 2 }\n  - { n: 3 }\n  - { id: d }\nsteps: []\n"),
            "s.yaml:4:5: error: the case 'a' is there twice\n"
            "  4 |   - { id: a, n: 2 }\n"
            "    |     ^\n"
            "s.yaml:5:5: error: a case wants an `id:` of its own\n"
            "  5 |   - { n: 3 }\n"
            "    |     ^\n"
            "    = one word that stays the same when cases are added\n"
            "s.yaml:6:5: error: this case has no 'n'\n"
            "  6 |   - { id: d }\n"
            "    |     ^\n"
            "    = every case gives a value to every name\n");
}

TEST(Faults, AreLimited) {
  std::string steps;
  for (int i = 0; i < 5'000; ++i) {
    steps += "  - nobody does anything\n";
  }
  const auto text = faults_of_steps(steps);
  EXPECT_NE(text.find("s.yaml:103:5"), std::string::npos);
  EXPECT_EQ(text.find("s.yaml:104:5"), std::string::npos);
}

}  // namespace
}  // namespace assay::conformance::language
