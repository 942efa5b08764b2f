// Over TCP and TLS, against the media host of the house.

#include "reference/http/exchange.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/base/random_source.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/media/host.hpp"
#include "reference/media/memory_shelf.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/tcp_host.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using Method = FileRequest::Method;

class Exchange : public testing::Test {
 protected:
  Exchange() {
    const tls::Validity validity{loop.now().wall - std::chrono::hours{1}, loop.now().wall + std::chrono::hours{1}};
    identity = tls::self_signed({"127.0.0.1"}, tls::KeyKind::Ed25519, validity, random);
    tcp.emplace(loop, host, random,
                net::TcpHostOptions{.tls = {.server = *tls::Context::server(identity, tls::Versions::Tls12And13, tls::Protocol::Files)},
                                    .source_address = {}});
    const auto bound = tcp->listen("media", {"127.0.0.1", 0});
    EXPECT_TRUE(bound);
    at = "https://127.0.0.1:" + std::to_string(bound->port) + "/";
  }

  /// Runs the loop while another thread asks.
  Result<FileAnswer, std::string> ask(const FileRequest& request) {
    Result<FileAnswer, std::string> answer = fail(std::string("nobody asked"));
    std::thread other([&] {
      answer = exchange(
          request, [&](std::uint64_t octets) { moved = octets; }, cancelled);
      loop.stop();
    });
    loop.run();
    other.join();
    return answer;
  }

  [[nodiscard]] FileRequest putting(const Bytes& octets) const {
    const media::SlotKey key("secret");
    const Bytes sha256 = crypto::sha256(octets);
    const std::string id = key.id_of("a@example.org", octets.size(), sha256);
    return {.method = Method::Put,
            .url = at + id,
            .authorization = key.write({id, octets.size(), sha256, loop.now().wall + std::chrono::minutes{1}}),
            .octets = std::make_shared<const Bytes>(octets),
            .trust = {Trust::Whom::Anyone}};
  }
  [[nodiscard]] static FileRequest getting(const std::string& url, std::uint64_t most) {
    return {.url = url, .most_octets = most, .trust = {Trust::Whom::Anyone}};
  }

  net::EventLoop loop;
  SystemRandom random;
  media::MemoryShelf shelf;
  media::Host host{{.secret = "secret", .media_time = std::chrono::hours{1}}, shelf};
  tls::Identity identity;
  std::optional<net::TcpHost> tcp;
  std::string at;
  std::uint64_t moved = 0;
  std::atomic<bool> cancelled = false;
};

TEST_F(Exchange, PutsAndGetsAFile) {
  const Bytes file(300'000, 'x');
  const FileRequest put = putting(file);
  const auto answer = ask(put);
  ASSERT_TRUE(answer) << answer.error();
  EXPECT_EQ(answer->status, 201U);
  EXPECT_EQ(moved, file.size());
  const auto got = ask(getting(put.url, file.size()));
  ASSERT_TRUE(got) << got.error();
  EXPECT_EQ(got->status, 200U);
  EXPECT_EQ(got->octets, file);
  EXPECT_FALSE(got->too_long);
}

TEST_F(Exchange, KeepsNothingBeyondWhatWasAnnounced) {
  const Bytes file(300'000, 'x');
  const FileRequest put = putting(file);
  ASSERT_TRUE(ask(put));
  const auto got = ask(getting(put.url, 1'000));
  ASSERT_TRUE(got) << got.error();
  EXPECT_TRUE(got->too_long);
  EXPECT_LE(got->octets.size(), 1'000U);
}

TEST_F(Exchange, TellsWhatIsNotThereAndWhatIsNotTaken) {
  const auto got = ask(getting(at + "nothing", 10));
  ASSERT_TRUE(got) << got.error();
  EXPECT_EQ(got->status, 404U);
  EXPECT_TRUE(got->octets.empty());
  FileRequest put = putting("octets");
  put.authorization = "another";
  const auto answer = ask(put);
  ASSERT_TRUE(answer) << answer.error();
  EXPECT_EQ(answer->status, 403U);
}

TEST_F(Exchange, BelievesWhomItIsTold) {
  FileRequest put = putting("octets");
  put.trust = {Trust::Whom::System};
  const auto doubted = ask(put);
  ASSERT_FALSE(doubted);
  EXPECT_THAT(doubted.error(), Not(HasSubstr("127.0.0.1")));
  const auto file = std::filesystem::temp_directory_path() / ("exchange-test-" + random.token(9) + ".pem");
  std::ofstream(file) << identity.certificate_pem;
  put.trust = {Trust::Whom::File, file.string()};
  const auto believed = ask(put);
  std::filesystem::remove(file);
  ASSERT_TRUE(believed) << believed.error();
  EXPECT_EQ(believed->status, 201U);
}

TEST_F(Exchange, GoesNowhereWithoutTls) {
  FileRequest put = putting("octets");
  put.url.replace(0, 5, "http");
  EXPECT_FALSE(ask(put));
}

TEST_F(Exchange, IsGivenUp) {
  cancelled = true;
  EXPECT_FALSE(ask(putting("octets")));
}

}  // namespace
}  // namespace assay::http
