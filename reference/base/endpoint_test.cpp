#include "reference/base/endpoint.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Endpoint, ReadsAddressAndPort) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:5222"), (Endpoint{"127.0.0.1", 5222}));
  EXPECT_EQ(parse_endpoint("127.0.0.1:0"), (Endpoint{"127.0.0.1", 0}));
  EXPECT_EQ(parse_endpoint("server:65535"), (Endpoint{"server", 65535}));
}

TEST(Endpoint, ReadsIpv6InBracketsAlone) {
  EXPECT_EQ(parse_endpoint("[::1]:5222"), (Endpoint{"::1", 5222}));
  EXPECT_EQ(parse_endpoint("[fe80::1%lo]:1"), (Endpoint{"fe80::1%lo", 1}));
  for (const char* wrong : {"::1:5222", "[::1]", "[::1", "::1]:5222", "[127.0.0.1]:5222", "[]:5222", "[[::1]]:5222", "x[::1]:5222"}) {
    EXPECT_FALSE(parse_endpoint(wrong)) << wrong;
  }
}

TEST(Endpoint, WantsAnAddressAndAPortInDigits) {
  for (const char* wrong : {"", ":", ":5222", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:99999999999999999999",
                            "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1: 1", "127.0.0.1:5222 ", "127.0.0.1:0x50", " 127.0.0.1:1", "1 2:3"}) {
    EXPECT_FALSE(parse_endpoint(wrong)) << wrong;
  }
}

TEST(Endpoint, IsWrittenAsItIsRead) {
  for (const char* text : {"127.0.0.1:5222", "[::1]:5222", "server:1"}) {
    const auto read = parse_endpoint(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(to_text(*read), text);
  }
}

}  // namespace
}  // namespace assay
