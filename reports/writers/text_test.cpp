#include "reports/writers/text.hpp"

#include <gtest/gtest.h>

namespace assay::reports {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Clean, LeavesOrdinaryTextAlone) { EXPECT_EQ(clean("Grüße, 你好 👋\n\t<x/>"), "Grüße, 你好 👋\n\t<x/>"); }

TEST(Clean, ShowsControlsAsPictures) {
  EXPECT_EQ(clean(std::string_view("\x00\x1b[31m\x7f\r", 8)), "␀␛[31m␡␍");
  EXPECT_EQ(clean("\xC2\x9B"), "\xEF\xBF\xBD");  // CSI as a C1 control
}

TEST(Clean, ReplacesIllFormedUtf8) {
  EXPECT_EQ(clean("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(clean("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong '/'
  EXPECT_EQ(clean("\xED\xA0\x80!"), "\xEF\xBF\xBD!");        // a surrogate
  EXPECT_EQ(clean("\xF4\x90\x80\x80"), "\xEF\xBF\xBD");      // beyond U+10FFFF
  EXPECT_EQ(clean("\xE2\x82"), "\xEF\xBF\xBD");              // cut short
  EXPECT_EQ(clean("\xE2\x82<"), "\xEF\xBF\xBD<");            // a cut sequence swallows nothing
  EXPECT_EQ(clean("\xEF\xBF\xBE"), "\xEF\xBF\xBD");          // a noncharacter
}

TEST(Clean, NamesMarksThatTurnTheDirectionOfText) {
  EXPECT_EQ(clean("a\xE2\x80\xAE"
                  "b"),
            "a<U+202E>b");
}

TEST(CleanLine, IsOneLine) { EXPECT_EQ(clean_line("a\nb\tc"), "a b c"); }

TEST(Columns, CountWhatATerminalShows) {
  EXPECT_EQ(columns("abc"), 3U);
  EXPECT_EQ(columns("é"), 1U);
  EXPECT_EQ(columns("e\xCC\x81"), 1U);
  EXPECT_EQ(columns("你好"), 4U);
}

TEST(Shortened, FitsTheWidth) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdef", 5), "abcd…");
  EXPECT_EQ(shortened("你好吗", 4), "你…");
  EXPECT_EQ(shortened("abc", 0), "");
}

TEST(Spoken, ChoosesTheUnit) {
  EXPECT_EQ(spoken(microseconds{812}), "812 us");
  EXPECT_EQ(spoken(microseconds{3'400}), "3.4 ms");
  EXPECT_EQ(spoken(milliseconds{1'250}), "1.25 s");
  EXPECT_EQ(spoken(seconds{125}), "2 min 5 s");
  EXPECT_EQ(spoken(hours{26}), "1 d 2 h");
}

TEST(Offset, GrowsDaysWhenNeeded) {
  EXPECT_EQ(offset(milliseconds{3}), "0.003");
  EXPECT_EQ(offset(hours{74} + milliseconds{250}), "3d 02:00:00.250");
}

TEST(FolderOf, IsWhatStandsBeforeTheLastSlash) {
  EXPECT_EQ(folder_of("scenarios/offline/order.yaml"), "scenarios/offline");
  EXPECT_EQ(folder_of("order.yaml"), ".");
}

TEST(FoldedRows, AreTheSetUpWhereItIsLongAndWasLeft) {
  ScenarioReport scenario;
  scenario.ladder.resize(20);
  scenario.setup_rows = 15;
  EXPECT_EQ(folded_rows(scenario), 15U);
  scenario.setup_rows = 3;
  EXPECT_EQ(folded_rows(scenario), 0U);
  scenario.setup_rows = 20;
  EXPECT_EQ(folded_rows(scenario), 0U);
}

TEST(LadderWindow, KeepsTheEndRatherThanTheStart) {
  EXPECT_EQ(ladder_window(10, 10).left_out, 0U);
  EXPECT_EQ(ladder_window(100, 40).head, 10U);
  EXPECT_EQ(ladder_window(100, 40).left_out, 60U);
}

}  // namespace
}  // namespace assay::reports
