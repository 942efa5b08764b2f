#include "conformance/language/header.hpp"

#include <gtest/gtest.h>

#include "conformance/language/builtins.hpp"

namespace assay::conformance::language {
namespace {

std::string bound(const std::string& header, const std::string& sentence) {
  const auto parsed = parse_header(header);
  const auto words = tokens(sentence);
  if (!parsed || !words) {
    return "fault: " + (parsed ? words.error().message : parsed.error().message);
  }
  const auto arguments = fit(*parsed, *words);
  if (!arguments) {
    return "no";
  }
  std::string out;
  for (const auto& argument : *arguments) {
    out += "[" + argument.text + "]";
  }
  return out;
}

TEST(Header, BindsWordsQuotedTextsAndNames) {
  EXPECT_EQ(bound("{phone} asks for a code by {method}", "alice asks for a code by sms"), "[alice][sms]");
  EXPECT_EQ(bound("{phone} says {text} to {other}", "alice says \"good day\" to bob"), "[alice][good day][bob]");
  EXPECT_EQ(bound("{phone} says {text} to {other}", "{phone} says 'number {n}' to {o}"), "[phone][number {n}][o]");
  EXPECT_EQ(bound("{phone} waits {n}", "alice waits {f('a b')}"), "[alice][{f('a b')}]");
  EXPECT_EQ(bound("{phone} connects", "alice connects now"), "no");
  EXPECT_EQ(bound("{phone} connects", "alice Connects"), "no");
  EXPECT_EQ(bound("{phone} connects", "alice 'connects'"), "no");
}

TEST(Header, WordsOfTheLanguageCantBeBound) {
  EXPECT_EQ(bound("{phone} receives {what}", "alice receives nothing"), "no");
  EXPECT_EQ(bound("{phone} receives {what}", "alice receives 'nothing'"), "[alice][nothing]");
}

TEST(Header, Faults) {
  EXPECT_EQ(bound("{a} {b}", "x y"), "fault: a header needs at least one word that is no parameter");
  EXPECT_EQ(bound("{a} meets {a}", "x"), "fault: the parameter 'a' is there twice");
  EXPECT_EQ(bound("{a} meets 'b'", "x"), "fault: a header consists of words and parameters such as {phone}");
  EXPECT_EQ(bound("{a} meets {b c}", "x"), "fault: a header consists of words and parameters such as {phone}");
  EXPECT_EQ(bound("{a} meets", "x 'y"), "fault: the quoted text has no end");
  EXPECT_EQ(bound("{a} meets", "x {y"), "fault: this brace is never closed");
}

TEST(Header, Overlaps) {
  const auto overlaps = [](const char* a, const char* b) { return overlap(parse_header(a).value(), parse_header(b).value()); };
  EXPECT_TRUE(overlaps("{a} meets {b}", "{x} meets {y}"));
  EXPECT_TRUE(overlaps("{a} meets {b}", "{a} meets everybody"));
  EXPECT_FALSE(overlaps("{a} meets {b}", "{a} greets {b}"));
  EXPECT_FALSE(overlaps("{a} meets {b}", "{a} meets {b} again"));
  EXPECT_FALSE(overlaps("{a} receives {b}", "{a} receives nothing"));
}

TEST(Builtins, NoTwoOverlap) {
  const auto& all = builtins();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(overlap(all[i].header, all[j].header)) << all[i].header.text << " / " << all[j].header.text;
    }
  }
}

}  // namespace
}  // namespace assay::conformance::language
