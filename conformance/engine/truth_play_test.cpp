// Plays one row: a server and a bare socket of the engine, phones against the small server, or a client behind a shim of the row's own.
// No implementation under test is involved.

#include <algorithm>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "conformance/engine/numbers.hpp"
#include "conformance/engine/shim_event.hpp"
#include "conformance/engine/stage_test.hpp"
#include "conformance/engine/truth_reading_test.hpp"
#include "conformance/engine/truth_test.hpp"
#include "conformance/language/load.hpp"
#include "reference/config/diagnostic.hpp"

namespace assay::conformance::engine::truth {

namespace {

constexpr const char* kTwoEnds = R"(cast:
  srv: { kind: server }
  raw: { kind: raw }
steps:
- srv listens
- raw opens a connection to srv
- srv accepts
- raw opens a stream
- srv receives the opening tag
- srv opens a stream
- raw receives the opening tag
)";
constexpr std::size_t kTwoEndsSteps = 7;

language::RequirementTable requirements(const Circumstances& circumstances) {
  language::RequirementTable table;
  for (const char* id : {"X-01", "X-02", "X-03", "X-04"}) {
    language::Requirement& row = table[id];
    row.id = id;
    row.level = language::Level::Must;
    const auto level = circumstances.levels.find(id);
    if (level == circumstances.levels.end()) continue;
    if (level->second == "should") row.level = language::Level::Should;
    if (level->second == "may") row.level = language::Level::May;
  }
  return table;
}

const language::CapabilityTable& capabilities() {
  static const language::CapabilityTable kTable = {{"magic", "what no target has by itself"},
                                                   {"channel-binding", "what a relay takes away"}};
  return kTable;
}

std::string entry(std::string_view label, std::string_view text) {
  if (text.empty()) return {};
  std::string out = fmt::format("\n{:<10}", label);
  for (const char c : text) out += c == '\n' ? std::string("\n          ") : std::string(1, c);
  return out;
}

std::string words_of(const Row& row, const reports::ScenarioReport& report) {
  if (report.verdict == reports::Verdict::Pass) return {};
  const reports::Failure* failure = report.failures.empty() ? nullptr : &report.failures.front();
  if (!row.wants.empty() && failure != nullptr && !failure->path_diff.empty()) return failure->path_diff;
  std::string text = report.reason;
  if (failure == nullptr) return text;
  text += entry("expected", failure->expected);
  const bool is_said = text.ends_with(": " + failure->actual);
  text += is_said ? std::string() : entry("actual", failure->actual);
  text += entry("differs", failure->path_diff);
  text += entry("hint", failure->hint);
  return text;
}

StageAnswer answer(const std::string& words) {
  const std::size_t colon = words.find(": ");
  if (colon == std::string::npos) return {};
  const bool cannot = words.starts_with("cannot");
  return {cannot ? StageAnswer::Outcome::Cannot : StageAnswer::Outcome::Failed, words.substr(colon + 2)};
}

void arrange(TestStage& stage, const Row& row) {
  const Circumstances& with = row.circumstances;
  stage.requirements = requirements(with);
  stage.target.capabilities = {with.capabilities.begin(), with.capabilities.end()};
  stage.target.limits_profile = with.limits;
  stage.target.endpoints = {{with.listens, {"server", 5222}}};
  stage.target.virtual_time = !with.real_time;
  stage.target.channel_binding = with.channel_binding;
  stage.server.manners = {with.copies, with.answers_pings, with.refuses, with.on_available};
  stage.shim = [&with](const ShimLine& line) -> std::vector<std::string> {
    const auto command = parse_shim_event(line.line);
    const std::string name = command ? std::string(field(*command, "do")) : std::string();
    if (const auto answers = with.shim.find(name); answers != with.shim.end()) return answers->second;
    if (name == "sync") return {fmt::format(R"({{"event":"synced","tag":"{}"}})", field(*command, "tag"))};
    return {};
  };
  stage.target.clock_control = with.clock_control;
  if (with.stage_says != "nothing") stage.obey = [&with](const StageOrder&) { return answer(with.stage_says); };
  stage.on_idle = [&with, number = fictional_number(stage.seed, 0), came = false](Play& play, const Now& now) mutable {
    if (std::exchange(came, true)) return;
    for (const std::string& code : with.codes) play.code(number, code, now);
    for (const std::string& one : with.wake_ups) play.wake_up(one.substr(0, one.find(' ')), one.substr(one.find(' ') + 1), now);
  };
}

}  // namespace

Script script(const Row& row) {
  if (!row.file.empty()) return {row.file, 0};
  if (row.stage == "alone") {  // four lines that a diagnostic's place is easily counted from
    return {
        "title: A row\n" + row.head + "\ncast: { alice: { kind: raw }, bob: { kind: raw }, srv: { kind: server } }\nsteps:\n" + row.steps,
        0};
  }
  std::string text = "title: A row\n" + row.head + "\n";
  if (row.stage == "phones") return {text + "cast: { alice: {}, bob: {} }\n" + kPhoneSentences + "steps:\n" + row.steps, 0};
  if (row.stage == "client") return {text + "cast: { carol: { kind: client, starts: nothing } }\nsteps:\n" + row.steps, 0};
  if (row.stage != "two ends") ADD_FAILURE() << "there is no stage '" << row.stage << "'";
  text += kTwoEnds + row.steps;
  if (row.wants.empty()) return {text, kTwoEndsSteps};
  const auto block = [](const std::string& xml) {
    std::string out = " |\n    ";
    for (const char c : xml) out += c == '\n' ? std::string("\n    ") : std::string(1, c);
    return out + "\n";
  };
  for (const std::string& stanza : row.comes) text += "- srv sends bytes:" + block(stanza);
  return {text + "- raw receives:" + block(row.wants), kTwoEndsSteps};
}

Outcome play(const Row& row) {
  const Script made = script(row);
  const auto table = requirements(row.circumstances);
  const auto loaded = language::load_scenario(config::Source{"scenarios/test.yaml", made.text}, language::Library{},
                                              {&table, &capabilities(), &function_signatures()});
  if (!loaded) {
    std::string faults = config::render(loaded.error());
    faults.erase(faults.find_last_not_of('\n') + 1);
    return {"refused", {}, {}, std::move(faults), {}, {}};
  }
  TestStage stage(made.text);
  arrange(stage, row);
  const auto report = stage.play(row.circumstances.case_index);
  Outcome out;
  out.verdict = std::string(reports::name(report.verdict));
  for (const reports::Check& check : report.checks) out.checks[check.requirement] = std::string(reports::name(check.verdict));
  for (const reports::FenceKind fence : report.fences) out.fences.emplace_back(reports::name(fence));
  out.says = words_of(row, report);
  read_language(*loaded, made.steps_before, report, out);
  return out;
}

}  // namespace assay::conformance::engine::truth
