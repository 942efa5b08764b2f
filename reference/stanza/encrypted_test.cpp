#include "reference/stanza/encrypted.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"

namespace assay::stanza::encrypted {
namespace {

Encrypted message() {
  return {31'415,
          {{"12025550102@example.org", {{27'182, true, "exchange"}, {5, false, "ratchet"}}}, {"12025550101@example.org", {}}},
          "sealed"};
}

TEST(Encrypted, ComesBack) {
  Encrypted sent = message();
  EXPECT_EQ(Encrypted::parse(sent.write()), sent);
  sent.payload.reset();
  EXPECT_EQ(Encrypted::parse(sent.write()), sent);
}

TEST(Encrypted, FindsWhatIsForADevice) {
  const Encrypted sent = message();
  ASSERT_NE(sent.find("12025550102@example.org", 5), nullptr);
  EXPECT_EQ(sent.find("12025550102@example.org", 5)->octets, "ratchet");
  EXPECT_EQ(sent.find("12025550102@example.org", 6), nullptr);
  EXPECT_EQ(sent.find("12025550101@example.org", 5), nullptr);
}

TEST(Encrypted, IsRefusedWhole) {
  const auto refused = [](auto change) {
    Encrypted sent = message();
    change(sent);
    return !Encrypted::parse(sent.write());
  };
  EXPECT_TRUE(refused([](auto& e) { e.device = 0; }));
  EXPECT_TRUE(refused([](auto& e) { e.device = 0x8000'0000U; }));
  EXPECT_TRUE(refused([](auto& e) { e.keys[0].keys[0].device = 0; }));
  EXPECT_TRUE(refused([](auto& e) { e.keys[0].keys[0].device = 5; }));  // twice
  EXPECT_TRUE(refused([](auto& e) { e.keys[0].keys[0].octets.clear(); }));
  xml::Element without = message().write();
  without.remove_children(kNs, "header");
  EXPECT_FALSE(Encrypted::parse(without));
}

TEST(Introduction, ComesBack) {
  const Introduction sent{31'415, Bytes(32, 'i'), Bytes(64, 's')};
  EXPECT_EQ(Introduction::parse(sent.write()), sent);
  EXPECT_FALSE(Introduction::parse(Introduction{0, Bytes(32, 'i'), Bytes(64, 's')}.write()));
  EXPECT_FALSE(Introduction::parse(Introduction{5, Bytes(31, 'i'), Bytes(64, 's')}.write()));
  EXPECT_FALSE(Introduction::parse(Introduction{5, Bytes(32, 'i'), Bytes(63, 's')}.write()));
  Introduction other = sent;
  other.device = 5;
  EXPECT_NE(other.signed_octets("a@example.org"), sent.signed_octets("a@example.org"));
  EXPECT_NE(sent.signed_octets("b@example.org"), sent.signed_octets("a@example.org"));
}

TEST(RetryAndRepair, ComeBack) {
  const Retry retry{"m1"};
  EXPECT_EQ(Retry::parse(retry.write()), retry);
  EXPECT_FALSE(Retry::parse(Retry{""}.write()));
  const Repair repair{"m1", {xml::Element(xml::ns::kClient, "body").add_text("Yes")}};
  EXPECT_EQ(Repair::parse(repair.write()), repair);
  EXPECT_FALSE(Repair::parse(Repair{"", {}}.write()));
}

}  // namespace
}  // namespace assay::stanza::encrypted
