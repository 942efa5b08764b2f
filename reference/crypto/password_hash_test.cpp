#include "reference/crypto/password_hash.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

// Made by the reference implementation: `printf password | argon2 somesaltsomesalt -id -t 2 -k 8 -p 1 -l 32 -r` (Debian's argon2).
TEST(Argon2id, IsWhatTheReferenceImplementationMakes) {
  EXPECT_EQ(hex(argon2id("password", "somesaltsomesalt", {2, 8'192}, 32)),
            "15f9096648661df495d96750ec80cb309d32881fe5be489d1f23940b0f735df5");
  EXPECT_EQ(hex(argon2id("password", "somesaltsomesalt", {1, 65'536}, 32)),
            "e793d64ef75d58f503d4631b2b149f7f80127c5f3993d89b1c9b781e51d0b413");
  EXPECT_EQ(hex(argon2id("483920", "0123456789abcdef", {3, 1'048'576}, 16)), "3016ba3a1833e2215f183068dad36052");
}

}  // namespace
}  // namespace assay::crypto
