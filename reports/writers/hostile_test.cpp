// What a peer can put into a report must not leave its place in any format.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "reports/writers/html.hpp"
#include "reports/writers/json.hpp"
#include "reports/writers/junit.hpp"
#include "reports/writers/page.hpp"
#include "reports/writers/sample_test.hpp"
#include "reports/writers/terminal.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

std::vector<std::string> hostile_texts() {
  return {"</script><script>alert(1)</script>",
          "</style><img src=x onerror=alert(1)>",
          "\" onmouseover=\"alert(1)\" x='",
          "]]><evil/>",
          "<!--SCENARIOS--> --> <!--",
          "&amp; &lt; &#x1b;",
          "{} {0} {:d} %s %n",
          "javascript:alert(1)",
          std::string("nul ") + '\0' + " bell \a escape \x1b]0;title\x07 return \r delete \x7f",
          "ill-formed \xFF\xC0\xAF\xED\xA0\x80 cut \xE2\x82",
          "turned \xE2\x80\xAE round \xC2\x85 \xEF\xBF\xBE",
          std::string(5'000, 'x'),
          "many\n\n\nlines\n",
          ""};
}

/// The parameter is an index: ctest would make test names of the texts.
class Hostile : public ::testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] static std::string text() { return hostile_texts()[GetParam()]; }
};

bool only_shows(const std::string& text) {
  return clean(text) == text;  // valid UTF-8 without controls: cleaning it changes nothing
}

TEST_P(Hostile, HtmlKeepsItsShape) {
  const std::string page = html(run_of_text(text()));
  const std::string harmless = html(run_of_text("harmless"));
  EXPECT_TRUE(only_shows(page));
  for (const std::string_view tag : {"<script", "</script", "<style", "</style", "<img", "<evil", "<!--", "<details", "</details>"}) {
    EXPECT_EQ(count(page, tag), count(harmless, tag)) << tag;
  }
  EXPECT_EQ(count(page, "<pre"), count(page, "</pre>"));
  EXPECT_LE(count(page, "<pre"), count(harmless, "<pre"));  // an empty text leaves its box out
  EXPECT_THAT(page, Not(HasSubstr("onmouseover=\"")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript:")));
}

TEST_P(Hostile, JunitKeepsItsShape) {
  const std::string xml = junit(run_of_text(text()));
  EXPECT_TRUE(only_shows(xml));
  EXPECT_THAT(xml, Not(HasSubstr("]]>")));
  EXPECT_EQ(count(xml, "<testcase"), 3U);
  EXPECT_EQ(count(xml, "<evil"), 0U);
}

TEST_P(Hostile, JsonIsReadBackAsItWas) {
  const auto root = nlohmann::json::parse(json(run_of_text(text())));
  const std::string read = root["scenarios"][0]["title"].get<std::string>();
  if (text().rfind("ill-formed", 0) == 0) {
    EXPECT_THAT(read, HasSubstr("\xEF\xBF\xBD"));
  } else {
    EXPECT_EQ(read, text());
  }
}

TEST_P(Hostile, TerminalWritesNoEscapeOfThePeers) {
  EXPECT_TRUE(only_shows(terminal(run_of_text(text()), Style{})));
  const std::string coloured = terminal(run_of_text(text()), Style{.colour = Colour::On});
  EXPECT_EQ(count(coloured, "\x1b"), count(coloured, "\x1b["));
  EXPECT_EQ(count(coloured, "\x07"), 0U);
}

INSTANTIATE_TEST_SUITE_P(Texts, Hostile, ::testing::Range(std::size_t{0}, hostile_texts().size()));

TEST(Html, LoadsNothingFromOutside) {
  const std::string page = html(sample_run());
  for (const std::string_view what : {"src=", "@import", "url(", "<link", "<iframe", "fetch("}) EXPECT_EQ(count(page, what), 0U) << what;
}

TEST(Page, ScriptAndStyleDoNotEndThemselves) {
  EXPECT_EQ(count(page::kJs, "</"), 0U);
  EXPECT_EQ(count(page::kCss, "</"), 0U);
}

TEST(Html, ColoursEveryVerdict) {
  for (const Verdict verdict : all_verdicts()) {
    std::string rule = "." + std::string(name(verdict)) + " { --tint:";
    std::replace(rule.begin(), rule.begin() + static_cast<std::ptrdiff_t>(name(verdict).size()) + 1, ' ', '-');
    EXPECT_THAT(std::string(page::kCss), HasSubstr(rule));
  }
}

TEST(LongLadder, IsCutInTheMiddleAndSaysSo) {
  RunReport run = run_of_text("lane");
  auto& ladder = run.scenarios[0].ladder;
  for (int i = 0; i < 1'000; ++i)
    ladder.push_back({std::chrono::milliseconds{i}, "lane", "server", "row " + std::to_string(i), "", ExchangeKind::Stanza});
  const std::string text = terminal(run, Style{});
  EXPECT_THAT(text, HasSubstr("rows not shown"));
  EXPECT_THAT(text, HasSubstr("row 999\n"));
  EXPECT_THAT(text, Not(HasSubstr("row 500\n")));
  EXPECT_THAT(html(run), HasSubstr("rows left out here"));
  EXPECT_THAT(json(run), HasSubstr("\"row 500\""));
}

TEST(EmptyRun, IsWrittenAndRed) {
  const RunReport run;
  EXPECT_THAT(terminal(run, Style{}), HasSubstr("nothing judged (exit code 6)"));
  EXPECT_THAT(junit(run), HasSubstr("failures=\"1\""));
  EXPECT_THAT(html(run), HasSubstr("Nothing was judged"));
  EXPECT_EQ(nlohmann::json::parse(json(run))["exit_code"], 6);
}

TEST(StoppedRun, SaysWhyInEveryFormat) {
  RunReport run;
  run.stopped = Stopped{ExitCode::TargetUnreachable, "nobody listens on 127.0.0.1:5222"};
  for (const std::string& text : {terminal(run, Style{}), junit(run), html(run), json(run)}) {
    EXPECT_THAT(text, HasSubstr("nobody listens on 127.0.0.1:5222"));
  }
  EXPECT_THAT(junit(run), HasSubstr("errors=\"1\""));
}

}  // namespace
}  // namespace assay::reports
