// `assay matrix`: the reference under every breakage at every octet and every commit, in the simulator, against an independent ledger; and
// a sample of that on a real server.

#include "sim/matrix/matrix.hpp"

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
#include "conformance/cli/suite.hpp"
#include "conformance/defects/defect.hpp"
#include "conformance/matrix/sampling.hpp"

namespace assay::conformance::cli::commands {

Command matrix();

namespace {

namespace matrix_ns = sim::matrix;
using matrix_ns::Cell;
using matrix_ns::Tally;

struct Options {
  std::vector<std::string> cells;
  std::uint64_t seed = 1;
  std::uint64_t stride = 1;
  std::optional<std::uint64_t> at;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string defect;
  std::string json;
  bool only_list = false;
  std::size_t live = 0;  ///< plays on a real server; 0: in the simulator
  std::string target = "reference";
};

ExitCode refuse(const std::string& why) {
  fmt::print(stderr, "assay matrix: {}\n", why);
  return ExitCode::BadInput;
}

// Cells whose names hold one of the words; all of them without words.
std::vector<Cell> chosen(std::vector<Cell> cells, const std::vector<std::string>& words) {
  if (words.empty()) return cells;
  std::erase_if(cells, [&](const Cell& cell) {
    const std::string name = matrix_ns::name(cell);
    return std::none_of(words.begin(), words.end(), [&](const std::string& word) { return name.find(word) != std::string::npos; });
  });
  return cells;
}

std::string points_of(const Tally& tally) {
  const auto breakage = tally.cell.situation.breakage;
  return matrix_ns::has_points(breakage) ? fmt::format("{}s", matrix_ns::unit(breakage)) : std::string("once");
}

void print(const Tally& tally, const Options& options) {
  fmt::print("{:<50} {:>7} {:<8} {}\n", matrix_ns::name(tally.cell), tally.plays, points_of(tally),
             tally.failed == 0 ? "balanced" : fmt::format("{} FAILED", tally.failed));
  for (const auto& failure : tally.failures) {
    for (const std::string& fault : failure.faults) fmt::print("    {}\n", fault);
    const std::string defect = options.defect.empty() ? "" : " --defect " + options.defect;
    fmt::print("    again: assay matrix '{}' --at {} --seed {}{}\n", matrix_ns::name(tally.cell), failure.at, options.seed, defect);
  }
}

std::string json_of(const std::vector<Tally>& tallies, const Options& options) {
  auto cells = nlohmann::ordered_json::array();
  for (const Tally& tally : tallies) {
    auto failures = nlohmann::ordered_json::array();
    for (const auto& failure : tally.failures) failures.push_back({{"at", failure.at}, {"faults", failure.faults}});
    cells.push_back({{"cell", matrix_ns::name(tally.cell)},
                     {"plays", tally.plays},
                     {"failed", tally.failed},
                     {"failures", std::move(failures)},
                     {"trace_hash", tally.trace_hash}});
  }
  return nlohmann::ordered_json{{"seed", options.seed}, {"stride", options.stride}, {"defect", options.defect}, {"cells", std::move(cells)}}
             .dump(1) +
         "\n";
}

// A line that stays in its place; none where nobody watches.
std::function<void(const Cell&, std::uint64_t)> progress() {
  if (!isatty(STDERR_FILENO)) return nullptr;
  return [](const Cell& cell, std::uint64_t points) {
    fmt::print(stderr, "\r\x1b[K{}: {} {}s\r", matrix_ns::name(cell), points, matrix_ns::unit(cell.situation.breakage));
    std::fflush(stderr);
  };
}

ExitCode play_matrix(const Options& options) {
  matrix_ns::MatrixOptions how;
  how.cells = chosen(matrix_ns::all_cells(), options.cells);
  if (how.cells.empty()) return refuse("no cell has such a name; `assay matrix --list` shows them");
  if (options.only_list) {
    for (const Cell& cell : how.cells) fmt::print("{}\n", matrix_ns::name(cell));
    return ExitCode::Green;
  }
  if (!options.defect.empty()) {
    how.defect = defects::find_defect(options.defect);
    if (how.defect == nullptr) return refuse("there is no defect called " + options.defect + "; `assay grade --list` shows them");
    if (!defects::lies_inside_server(*how.defect)) return refuse(options.defect + " does not lie inside the server");
  }
  how.seed = options.seed;
  how.stride = options.stride;
  how.only = options.at;
  how.jobs = options.jobs;
  how.progress = progress();
  std::vector<Tally> tallies;
  for (const Cell& cell : std::exchange(how.cells, {})) {
    how.cells = {cell};
    tallies.push_back(matrix_ns::run_matrix(how).front());
    if (options.json != "-") print(tallies.back(), options);
    std::fflush(stdout);
  }
  std::size_t plays = 0;
  std::size_t failed = 0;
  for (const Tally& tally : tallies) {
    plays += tally.plays;
    failed += tally.failed;
  }
  if (options.json != "-") fmt::print("{} plays in {} cells, {} failed\n", plays, tallies.size(), failed);
  if (!options.json.empty()) {
    if (auto done = write_whole(options.json, json_of(tallies, options)); !done) return refuse(done.error());
  }
  if (plays == 0) return ExitCode::NothingJudged;
  return failed == 0 ? ExitCode::Green : ExitCode::ConformanceFailure;
}

// --- on a real server -------------------------------------------------------------------------------------------------------------------

void print_live(const matrix::LivePlay& play) {
  const std::string where =
      play.of > 0 ? fmt::format("octet {} of {}{}", play.at, play.of, play.struck ? "" : " (it came not so far)") : "";
  const double seconds = std::chrono::duration<double>(play.took).count();
  fmt::print("{:<62} {:<34} {:<8} {:>5.1f} s\n", matrix_ns::name(play.cell), where, play.faults.empty() ? "balanced" : "FAILED", seconds);
  for (const std::string& fault : play.faults) fmt::print("    {}\n", fault);
  std::fflush(stdout);
}

ExitCode play_live(const Options& options) {
  const auto file = live::load_target(target_path(options.target));
  if (!file) return refuse("there is no target file " + options.target + ", or it has mistakes: `assay run --target` shows them");
  matrix::SampleOptions how{
      .cells = chosen(matrix::live_cells(), options.cells), .seed = options.seed, .plays = options.live, .defect = options.defect};
  if (how.cells.empty()) return refuse("no cell that can be played for real has such a name");
  const auto sample = matrix::sample(*file, how, print_live);
  if (!sample) {
    fmt::print(stderr, "assay matrix: {}\n", sample.error());
    return ExitCode::TargetUnreachable;
  }
  const auto count = [&](const auto& holds) { return std::count_if(sample->plays.begin(), sample->plays.end(), holds); };
  const auto failed = count([](const matrix::LivePlay& play) { return !play.faults.empty(); });
  const auto struck = count([](const matrix::LivePlay& play) { return play.struck; });
  if (sample->queued > 0) fmt::print("{} entries are in mailboxes at the end, where none waits\n", sample->queued);
  fmt::print("{} plays over TCP and TLS, {} of them struck, {} failed\n", sample->plays.size(), struck, failed);
  return failed == 0 && sample->queued == 0 ? ExitCode::Green : ExitCode::ConformanceFailure;
}

}  // namespace

Command matrix() {
  return {.name = "matrix",
          .summary = "Break the reference at every octet and every commit, and balance the books",
          .examples =
              "  assay matrix                                   every cell at every point (minutes)\n"
              "  assay matrix --stride 41                       every 41st octet, and every commit\n"
              "  assay matrix receipt/ --seed 7                 the cells whose names hold that\n"
              "  assay matrix 'message/cut mid-ack, resumed' --at 812    one play\n"
              "  assay matrix --defect mailbox-forgotten        must turn red\n"
              "  assay matrix --live 5 --defect mailbox-forgotten   the same there\n"
              "  assay matrix --live 20 --seed 7                20 plays on a server process: TLS cut, killed with -9, a second device\n"
              "Exit code 1: something that was accepted was lost, doubled, reordered or is queued for ever.\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("cells", options->cells, "Words that the names of cells hold (default: all cells)");
            app.add_option("--seed", options->seed, "Seed of the plays")->capture_default_str();
            app.add_option("--stride", options->stride, "Strike at every so-manieth octet (and every commit)")
                ->check(CLI::Range(1, 1'000'000))
                ->capture_default_str();
            app.add_option("--at", options->at, "Strike at this octet or commit alone")->excludes("--stride");
            app.add_option("--jobs", options->jobs, "Worlds at a time")->check(CLI::Range(1, 256))->capture_default_str();
            app.add_option("--defect", options->defect, "Plant a defect that lies inside the server");
            app.add_option("--json", options->json, "Write everything as JSON to this file; - for standard output");
            app.add_flag("--list", options->only_list, "Only list the cells");
            app.add_option("--live", options->live, "So many plays, drawn by the seed, on a real server over TCP and TLS")
                ->check(CLI::Range(1, 100'000))
                ->excludes("--stride")
                ->excludes("--at")
                ->excludes("--json")
                ->excludes("--list");
            app.add_option("--target", options->target, "The server for --live: a target file that we start")->capture_default_str();
            return [options] { return options->live > 0 ? play_live(*options) : play_matrix(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
