#include "reference/crypto/cipher.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

const Bytes kKey = *from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
const Bytes kIv = *from_hex("000102030405060708090a0b0c0d0e0f");

TEST(AesCbc, Sp80038aSectionF25) {
  const Bytes plain = *from_hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
  const Bytes cipher = aes_cbc_encrypt(kKey, kIv, plain);
  // The vectors have no padding: the first blocks are theirs, and a block of padding follows.
  EXPECT_EQ(hex(cipher.substr(0, 32)), "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
  ASSERT_EQ(cipher.size(), 48u);
  EXPECT_EQ(aes_cbc_decrypt(kKey, kIv, cipher)->reveal(), plain);
}

TEST(AesCbc, EveryLengthComesBack) {
  for (std::size_t size = 0; size < 70; ++size) {
    const Bytes plain(size, 'p');
    const Bytes cipher = aes_cbc_encrypt(kKey, kIv, plain);
    EXPECT_EQ(cipher.size() % kAesBlockSize, 0u);
    EXPECT_GT(cipher.size(), size);
    EXPECT_EQ(aes_cbc_decrypt(kKey, kIv, cipher)->reveal(), plain);
  }
}

TEST(AesCbc, RefusesWhatNoEncryptionMakes) {
  EXPECT_FALSE(aes_cbc_decrypt(kKey, kIv, ""));
  EXPECT_FALSE(aes_cbc_decrypt(kKey, kIv, Bytes(17, 'c')));
  EXPECT_FALSE(aes_cbc_decrypt(kKey, kIv, Bytes(32, '\0')));
}

TEST(Aead, Rfc8439Section282) {
  const Secret key(*from_hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
  const Bytes nonce = *from_hex("070000004041424344454647");
  const Bytes associated = *from_hex("50515253c0c1c2c3c4c5c6c7");
  const Bytes plain = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
  const Bytes sealed = aead_seal(key, {nonce, plain, associated});
  EXPECT_EQ(hex(sealed.substr(0, 16)), "d31a8d34648e60db7b86afbc53ef7ec2");
  EXPECT_EQ(hex(sealed.substr(plain.size())), "1ae10b594f09e26a7e902ecbd0600691");
  EXPECT_EQ(aead_open(key, {nonce, sealed, associated}), plain);
  EXPECT_FALSE(aead_open(key, {nonce, sealed, "other"}));
  EXPECT_FALSE(aead_open(key, {nonce, ByteView(sealed).substr(1), associated}));
  EXPECT_FALSE(aead_open(key, {nonce, "short", associated}));
}

}  // namespace
}  // namespace assay::crypto
