#include "conformance/live/reach.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assay::conformance::live {
namespace {

TEST(Reach, SaysWhetherSomebodyListens) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const Endpoint at{"127.0.0.1", ntohs(address.sin_port)};
  EXPECT_EQ(unreachable(at), std::nullopt);
  ::close(listener);
  EXPECT_EQ(unreachable(at), "Connection refused");
}

TEST(Reach, SaysWhyAnAddressIsNone) { EXPECT_NE(unreachable({"256.256.256.256", 5222}), std::nullopt); }

}  // namespace
}  // namespace assay::conformance::live
