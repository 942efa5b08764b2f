#include "reference/tls/certificate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/tls/context.hpp"
#include "reference/tls/link_test.hpp"

namespace assay::tls {
namespace {

using testing::HasSubstr;

TEST(Certificate, LoadsWhatItMade) {
  for (const KeyKind kind : {KeyKind::Ed25519, KeyKind::EcdsaP256}) {
    const Identity made = identity_for("example.org", kind);
    const auto loaded = identity_from_pem(made.certificate_pem, made.key_pem);
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_EQ(loaded->certificate_pem, made.certificate_pem);
  }
}

TEST(Certificate, KeyMustBelongToIt) {
  KeyedRandom random(2, "another");
  const Identity one = identity_for("example.org");
  const Identity other = self_signed({"example.org"}, KeyKind::Ed25519, kThisMonth, random);
  const auto mixed = identity_from_pem(one.certificate_pem, other.key_pem);
  ASSERT_FALSE(mixed);
  EXPECT_THAT(mixed.error(), HasSubstr("does not belong"));
}

TEST(Certificate, SaysWhichTextIsUnreadable) {
  const Identity made = identity_for("example.org");
  EXPECT_THAT(identity_from_pem("", made.key_pem).error(), HasSubstr("the certificate cannot be read"));
  EXPECT_THAT(identity_from_pem(made.certificate_pem, "").error(), HasSubstr("the private key cannot be read"));
}

TEST(Certificate, EveryNameCounts) {
  KeyedRandom random(3, "names");
  const Identity identity = self_signed({"example.org", "other.example", "::1"}, KeyKind::EcdsaP256, kThisMonth, random);
  for (const char* name : {"example.org", "other.example", "::1"}) {
    Pair pair(identity);
    pair.secure(name);
    carry(pair.client, pair.server);
    EXPECT_EQ(pair.client.secured.size(), 1U) << name;
  }
}

TEST(Context, RefusesUnreadableTexts) {
  EXPECT_FALSE(Context::server({"", ""}));
  EXPECT_FALSE(Context::client(TrustPem{"nothing"}));
  EXPECT_TRUE(Context::client(TrustAnyone{}));
}

TEST(Certificate, TellsItsTimeAndItsNames) {
  KeyedRandom random(1, "names");
  const WallTime from{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
  const Identity identity =
      self_signed({"example.org", "*.rooms.example.org"}, KeyKind::Ed25519, {from, from + std::chrono::days{30}}, random);
  EXPECT_EQ(validity_of(identity).not_before, from);
  EXPECT_EQ(validity_of(identity).not_after, from + std::chrono::days{30});
  EXPECT_TRUE(names_match(identity, "example.org"));
  EXPECT_TRUE(names_match(identity, "a.rooms.example.org"));
  EXPECT_FALSE(names_match(identity, "a.b.rooms.example.org"));
  EXPECT_FALSE(names_match(identity, "example.com"));
}

}  // namespace
}  // namespace assay::tls
