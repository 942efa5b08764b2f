#include "reference/net/http_listener.hpp"

#include <optional>
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assay::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Connects, says `octets`, and reads to the end.
std::string talk(std::uint16_t port, const std::string& octets) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer = "cannot connect";
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    answer.clear();
    (void)!send(fd, octets.data(), octets.size(), MSG_NOSIGNAL);
    char octet = 0;
    while (read(fd, &octet, 1) == 1) answer += octet;
  }
  close(fd);
  return answer;
}

class HttpListenerTest : public testing::Test {
 protected:
  void listen(HttpListenerOptions options = {}) {
    auto made = HttpListener::listen(
        loop, {"127.0.0.1", 0},
        [this](const HttpPost& post) {
          got = post;
          return post.target == "/sms" ? 204U : 404U;
        },
        options);
    ASSERT_TRUE(made) << made.error();
    listener = std::move(*made);
  }
  /// Runs the loop while another thread talks.
  std::string ask(const std::string& octets) {
    std::string answer;
    std::thread other([&] {
      answer = talk(listener->at().port, octets);
      loop.stop();
    });
    loop.run();
    other.join();
    return answer;
  }

  EventLoop loop;
  std::unique_ptr<HttpListener> listener;
  std::optional<HttpPost> got;
};

TEST_F(HttpListenerTest, APostIsTakenWhole) {
  listen();
  EXPECT_THAT(ask("POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}"),
              StartsWith("HTTP/1.1 204"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->content_type, "application/json");
  EXPECT_EQ(got->body, "{\"a\":1}");
  EXPECT_THAT(ask("POST /other HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), StartsWith("HTTP/1.1 404"));
  EXPECT_EQ(got->body, "abc");
}

TEST_F(HttpListenerTest, EverythingElseIsRefused) {
  listen({.header_octets = 256, .body_octets = 16});
  EXPECT_THAT(ask("GET /sms HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(ask("POST /sms HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n12345678901234567"), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask("POST /sms HTTP/1.1\r\nX: " + std::string(300, 'x') + "\r\n\r\n"), StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(ask("\x16\x03\x01 hello\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_FALSE(got);
}

TEST_F(HttpListenerTest, WhoSaysTooLittleIsCut) {
  listen({.patience = std::chrono::milliseconds{50}});
  EXPECT_EQ(ask("POST /sms HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "");
  EXPECT_FALSE(got);
}

TEST_F(HttpListenerTest, APortThatIsTakenIsSaid) {
  listen();
  const auto again = HttpListener::listen(loop, listener->at(), [](const HttpPost&) { return 200U; });
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error(), HasSubstr("cannot listen at 127.0.0.1:"));
}

}  // namespace
}  // namespace assay::net
