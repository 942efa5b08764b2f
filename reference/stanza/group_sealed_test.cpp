#include "reference/stanza/group_sealed.hpp"

#include <gtest/gtest.h>

namespace assay::stanza::group_sealed {
namespace {

TEST(GroupSealed, ComesBack) {
  const Sealed sealed{31'415, "octets"};
  EXPECT_EQ(Sealed::parse(sealed.write()), sealed);
  const SenderKey key{"g0@groups.example.org", 7, "chain"};
  EXPECT_EQ(SenderKey::parse(key.write()), key);
}

TEST(GroupSealed, IsRefusedWhole) {
  EXPECT_FALSE(Sealed::parse(Sealed{0, "octets"}.write()));
  EXPECT_FALSE(Sealed::parse(Sealed{0x8000'0000U, "octets"}.write()));
  EXPECT_FALSE(Sealed::parse(Sealed{1, ""}.write()));
  EXPECT_FALSE(Sealed::parse(xml::Element("urn:cxmpp:e2e:1", "sealed").with("device", "1x").add_text("AAAA")));
  EXPECT_FALSE(SenderKey::parse(SenderKey{"", 7, "chain"}.write()));
  EXPECT_FALSE(SenderKey::parse(SenderKey{"g0@groups.example.org", 7, ""}.write()));
}

}  // namespace
}  // namespace assay::stanza::group_sealed
