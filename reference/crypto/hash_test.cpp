#include "reference/crypto/hash.hpp"

#include <utility>

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "reference/crypto/hmac_key.hpp"
#include "reference/crypto/hmac_parts.hpp"

namespace assay::crypto {
namespace {

TEST(Digest, FipsVectors) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Hmac, Rfc4231) {
  EXPECT_EQ(hex(hmac_sha256(Bytes(20, '\x0b'), "Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(Bytes(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, Rfc2202) { EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"); }

TEST(HmacKey, AnswersManyMessagesAndTakesAnotherKey) {
  HmacKey key(HashName::Sha256, "Jefe");
  for (const char* message : {"what do ya want for nothing?", "", "Hi There"}) EXPECT_EQ(key.of(message), hmac_sha256("Jefe", message));
  key.set({});
  EXPECT_EQ(key.of("Hi There"), hmac_sha256({}, "Hi There"));
  EXPECT_EQ(hex(HmacKey(HashName::Sha1, "Jefe").of("what do ya want for nothing?")), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST(Hmac, EmptyKeyIsAKey) { EXPECT_NE(hmac_sha256("a key", "message"), hmac_sha256(ByteView(), "message")); }

TEST(Hmac, TakesAMessageInTwoParts) {
  EXPECT_EQ(hmac_sha256_of_parts("key", "one ", "message"), hmac_sha256("key", "one message"));
  EXPECT_EQ(hmac_sha256_of_parts(Bytes(64, 'k'), "", "message"), hmac_sha256(Bytes(64, 'k'), "message"));
}

TEST(Pbkdf2, Rfc6070) {
  EXPECT_EQ(hex(pbkdf2(HashName::Sha1, "password", "salt", 1, 20)), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(hex(pbkdf2(HashName::Sha1, "password", "salt", 2, 20)), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  EXPECT_EQ(hex(pbkdf2(HashName::Sha1, "password", "salt", 4096, 20)), "4b007901b765489abead49d926f721d065a429c1");
  EXPECT_EQ(hex(pbkdf2(HashName::Sha1, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096, 25)),
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
  EXPECT_EQ(hex(pbkdf2(HashName::Sha1, ByteView("pass\0word", 9), ByteView("sa\0lt", 5), 4096, 16)), "56fa6aa75548099dcc37d7f03425e0c3");
}

// OpenSSL's is the other way to the same octets, for lengths about those of a digest and a block.
TEST(Pbkdf2, AgreesWithOpenSsl) {
  for (const auto& [name, algorithm] : {std::pair{HashName::Sha1, EVP_sha1()}, std::pair{HashName::Sha256, EVP_sha256()}}) {
    for (const std::size_t password : {0U, 1U, 43U, 64U, 65U}) {
      for (const std::size_t salt : {0U, 16U, 51U, 52U, 64U, 200U}) {
        for (const int size : {1, 20, 32, 100}) {
          const Bytes pass(password, 'p');
          const Bytes pepper(salt, 's');
          Bytes expected(static_cast<std::size_t>(size), '\0');
          ASSERT_EQ(PKCS5_PBKDF2_HMAC(pass.data(), static_cast<int>(password), reinterpret_cast<const unsigned char*>(pepper.data()),
                                      static_cast<int>(salt), 7, algorithm, size, reinterpret_cast<unsigned char*>(expected.data())),
                    1);
          EXPECT_EQ(hex(pbkdf2(name, pass, pepper, 7, expected.size())), hex(expected)) << password << " " << salt << " " << size;
        }
      }
    }
  }
}

TEST(Hkdf, Rfc5869) {
  const Bytes salt = *from_hex("000102030405060708090a0b0c");
  const Bytes info = *from_hex("f0f1f2f3f4f5f6f7f8f9");
  EXPECT_EQ(hex(hkdf_sha256(Bytes(22, '\x0b'), salt, info, 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(hex(hkdf_sha256(Bytes(22, '\x0b'), "", "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  EXPECT_EQ(hkdf_sha256("key", "", "info", 160).substr(0, 32), hkdf_sha256("key", Bytes(32, '\0'), "info", 32));
  EXPECT_TRUE(hkdf_sha256("key", "", "info", 0).empty());
}

}  // namespace
}  // namespace assay::crypto
