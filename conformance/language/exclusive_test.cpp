#include "conformance/language/exclusive.hpp"

#include <gtest/gtest.h>

#include "conformance/language/load.hpp"
#include "conformance/language/time_unit.hpp"

namespace assay::conformance::language {
namespace {

using namespace std::chrono_literals;

std::string why(const std::string& steps) {
  const std::string text =
      "title: t\ncast:\n  raw: { kind: raw }\nsentences:\n"
      "  - sentence: '{actor} waits for {n} seconds'\n"
      "    steps:\n      - '{actor} opens a connection':\n      - '{n} seconds pass':\n"
      "  - sentence: '{actor} is unlucky'\n"
      "    steps:\n      - '{actor} opens a connection':\n      - the server is killed:\n"
      "steps:\n" +
      steps;
  const auto scenario = load_scenario(config::Source{"t.yaml", text}, Library{});
  EXPECT_TRUE(scenario) << (scenario ? "" : config::render(scenario.error()));
  return scenario ? scenario->exclusive : "";
}

TEST(Exclusive, ShortTimesAndWhatOneActorDoesAreNot) {
  EXPECT_EQ(why("  - raw opens a connection:\n  - 5 seconds pass:\n  - raw cuts the connection:\n"), "");
}

TEST(Exclusive, WhatIsDoneToTheWholeServerIs) {
  for (const char* sentence : {"the server is killed", "the server stops", "the server starts again", "the server is paused",
                               "the server goes on", "the clock jumps 2 hours back", "the clock jumps 1 day forward"}) {
    EXPECT_EQ(why("  - " + std::string(sentence) + ":\n"), std::string(sentence) + " (t.yaml:14)");
  }
}

TEST(Exclusive, LongTimesAre) {
  EXPECT_EQ(why("  - 6 seconds pass:\n"), "6 seconds pass (t.yaml:14)");
  EXPECT_EQ(why("  - 1 minute passes:\n"), "1 minute passes (t.yaml:14)");
  EXPECT_EQ(why("  - for each: { n: 1..9 }\n    do:\n      - 1 second passes:\n"), "1 second passes (t.yaml:16)") << "it adds up";
  EXPECT_EQ(why("  - raw waits for 1 seconds:\n"), "{n} seconds pass (t.yaml:8)") << "its length is known when it is reached";
}

TEST(Exclusive, BlocksAndSentencesAreLookedInto) {
  EXPECT_EQ(why("  - together:\n      - - raw opens a connection:\n      - - raw is unlucky:\n"), "the server is killed (t.yaml:12)");
}

TEST(TimeSpan, CountsUnits) {
  EXPECT_EQ(time_span("30", "days"), 720h);
  EXPECT_EQ(time_span("0", "second"), 0s);
  EXPECT_EQ(time_span("3650", "days"), 87'600h);
  for (const auto& [count, unit] : {std::pair{"", "days"},
                                    {"-1", "days"},
                                    {"1.5", "hours"},
                                    {"3651", "days"},
                                    {"99999999999999999999", "days"},
                                    {"1", "weeks"},
                                    {"1", "s"},
                                    {"1", ""}}) {
    EXPECT_FALSE(time_span(count, unit)) << count << ' ' << unit;
  }
}

}  // namespace
}  // namespace assay::conformance::language
