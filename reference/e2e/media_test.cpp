#include "reference/e2e/media.hpp"

#include <gtest/gtest.h>

namespace assay::e2e {
namespace {

struct MediaTest : ::testing::Test {
  KeyedRandom random{1, "media"};
  crypto::Secret key = media_key(random);
};

TEST_F(MediaTest, EverySizeComesBack) {
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, kMediaChunkOctets - 1, kMediaChunkOctets, kMediaChunkOctets + 1,
                           2 * kMediaChunkOctets, 3 * kMediaChunkOctets + 7}) {
    const Bytes plain = random.bytes(size);
    const Bytes sealed = seal_media(key, MediaType::Audio, plain);
    EXPECT_EQ(sealed.size(), sealed_media_octets(size));
    EXPECT_EQ(open_media(key, MediaType::Audio, sealed), plain);
  }
}

TEST_F(MediaTest, AKeyOfOneTypeIsNoneOfAnother) {
  const Bytes sealed = seal_media(key, MediaType::Audio, "a voice note");
  EXPECT_FALSE(open_media(key, MediaType::Document, sealed));
  EXPECT_FALSE(open_media(media_key(random), MediaType::Audio, sealed));
}

TEST_F(MediaTest, ChunksCannotBeMovedDroppedOrCutOff) {
  constexpr std::size_t kSealed = kMediaChunkOctets + crypto::kAeadTagSize;
  const Bytes sealed = seal_media(key, MediaType::Video, random.bytes(3 * kMediaChunkOctets));
  ASSERT_EQ(sealed.size(), 3 * kSealed);
  const Bytes one = sealed.substr(0, kSealed);
  const Bytes two = sealed.substr(kSealed, kSealed);
  const Bytes three = sealed.substr(2 * kSealed);
  EXPECT_TRUE(open_media(key, MediaType::Video, one + two + three));
  EXPECT_FALSE(open_media(key, MediaType::Video, two + one + three));
  EXPECT_FALSE(open_media(key, MediaType::Video, one + three));
  EXPECT_FALSE(open_media(key, MediaType::Video, one + two));
  EXPECT_FALSE(open_media(key, MediaType::Video, one + two + two + three));
  EXPECT_FALSE(open_media(key, MediaType::Video, one + two + three + three));
  EXPECT_FALSE(open_media(key, MediaType::Video, ""));
  Bytes broken = sealed;
  broken[kSealed + 5] = static_cast<char>(broken[kSealed + 5] ^ 1);
  EXPECT_FALSE(open_media(key, MediaType::Video, broken));
}

TEST_F(MediaTest, AFileCanBeReadWhileItComes) {
  constexpr std::size_t kSealed = kMediaChunkOctets + crypto::kAeadTagSize;
  const Bytes plain = random.bytes(2 * kMediaChunkOctets);
  const Bytes sealed = seal_media(key, MediaType::Audio, plain);
  const MediaCipher cipher(key, MediaType::Audio);
  EXPECT_EQ(cipher.open({0, false}, ByteView(sealed).substr(0, kSealed)), plain.substr(0, kMediaChunkOctets));
  EXPECT_FALSE(cipher.open({0, true}, ByteView(sealed).substr(0, kSealed)));
  EXPECT_EQ(cipher.open({1, true}, ByteView(sealed).substr(kSealed)), plain.substr(kMediaChunkOctets));
}

TEST(MediaType, NamesComeBack) {
  for (MediaType type :
       {MediaType::Image, MediaType::Audio, MediaType::Video, MediaType::Document, MediaType::Thumbnail, MediaType::History})
    EXPECT_EQ(media_type(name_of(type)), type);
  EXPECT_FALSE(media_type("else"));
}

}  // namespace
}  // namespace assay::e2e
