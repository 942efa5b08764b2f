#include "reference/e2e/fingerprint.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace assay::e2e {
namespace {

const FingerprintParty kOne{"12025550101@example.org", {Bytes(32, 'a'), Bytes(32, 'b')}};
const FingerprintParty kOther{"12025550102@example.org", {Bytes(32, 'c')}};

TEST(Fingerprint, IsTheSameOnBothSides) {
  EXPECT_EQ(Fingerprint::of(kOne, kOther), Fingerprint::of(kOther, kOne));
  FingerprintParty turned = kOne;
  std::ranges::reverse(turned.identity_keys);
  EXPECT_EQ(Fingerprint::of(turned, kOther), Fingerprint::of(kOne, kOther));
}

TEST(Fingerprint, HasSixtyDigitsAndTextForAQrCode) {
  const Fingerprint fingerprint = Fingerprint::of(kOne, kOther);
  EXPECT_EQ(fingerprint.digits.size(), 12u * 5 + 11);
  EXPECT_EQ(std::ranges::count_if(fingerprint.digits, [](char c) { return c >= '0' && c <= '9'; }), 60);
  EXPECT_EQ(fingerprint.qr.substr(0, 10), "CXMPP-FP1:");
  EXPECT_EQ(fingerprint.qr.size(), 10u + 86);
}

TEST(Fingerprint, CoversEveryDeviceAndTheAccount) {
  const Fingerprint before = Fingerprint::of(kOne, kOther);
  FingerprintParty changed = kOne;
  changed.identity_keys.pop_back();
  EXPECT_NE(Fingerprint::of(changed, kOther).digits, before.digits);
  changed = kOne;
  changed.identity_keys.push_back(Bytes(32, 'd'));
  EXPECT_NE(Fingerprint::of(changed, kOther).digits, before.digits);
  changed = kOne;
  changed.identity_keys[0][31] = 'x';
  EXPECT_NE(Fingerprint::of(changed, kOther).digits, before.digits);
  changed = kOne;
  changed.account = "12025550103@example.org";
  EXPECT_NE(Fingerprint::of(changed, kOther).digits, before.digits);
}

}  // namespace
}  // namespace assay::e2e
