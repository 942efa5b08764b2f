#include "conformance/engine/at_rest.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::engine {
namespace {

TEST(AtRest, FindsATextInEveryFormInWhichItCanBeRead) {
  const AtRest code("135790");
  EXPECT_TRUE(code.is_in("the code is 135790."));
  EXPECT_TRUE(code.is_in("x" + hex("135790")));
  for (const char* before : {"", "a", "ab", "abc"}) {
    EXPECT_TRUE(code.is_in(base64(std::string(before) + "135790" + "behind"))) << before;
    EXPECT_TRUE(code.is_in(base64url(std::string(before) + "135790"))) << before;
  }
  EXPECT_FALSE(code.is_in("the code is 135791."));
  EXPECT_FALSE(code.is_in(""));
}

TEST(AtRest, FindsTheOctetsThatATokenEncodes) {
  const Bytes octets = "\xff\xfe" + Bytes(30, 'k');
  const AtRest token(base64url(octets));
  EXPECT_TRUE(token.is_in("<" + octets + ">"));
  EXPECT_TRUE(token.is_in(hex(octets)));
  EXPECT_TRUE(token.is_in("password=" + base64url(octets)));
  EXPECT_FALSE(token.is_in(Bytes(32, 'k')));
  EXPECT_GE(token.longest(), 64U);
}

}  // namespace
}  // namespace assay::conformance::engine
