#include "reference/store/key.hpp"

#include <gtest/gtest.h>

namespace assay::store {
namespace {

using std::string_literals::operator""s;

TEST(Key, PartsComeBack) {
  for (const std::vector<Bytes>& parts :
       {std::vector<Bytes>{}, {""}, {"a", "b"}, {"a\0b"s, "\0"s, "\xff\x01"s}, {ordered(0), ordered(~0ULL)}}) {
    Bytes joined;
    for (const Bytes& part : parts) joined += key({part});
    EXPECT_EQ(key_parts(joined), parts);
  }
  for (const Bytes& bad : {"a"s, "\0"s, "a\0\x02"s, "a\0\x01z"s}) EXPECT_EQ(key_parts(bad), std::nullopt);
}

TEST(Key, OrderIsTheOrderOfParts) {
  const std::vector<Bytes> sorted = {key({"", "z"}),          key({"\0"s}),       key({"a"}),  key({"a", ""}),
                                     key({"a", "b"}),         key({"a\0"s, "a"}), key({"ab"}), key({"b", ordered(255)}),
                                     key({"b", ordered(256)})};
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) EXPECT_LT(sorted[i], sorted[i + 1]) << i;
  EXPECT_EQ(key({"a", "b"}).rfind(key({"a"}), 0), 0U);
  EXPECT_NE(key({"ab"}).rfind(key({"a"}), 0), 0U);
}

TEST(Key, NumbersComeBack) {
  for (const std::uint64_t number : {0ULL, 1ULL, 255ULL, 256ULL, ~0ULL}) EXPECT_EQ(from_ordered(ordered(number)), number);
  EXPECT_EQ(from_ordered("1234567"), std::nullopt);
}

TEST(Fields, ComeBackOrAreRefused) {
  EXPECT_EQ(from_fields(fields({"a", "", "\0x"s})), (std::vector<Bytes>{"a", "", "\0x"s}));
  EXPECT_EQ(from_fields(""), std::vector<Bytes>{});
  EXPECT_EQ(from_fields(fields({"abc"}).substr(0, 5)), std::nullopt);
  EXPECT_EQ(from_fields("abc"), std::nullopt);
}

}  // namespace
}  // namespace assay::store
