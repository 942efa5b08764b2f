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
  for (const char* text : {"", "@", "@h", "a@", "h/", "a@b@c", "a b@c", "a@b c", "a\"b@c", "a@-b", "a@b..c", "a@b/\x01", "a:b@c",
                           "a\uff20b@c", "\u2163@c", "a@b/\xff", "a@b/\u0085"}) {
    EXPECT_FALSE(Jid::parse(text)) << text;
  }
}

TEST(Jid, PartsHaveAtMost1023Octets) {
  EXPECT_TRUE(Jid::parse(std::string(1023, 'a') + "@b/" + std::string(1023, 'c')));
  EXPECT_FALSE(Jid::parse(std::string(1024, 'a') + "@b"));
  EXPECT_FALSE(Jid::parse("a@b/" + std::string(1024, 'c')));
}

TEST(Jid, EachPartBeyondAsciiHasOneSpelling) {
  EXPECT_EQ(Jid::parse("J\u00dcRGEN@B\u00dcCHER.example/B\u00fcro")->text(), "j\u00fcrgen@b\u00fccher.example/B\u00fcro");
  EXPECT_EQ(Jid::parse("\uff11\uff12@\uff42"), Jid::parse("12@b"));
  EXPECT_EQ(Jid::parse("a@b/caf\u00e9"), Jid::parse("a@b/cafe\u0301"));
  EXPECT_EQ(Jid::parse("a@b")->with_resource("cafe\u0301")->resource(), "caf\u00e9");
  EXPECT_FALSE(Jid::parse("a@b")->with_resource("\u0007"));
}

TEST(Jid, DomainpartsAreNamesOfIdna2008) {
  EXPECT_EQ(Jid::parse("xn--bcher-kva.example")->domain(), "b\u00fccher.example");
  EXPECT_EQ(Jid::parse("fa\u00df.de")->domain(), "fa\u00df.de");  // not IDNA2003's "fass"
  EXPECT_EQ(Jid::parse("b\u00fccher\u3002example\u3002")->domain(), "b\u00fccher.example");
  for (const char* text :
       {"\u2603.net", "xn--a.net", "a_b.net", "\u00fc_b.net", "ab--cd.net", "a\u05d0.net", "-\u00fc.net", "\u00fc..net"}) {
    EXPECT_FALSE(Jid::parse(text)) << text;
  }
  std::string long_label;
  for (int i = 0; i < 63; ++i) long_label += "\u00fc";
  EXPECT_FALSE(Jid::parse(long_label + ".net"));  // its A-label is longer than 63
}

TEST(Jid, DomainpartsMayBeAddressesOfTheInternet) {
  EXPECT_EQ(Jid::parse("a@127.0.0.1")->domain(), "127.0.0.1");
  EXPECT_EQ(Jid::parse("a@[2001:DB8::1]/r")->domain(), "[2001:db8::1]");
  for (const char* text : {"a@[]", "a@[::1", "a@[1.2.3.4]", "a@[::1%lo]", "a@[:::]", "a@::1"}) EXPECT_FALSE(Jid::parse(text)) << text;
}

TEST(Jid, LimitsCountTheOctetsOfTheCanonicalForm) {
  std::string fullwidth;
  for (int i = 0; i < 1023; ++i) fullwidth += "\uff11";
  EXPECT_EQ(Jid::parse(fullwidth + "@b")->local(), std::string(1023, '1'));
  EXPECT_FALSE(Jid::parse(fullwidth + "\uff11@b"));
}

}  // namespace
}  // namespace assay::jid
