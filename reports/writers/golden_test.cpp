// Each writer's answer for the sample run, compared with the files of golden/.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "reports/writers/html.hpp"
#include "reports/writers/json.hpp"
#include "reports/writers/junit.hpp"
#include "reports/writers/sample_test.hpp"
#include "reports/writers/terminal.hpp"
#include "source_folder.hpp"

namespace assay::reports {
namespace {

std::string golden_path(const std::string& file) { return std::string(ASSAY_SOURCE_DIR) + "/reports/writers/golden/" + file; }

std::string first_difference(const std::string& wanted, const std::string& got) {
  std::istringstream wanted_lines(wanted);
  std::istringstream got_lines(got);
  std::string a;
  std::string b;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(wanted_lines, a));
    const bool more_b = static_cast<bool>(std::getline(got_lines, b));
    if (!more_a && !more_b) return "only the last newline differs";
    if (more_a != more_b || a != b)
      return "line " + std::to_string(line) + "\n  wanted: " + (more_a ? a : "(end)") + "\n  got:    " + (more_b ? b : "(end)");
  }
}

void compare(const std::string& file, const std::string& got) {
  const std::string path = golden_path(file);
  if (std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << got;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream wanted;
  wanted << in.rdbuf();
  if (wanted.str() == got) return;
  ADD_FAILURE() << path << " differs at " << first_difference(wanted.str(), got)
                << "\nIf the change is meant, look at it and run the tests once with ASSAY_UPDATE_GOLDEN=1 in the environment.";
}

TEST(Golden, Junit) { compare("sample.junit.xml", junit(sample_run())); }
TEST(Golden, Json) { compare("sample.json", json(sample_run())); }
TEST(Golden, Html) { compare("sample.html", html(sample_run())); }
TEST(Golden, Terminal) { compare("sample.txt", terminal(sample_run(), Style{})); }
TEST(Golden, TerminalInColour) { compare("sample.ansi", terminal(sample_run(), Style{.colour = Colour::On, .width = 120})); }
TEST(Golden, TerminalInAscii) { compare("sample.ascii.txt", terminal(sample_run(), Style{.glyphs = Glyphs::Ascii, .width = 72})); }

}  // namespace
}  // namespace assay::reports
