// `assay crowd`: a group of many phones over thousands of seeds with cuts and crashes, in the simulator, held against its one history.

#include "sim/crowd/crowd.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "conformance/cli/command.hpp"
#include "conformance/cli/run_report.hpp"
#include "conformance/defects/defect.hpp"

namespace assay::conformance::cli::commands {

Command crowd();

namespace {

namespace crowd_ns = sim::crowd;
using crowd_ns::Case;
using crowd_ns::Tally;

struct Options {
  std::vector<std::string> cases;
  std::uint64_t seed = 1;
  std::uint64_t seeds = 100;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string defect;
  std::string json;
};

ExitCode refuse(const std::string& why) {
  fmt::print(stderr, "assay crowd: {}\n", why);
  return ExitCode::BadInput;
}

std::string all_names() {
  std::string names;
  for (const Case which : crowd_ns::all_cases()) names += (names.empty() ? "" : ", ") + std::string(crowd_ns::name(which));
  return names;
}

// In the order of the cases. The real size only for who asks: it takes as long as a thousand others.
std::optional<std::vector<Case>> chosen(const std::vector<std::string>& names) {
  std::vector<Case> cases;
  std::size_t known = 0;
  for (const Case which : crowd_ns::all_cases()) {
    const bool named = std::find(names.begin(), names.end(), crowd_ns::name(which)) != names.end();
    known += named ? 1 : 0;
    if (named || (names.empty() && which != Case::RealSize)) cases.push_back(which);
  }
  if (known < names.size()) return std::nullopt;
  return cases;
}

// What did not happen is not spoken of.
std::string counted(const crowd_ns::Counts& counts) {
  std::string text;
  for (const auto& [name, count] : crowd_ns::kCounted) {
    if (counts.*count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts.*count, name);
  }
  return text;
}

void print(const Tally& tally, const Options& options, double seconds) {
  fmt::print("{:<10} seeds {}..{}  {}  ({}; {:.1f} s)\n", crowd_ns::name(tally.which), options.seed, options.seed + tally.plays - 1,
             tally.failed == 0 ? fmt::format("{} plays, one history each", tally.plays) : fmt::format("{} FAILED", tally.failed),
             counted(tally.counts), seconds);
  for (const auto& failure : tally.failures) {
    for (const std::string& fault : failure.faults) fmt::print("    {}\n", fault);
    const std::string defect = options.defect.empty() ? "" : " --defect " + options.defect;
    fmt::print("    again: assay crowd {} --seed {} --seeds 1{}\n", crowd_ns::name(tally.which), failure.seed, defect);
  }
  std::fflush(stdout);
}

std::string json_of(const std::vector<Tally>& tallies, const Options& options) {
  auto cases = nlohmann::ordered_json::array();
  for (const Tally& tally : tallies) {
    auto failures = nlohmann::ordered_json::array();
    for (const auto& failure : tally.failures) failures.push_back({{"seed", failure.seed}, {"faults", failure.faults}});
    nlohmann::ordered_json one = {
        {"case", crowd_ns::name(tally.which)}, {"plays", tally.plays}, {"failed", tally.failed}, {"failures", std::move(failures)}};
    for (const auto& [name, count] : crowd_ns::kCounted) {
      std::string key(name);
      std::replace(key.begin(), key.end(), ' ', '_');
      one[key] = tally.counts.*count;
    }
    one["trace_hash"] = tally.trace_hash;
    cases.push_back(std::move(one));
  }
  return nlohmann::ordered_json{{"seed", options.seed}, {"defect", options.defect}, {"cases", std::move(cases)}}.dump(1) + "\n";
}

// A line that stays in its place; none where nobody watches.
std::function<void(std::uint64_t)> progress(Case which) {
  if (!isatty(STDERR_FILENO)) return nullptr;
  return [which](std::uint64_t plays) {
    fmt::print(stderr, "\r\x1b[K{}: {} plays\r", crowd_ns::name(which), plays);
    std::fflush(stderr);
  };
}

ExitCode play_crowd(const Options& options) {
  const auto cases = chosen(options.cases);
  if (!cases) return refuse("the cases are " + all_names());
  const defects::Defect* defect = nullptr;
  if (!options.defect.empty()) {
    defect = defects::find_defect(options.defect);
    if (defect == nullptr) return refuse("there is no defect called " + options.defect + "; `assay grade --list` shows them");
    if (defect->client) return refuse(options.defect + " lies inside the reference client, which plays no part here");
  }
  std::vector<Tally> tallies;
  for (const Case which : *cases) {
    const auto began = std::chrono::steady_clock::now();
    tallies.push_back(crowd_ns::run_crowd({.which = which,
                                           .first_seed = options.seed,
                                           .seeds = options.seeds,
                                           .jobs = options.jobs,
                                           .defect = defect,
                                           .progress = progress(which)}));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (options.json != "-") print(tallies.back(), options, took.count());
  }
  if (!options.json.empty()) {
    if (auto done = write_whole(options.json, json_of(tallies, options)); !done) return refuse(done.error());
  }
  const bool red = std::any_of(tallies.begin(), tallies.end(), [](const Tally& tally) { return tally.failed > 0; });
  return red ? ExitCode::ConformanceFailure : ExitCode::Green;
}

}  // namespace

Command crowd() {
  return {.name = "crowd",
          .summary = "Play groups over many seeds with cuts and crashes, and hold every member's view against one history",
          .examples =
              "  assay crowd                            100 seeds of each case but the largest\n"
              "  assay crowd mixed --seeds 5000         a dozen phones write, come, go and rule\n"
              "  assay crowd fifty                      fifty admins add and remove at the same instant\n"
              "  assay crowd last-place                 eight come for one place\n"
              "  assay crowd receipts                   no sum of receipts counts one twice, and each is complete in the end\n"
              "  assay crowd approval                   several admins let in, or do not, who comes by a link\n"
              "  assay crowd moves                      members go on under other numbers\n"
              "  assay crowd repairs                    whom a sender did not mean gets the message all the same, once\n"
              "  assay crowd creation                   groups are made whole or not at all\n"
              "  assay crowd real-size --seeds 1        1,023 members, and two who come for the last place\n"
              "  assay crowd mixed --seed 77 --seeds 1  one play\n"
              "  assay crowd --defect group-order-forgotten    must turn red\n"
              "Exit code 1: a member's view is no piece of one history.\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("cases", options->cases, all_names() + " (default: all but the last)");
            app.add_option("--seed", options->seed, "The first seed")->capture_default_str();
            app.add_option("--seeds", options->seeds, "How many")->check(CLI::Range(1, 100'000'000))->capture_default_str();
            app.add_option("--jobs", options->jobs, "Worlds at a time")->check(CLI::Range(1, 256))->capture_default_str();
            app.add_option("--defect", options->defect, "Plant a defect in the server, or on every phone's wire");
            app.add_option("--json", options->json, "Write everything as JSON to this file; - for standard output");
            return [options] { return play_crowd(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
