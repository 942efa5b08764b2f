#include "reference/precis/profiles.hpp"

#include <gtest/gtest.h>

namespace assay::precis {
namespace {

std::string username(std::string_view text) { return username_case_mapped(text).value_or("refused"); }
std::string opaque(std::string_view text) { return opaque_string(text).value_or("refused"); }

TEST(UsernameCaseMapped, MakesOneOfManySpellings) {
  EXPECT_EQ(username("Juliet"), "juliet");
  EXPECT_EQ(username("J\u00dcRGEN"), "j\u00fcrgen");
  EXPECT_EQ(username("ju\u0308rgen"), "j\u00fcrgen");                                                   // composed
  EXPECT_EQ(username("\uff11\uff12\uff10\uff12"), "1202");                                              // fullwidth
  EXPECT_EQ(username("\u03a3\u0399\u0393\u039c\u0391\u03a3"), "\u03c3\u03b9\u03b3\u03bc\u03b1\u03c2");  // a final sigma
}

// RFC 8265 section 3.5.
TEST(UsernameCaseMapped, FollowsTheExamplesOfTheStandard) {
  EXPECT_EQ(username("juliet@example.com"), "juliet@example.com");
  EXPECT_EQ(username("fussball"), "fussball");
  EXPECT_EQ(username("fu\u00dfball"), "fu\u00dfball");
  EXPECT_EQ(username("\u03c0"), "\u03c0");
  EXPECT_EQ(username("\u03a3"), "\u03c3");
  EXPECT_EQ(username("\u03c3"), "\u03c3");
  EXPECT_EQ(username("\u03c2"), "\u03c2");
  EXPECT_EQ(username("foo bar"), "refused");
  EXPECT_EQ(username(""), "refused");
  EXPECT_EQ(username("henry\u2163"), "refused");  // a Roman numeral
  EXPECT_EQ(username("\u221e"), "refused");
}

// RFC 8265 section 4.3.
TEST(OpaqueString, FollowsTheExamplesOfTheStandard) {
  EXPECT_EQ(opaque("correct horse battery staple"), "correct horse battery staple");
  EXPECT_EQ(opaque("Correct Horse Battery Staple"), "Correct Horse Battery Staple");
  EXPECT_EQ(opaque("\u03c0\u00df\u00e5"), "\u03c0\u00df\u00e5");
  EXPECT_EQ(opaque("Jack of \u2666s"), "Jack of \u2666s");
  EXPECT_EQ(opaque("foo\u1680bar"), "foo bar");
  EXPECT_EQ(opaque(""), "refused");
  EXPECT_EQ(opaque("my cat is a \tby"), "refused");
}

TEST(Profiles, RefuseWhatIsNotUtf8) {
  for (const char* text : {"\xc0\x80", "\xed\xa0\x80", "\xff", "a\xc3", "\xf4\x90\x80\x80"}) {
    EXPECT_FALSE(username_case_mapped(text));
    EXPECT_FALSE(opaque_string(text));
  }
}

TEST(Profiles, HaveContextualAndBidiRules) {
  EXPECT_EQ(username("col\u00b7lecci\u00f3"), "col\u00b7lecci\u00f3");
  EXPECT_EQ(username("a\u00b7b"), "refused");
  EXPECT_EQ(username("\u0915\u094d\u200d\u0937"), "\u0915\u094d\u200d\u0937");  // a joiner behind a virama
  EXPECT_EQ(username("a\u200db"), "refused");
  EXPECT_EQ(username("\u0661\u06f1"), "refused");  // Arabic digits of both kinds
  EXPECT_EQ(username("\u05d0\u05d1"), "\u05d0\u05d1");
  EXPECT_EQ(username("a\u05d0"), "refused");
}

}  // namespace
}  // namespace assay::precis
