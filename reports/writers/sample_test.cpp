#include "reports/writers/sample_test.hpp"

namespace assay::reports {

namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::vector<Requirement> requirements() {
  const auto chapter = [](const char* file, int line) { return std::string("reference/spec/") + file + ":" + std::to_string(line); };
  return {
      {"REG-03", Level::Must, "server", "wire",
       "A registration code is accepted once; a second request with it is refused with <not-authorized/>.",
       chapter("02-registration.md", 64)},
      {"MSG-02", Level::Must, "server", "wire", "The server acknowledges a message only after it has stored it durably.",
       chapter("04-messages.md", 31)},
      {"MSG-09", Level::Should, "server", "wire", "A refused message is answered with an error that names the limit it exceeded.",
       chapter("04-messages.md", 88)},
      {"MSG-12", Level::May, "server", "wire", "The server may add a stanza-id to a message it delivers.", chapter("04-messages.md", 102)},
      {"OFF-01", Level::Must, "server", "wire", "A message to a phone without a stream waits in its mailbox until the phone fetches it.",
       chapter("08-offline.md", 17)},
      {"OFF-07", Level::Must, "server", "wire",
       "Entries of a mailbox are delivered in the order in which the server acknowledged them, each once.", chapter("08-offline.md", 41)},
      {"OFF-11", Level::Must, "server", "store", "An entry is dropped from the mailbox after 30 days.", chapter("08-offline.md", 77)},
      {"RFC6120-8.2.3-b", Level::Must, "both", "wire",
       "An entity that receives an IQ request of type get or set replies with a result or an error.", "RFC 6120, 8.2.3"},
      {"RFC6121-4.2.2", Level::Must, "server", "wire", "Initial presence is broadcast to every contact that is subscribed.",
       "RFC 6121, 4.2.2"},
      {"CALL-04", Level::Must, "client", "client event", "A call that is taken elsewhere stops ringing.", chapter("09-calls.md", 23)},
  };
}

Exchange row(Duration at, const char* from, const char* to, const char* summary, ExchangeKind kind, const char* full = "") {
  return Exchange{at, from, to, summary, full, kind};
}

std::vector<Exchange> offline_ladder() {
  return {
      row(milliseconds{0}, "alice", "server", "connects to 127.0.0.1:5222", ExchangeKind::Stream),
      row(microseconds{1'310}, "alice", "server", "TLSv1.3, X25519, TLS_AES_128_GCM_SHA256", ExchangeKind::Tls),
      row(milliseconds{7}, "alice", "server", "auth SCRAM-SHA-256", ExchangeKind::Stream,
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>[masked]</auth>"),
      row(milliseconds{9}, "server", "alice", "success", ExchangeKind::Stream),
      row(milliseconds{12}, "alice", "server", "message to=+4915112345678 id=m3 \"number 3\"", ExchangeKind::Stanza,
          "<message to='+4915112345678@assay.example' id='m3' type='chat'>\n  <body>number 3</body>\n</message>"),
      row(milliseconds{13}, "server", "alice", "ack id=m3", ExchangeKind::Stanza, "<ack xmlns='urn:cxmpp:ack:1' id='m3'/>"),
      row(milliseconds{14}, "alice", "server", "message to=+4915112345678 id=m4 \"number 4\"", ExchangeKind::Stanza,
          "<message to='+4915112345678@assay.example' id='m4' type='chat'>\n  <body>number 4</body>\n</message>"),
      row(milliseconds{15}, "server", "alice", "ack id=m4", ExchangeKind::Stanza, "<ack xmlns='urn:cxmpp:ack:1' id='m4'/>"),
      row(milliseconds{16}, "alice", "server", "cut", ExchangeKind::Fault,
          "The connection was reset while the server had 0 octets unsent."),
      row(milliseconds{16}, "", "", "2 days pass", ExchangeKind::Note),
      row(hours{48} + milliseconds{20}, "bob", "server", "connects and logs in", ExchangeKind::Stream),
      row(hours{48} + milliseconds{31}, "bob", "server", "iq get mailbox", ExchangeKind::Stanza,
          "<iq type='get' id='q1'>\n  <mailbox xmlns='urn:cxmpp:offline:1'/>\n</iq>"),
      row(hours{48} + milliseconds{33}, "server", "bob", "message id=m4 \"number 4\"", ExchangeKind::Stanza,
          "<message from='+4915187654321@assay.example' id='m4' type='chat'>\n  <body>number 4</body>\n"
          "  <delay xmlns='urn:xmpp:delay' stamp='2026-03-01T12:00:00.014Z'/>\n</message>"),
      row(hours{48} + milliseconds{33}, "bob", "bob", "expected another stanza", ExchangeKind::Note),
  };
}

ScenarioReport offline_order() {
  ScenarioReport s{.id = "offline/order",
                   .title = "Messages for a phone that is off wait, and arrive in order, once each",
                   .file = "scenarios/offline/order.yaml",
                   .verdict = Verdict::Fail,
                   .reason = "message/body: wanted \"number 3\", got \"number 4\""};
  const Place place{"scenarios/offline/order.yaml", 17, 11};
  s.checks = {{"OFF-01", Verdict::Pass, ""},
              {"OFF-07", Verdict::Fail, "message/body: wanted \"number 3\", got \"number 4\"", place},
              {"MSG-02", Verdict::NotRun, "not reached"}};
  Failure failure;
  failure.requirements = {"OFF-07"};
  failure.step = "bob receives: <message from=\"{alice}\"><body>number {n}</body></message>";
  failure.place = place;
  failure.expected = "<message from='+4915187654321@assay.example'>\n  <body>number 3</body>\n</message>";
  failure.actual = "<message from='+4915187654321@assay.example'>\n  <body>number 4</body>\n</message>";
  failure.path_diff = "message/body: wanted \"number 3\", got \"number 4\"";
  failure.hint = "The stanza that was wanted was acknowledged at 0.013 and has not come since.";
  failure.reproduce = "assay run scenarios/offline/order.yaml --target simulator --seed 8812047713";
  failure.callers = {{{"scenarios/lib/offline.yaml", 22, 5}, "bob fetches his mailbox"},
                     {{"scenarios/offline/order.yaml", 15, 7}, "for each: n = 3"}};
  s.failures = {failure};
  s.lanes = {"alice", "server", "bob"};
  s.ladder = offline_ladder();
  s.setup_rows = 4;
  s.seed = 8'812'047'713;
  s.trace_hash = "9c1f5e0ab3d4776e";
  s.duration = hours{48} + milliseconds{33};
  s.stage = "simulator";
  return s;
}

ScenarioReport passing(const char* id, const char* title, const char* file, std::vector<Check> checks, Duration duration) {
  ScenarioReport s{.id = id, .title = title, .file = file};
  s.checks = std::move(checks);
  s.verdict = verdict_of(s.checks);
  s.seed = 42;
  s.duration = duration;
  s.stage = "simulator";
  s.trace_hash = "77aa01c2e9b04d15";
  return s;
}

ScenarioReport judged_otherwise(const char* id, const char* title, const char* file, Check check) {
  const std::string reason = check.reason;
  ScenarioReport s = passing(id, title, file, {std::move(check)}, milliseconds{3});
  s.reason = reason;
  return s;
}

ScenarioReport known_failure() {
  ScenarioReport s =
      judged_otherwise("xmpp/presence/initial", "Initial presence reaches every subscribed contact", "scenarios/xmpp/presence/initial.yaml",
                       {"RFC6121-4.2.2", Verdict::Fail, "carol received nothing within 5 s"});
  s.checks[0].known = KnownFailure{"the roster's subscriptions are not kept yet", "https://issues.example/17"};
  return s;
}

ScenarioReport chat() {
  ScenarioReport s = passing("messages/chat", "Two phones chat", "scenarios/messages/chat.yaml",
                             {{"MSG-02", Verdict::Pass, ""}, {"MSG-12", Verdict::Choice, "no stanza-id is added"}}, milliseconds{412});
  s.lanes = {"alice", "server", "bob"};
  s.ladder = {row(milliseconds{12}, "alice", "server", "message \"how are you? 你好 👋\"", ExchangeKind::Stanza, "<message/>"),
              row(milliseconds{14}, "server", "bob", "message \"how are you? 你好 👋\"", ExchangeKind::Stanza, "<message/>"),
              row(milliseconds{15}, "bob", "alice", "read out of band", ExchangeKind::Note)};
  s.fences = {FenceKind::Through, FenceKind::Quiescence};
  s.choices = {{{s.file, 14, 5}, "the connection goes on"}};
  return s;
}

ScenarioReport broken() {
  ScenarioReport s{.id = "hostile/deep",
                   .title = "A stanza nested 10,000 deep ends the stream",
                   .file = "scenarios/hostile/deep.yaml",
                   .verdict = Verdict::Error,
                   .reason = "scenarios/hostile/deep.yaml:9:5: no sentence reads \"mallory recieves\"; did you mean \"mallory receives\"?"};
  s.stage = "simulator";
  return s;
}

}  // namespace

RunReport sample_run() {
  RunReport run;
  run.suite_version = "0.1.0";
  run.spec_version = "0.1";
  run.target = {"reference", "assay serve 0.1.0 with the in-memory store, started by the suite"};
  run.stage = Stage::Simulator;
  run.started = WallTime{std::chrono::seconds{1'772'366'400}};
  run.seed = 42;
  run.duration = milliseconds{3'217};
  run.command_line = "assay run scenarios --target simulator --defect mailbox-drops-third --seed 42 --report out";
  run.defect = "mailbox-drops-third";
  run.requirements = requirements();
  run.scenarios = {
      chat(),
      judged_otherwise("messages/too-long", "A message above the limit is refused by name", "scenarios/messages/too-long.yaml",
                       {"MSG-09", Verdict::Warn, "the error does not name the limit"}),
      offline_order(),
      judged_otherwise("offline/expiry", "A message is dropped after 30 days", "scenarios/offline/expiry.yaml",
                       {"OFF-11", Verdict::Untestable, "the target declares no clock control"}),
      judged_otherwise("offline/full#octets", "A full mailbox refuses by octets", "scenarios/offline/full.yaml",
                       {"OFF-01", Verdict::Inconclusive, "blocked by: alice registers (Connection refused)"}),
      passing("registration/code-twice", "A code is good for one registration", "scenarios/registration/code-twice.yaml",
              {{"REG-03", Verdict::Pass, ""}}, milliseconds{18}),
      judged_otherwise("registration/call", "A code can be asked for by voice call", "scenarios/registration/call.yaml",
                       {"REG-03", Verdict::Unsupported, "the target lacks the capability voice-code"}),
      known_failure(),
      passing("xmpp/iq/reply", "Every iq request is answered", "scenarios/xmpp/iq/reply.yaml", {{"RFC6120-8.2.3-b", Verdict::Pass, ""}},
              microseconds{812}),
      broken(),
  };
  return run;
}

RunReport run_of_text(const std::string& text) {
  RunReport run;
  run.suite_version = run.spec_version = run.command_line = run.defect = text;
  run.target = {text, text};
  run.stale_baseline = {text};
  run.requirements = {{text, Level::Must, text, text, text, text}};
  ScenarioReport s{.id = text, .title = text, .file = text, .verdict = Verdict::Fail, .reason = text};
  const Place place{text, 1, 1};
  s.checks = {{text, Verdict::Fail, text, place}, {text, Verdict::Fail, text, place, KnownFailure{text, text}}};
  s.failures = {{{text, "unknown " + text}, text, place, text, text + text, text, text, text, {{place, text}}}};
  s.lanes = {text};
  s.ladder = {{milliseconds{1}, text, "server", text, text + text, ExchangeKind::Stanza},
              {milliseconds{2}, text, "", text, text, ExchangeKind::Note}};
  s.trace_hash = s.stage = text;
  run.scenarios = {s, broken()};
  run.scenarios[1].reason = text;
  return run;
}

}  // namespace assay::reports
