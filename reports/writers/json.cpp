#include "reports/writers/json.hpp"

#include <nlohmann/json.hpp>

namespace assay::reports {

namespace {

using Json = nlohmann::ordered_json;

template <class T, class F>
Json list_of(const std::vector<T>& items, F&& to_json_of) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(to_json_of(item));
  return list;
}

Json place(const Place& p) { return {{"file", p.file}, {"line", p.line}, {"column", p.column}}; }

Json check(const Check& c) {
  Json object{{"requirement", c.requirement}, {"verdict", name(c.verdict)}, {"reason", c.reason}};
  if (c.place) object["place"] = place(*c.place);
  if (c.known) object["known"] = {{"reason", c.known->reason}, {"link", c.known->link}};
  return object;
}

Json caller(const Caller& c) { return {{"place", place(c.place)}, {"sentence", c.sentence}}; }

Json failure(const Failure& f) {
  return {{"requirements", f.requirements},
          {"step", f.step},
          {"place", place(f.place)},
          {"expected", f.expected},
          {"actual", f.actual},
          {"path_diff", f.path_diff},
          {"hint", f.hint},
          {"reproduce", f.reproduce},
          {"callers", list_of(f.callers, caller)}};
}

Json exchange(const Exchange& e) {
  return {{"at_ns", e.at.count()}, {"from", e.from}, {"to", e.to}, {"kind", name(e.kind)}, {"summary", e.summary}, {"full", e.full}};
}

Json scenario(const ScenarioReport& s) {
  return {
      {"id", s.id},
      {"title", s.title},
      {"file", s.file},
      {"verdict", name(s.verdict)},
      {"reason", s.reason},
      {"stage", s.stage},
      {"seed", std::to_string(s.seed)},
      {"trace_hash", s.trace_hash},
      {"duration_ns", s.duration.count()},
      {"fences", list_of(s.fences, [](FenceKind fence) { return Json(name(fence)); })},
      {"choices", list_of(s.choices, [](const Choice& choice) { return Json{{"taken", choice.taken}, {"place", place(choice.place)}}; })},
      {"checks", list_of(s.checks, check)},
      {"failures", list_of(s.failures, failure)},
      {"lanes", lanes_of(s)},
      {"setup_rows", s.setup_rows},
      {"ladder", list_of(s.ladder, exchange)}};
}

Json counts(const Counts& c) {
  Json object = Json::object();
  for (const Verdict verdict : all_verdicts()) object[std::string(name(verdict))] = c.of(verdict);
  return object;
}

Json requirement(const RunReport& run, const RequirementResult& result) {
  Json object{{"id", result.id}, {"verdict", name(result.verdict)}, {"checks", counts(result.counts)}};
  object["scenarios"] = list_of(result.scenarios, [&run](std::size_t index) { return Json(run.scenarios[index].id); });
  if (const Requirement* r = find_requirement(run, result.id)) {
    object["level"] = name(r->level);
    object["role"] = r->role;
    object["judged_by"] = r->judged_by;
    object["text"] = r->text;
    object["where"] = r->where;
  }
  return object;
}

}  // namespace

std::string json(const RunReport& run) {
  const ExitCode code = exit_code(run);
  Json root{{"schema", "assay-report/1"},
            {"suite_version", run.suite_version},
            {"spec_version", run.spec_version},
            {"target", {{"name", run.target.name}, {"description", run.target.description}}},
            {"stage", name(run.stage)},
            {"started", date_time(run.started)},
            {"seed", std::to_string(run.seed)},
            {"duration_ns", run.duration.count()},
            {"command_line", run.command_line},
            {"defect", run.defect},
            {"exit_code", static_cast<int>(code)},
            {"outcome", name(code)},
            {"summary", {{"scenarios", counts(scenario_counts(run))}, {"checks", counts(check_counts(run))}}},
            {"stale_baseline", run.stale_baseline}};
  if (run.stopped) root["stopped"] = {{"code", static_cast<int>(run.stopped->code)}, {"reason", run.stopped->reason}};
  root["requirements"] = list_of(requirement_results(run), [&run](const RequirementResult& r) { return requirement(run, r); });
  root["scenarios"] = list_of(run.scenarios, scenario);
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::reports
