#include "reference/http/post.hpp"

#include <array>
#include <cstdlib>
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assay::http {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Takes one connection, reads a request with its body, answers what it is told ("" for nothing at all) and keeps what it read.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    socklen_t size = sizeof at;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    listen(listener_, 1);
    thread_ = std::thread([this, text = std::move(answer)] { serve(text); });
  }
  ~OneAnswer() {
    shutdown(listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    close(listener_);
  }
  [[nodiscard]] std::string url(const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + "/send";
  }
  std::string request() {
    thread_.join();
    return request_;
  }

 private:
  void serve(const std::string& answer) {
    const int peer = accept(listener_, nullptr, nullptr);
    if (peer < 0) return;
    std::array<char, 4096> buffer{};
    while (request_.find("\r\n\r\n") == std::string::npos || request_.back() != '}') {
      const ssize_t size = read(peer, buffer.data(), buffer.size());
      if (size <= 0) break;
      request_.append(buffer.data(), static_cast<std::size_t>(size));
    }
    if (!answer.empty()) (void)!write(peer, answer.data(), answer.size());
    char octet = 0;
    if (answer.empty()) (void)!read(peer, &octet, 1);  // until the client gives up
    close(peer);
  }

  int listener_;
  std::uint16_t port_ = 0;
  std::string request_;
  std::thread thread_;
};

class PostTest : public testing::Test {
 protected:
  void SetUp() override { setenv("no_proxy", "127.0.0.1", 1); }
  std::atomic<bool> cancelled{false};
};

TEST_F(PostTest, SendsTheBodyAndTheToken) {
  OneAnswer provider("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok");
  const auto status = post({.url = provider.url(), .body = R"({"to":"+1"})", .bearer_token = "secret"}, cancelled);
  ASSERT_TRUE(status) << status.error();
  EXPECT_EQ(*status, 202);
  EXPECT_THAT(provider.request(), AllOf(HasSubstr("POST /send HTTP/1.1\r\n"), HasSubstr("Authorization: Bearer secret\r\n"),
                                        HasSubstr("Content-Type: application/json\r\n"), HasSubstr("\r\n\r\n{\"to\":\"+1\"}")));
}

TEST_F(PostTest, DoesNotFollowRedirects) {
  OneAnswer provider("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(*post({.url = provider.url(), .body = "{}"}, cancelled), 302);
}

TEST_F(PostTest, SaysWhyNobodyAnswered) {
  EXPECT_THAT(post({.url = "http://127.0.0.1:1/", .body = "{}"}, cancelled).error(), HasSubstr("connect"));
  EXPECT_FALSE(post({.url = "file:///etc/passwd", .body = "{}"}, cancelled));
  OneAnswer no_tls("HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_FALSE(post({.url = no_tls.url("https"), .body = "{}", .timeout = std::chrono::milliseconds{200}}, cancelled));
}

TEST_F(PostTest, GivesUpInTimeAndWhenTold) {
  OneAnswer hanging("");
  EXPECT_THAT(post({.url = hanging.url(), .body = "{}", .timeout = std::chrono::milliseconds{50}}, cancelled).error(),
              HasSubstr("timed out"));
  OneAnswer other("");
  cancelled = true;
  EXPECT_EQ(post({.url = other.url(), .body = "{}"}, cancelled).error(), "given up");
}

}  // namespace
}  // namespace assay::http
