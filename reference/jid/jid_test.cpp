#include "reference/jid/jid.hpp"

#include <gtest/gtest.h>

namespace assay::jid {
namespace {

TEST(Jid, SplitsIntoParts) {
  const auto jid = Jid::parse("12025550101@Example.ORG/a b@c/d");
  ASSERT_TRUE(jid);
  EXPECT_EQ(jid->local(), "12025550101");
  EXPECT_EQ(jid->domain(), "example.org");
  EXPECT_EQ(jid->resource(), "a b@c/d");
  EXPECT_EQ(jid->text(), "12025550101@example.org/a b@c/d");
  EXPECT_EQ(jid->bare().text(), "12025550101@example.org");
}

TEST(Jid, CaseOfLocalpartAndDomainpartDoesNotMatterThatOfTheResourceDoes) {
  EXPECT_EQ(Jid::parse("JULIET@example.org"), Jid::parse("juliet@EXAMPLE.org."));
  EXPECT_NE(Jid::parse("a@b/X"), Jid::parse("a@b/x"));
}

TEST(Jid, RefusesWhatIsNoAddress) {
  for (const char* text :
       {"", "@", "@h", "a@", "h/", "a@b@c", "a b@c", "a@b c", "a\"b@c", "a@-b", "a@b..c", "caf\xc3\xa9@b", "a@b/\x01", "a:b@c"}) {
    EXPECT_FALSE(Jid::parse(text)) << text;
  }
}

TEST(Jid, PartsHaveAtMost1023Octets) {
  EXPECT_TRUE(Jid::parse(std::string(1023, 'a') + "@b/" + std::string(1023, 'c')));
  EXPECT_FALSE(Jid::parse(std::string(1024, 'a') + "@b"));
  EXPECT_FALSE(Jid::parse("a@b/" + std::string(1024, 'c')));
}

}  // namespace
}  // namespace assay::jid
