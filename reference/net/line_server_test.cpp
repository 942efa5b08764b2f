#include "reference/net/line_server.hpp"

#include <cstring>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace assay::net {
namespace {

using testing::HasSubstr;

/// Connects to the socket, says `octets`, and reads to the end or until `lines` lines came.
std::string talk(const std::string& path, const std::string& octets, int lines) {
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return "cannot connect";
  (void)!write(fd, octets.data(), octets.size());
  std::string answer;
  char octet = 0;
  while (lines > 0 && read(fd, &octet, 1) == 1) {
    answer += octet;
    if (octet == '\n') --lines;
  }
  close(fd);
  return answer;
}

class LineServerTest : public testing::Test {
 protected:
  void SetUp() override { path = testing::TempDir() + "/line_server_test_" + std::to_string(getpid()); }
  void TearDown() override { unlink(path.c_str()); }

  Result<std::unique_ptr<LineServer>, std::string> listen() {
    return LineServer::listen(loop, path, [this](std::string_view line, LineServer::Answer answer) { on_line(line, std::move(answer)); },
                              {.line_octets = 16, .too_long = "too long"});
  }
  /// Runs the loop while another thread talks.
  std::string ask(const std::string& octets, int lines) {
    std::string answer;
    std::thread other([&] {
      answer = talk(path, octets, lines);
      loop.stop();
    });
    loop.run();
    other.join();
    return answer;
  }

  EventLoop loop;
  std::string path;
  LineServer::OnLine on_line = [](std::string_view line, const LineServer::Answer& answer) { answer("<" + std::string{line} + ">"); };
};

TEST_F(LineServerTest, AnswersLinesInOrderForItsOwnerAlone) {
  auto server = listen();
  ASSERT_TRUE(server) << server.error();
  struct stat found{};
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_EQ(ask("one\r\ntwo\n\n", 3), "<one>\n<two>\n<>\n");
  server->reset();
  EXPECT_NE(stat(path.c_str(), &found), 0);
}

TEST_F(LineServerTest, ALateAnswerHoldsTheNextLineBack) {
  int waiting = 0;
  on_line = [&](std::string_view line, const LineServer::Answer& answer) {
    EXPECT_EQ(waiting++, 0);
    loop.after(std::chrono::milliseconds{1}, [&, answer, text = std::string{line}] {
      --waiting;
      answer(text);
    });
  };
  const auto server = listen();
  EXPECT_EQ(ask("a\nb\n", 2), "a\nb\n");
}

TEST_F(LineServerTest, LongLinesAreAnsweredAndTheConnectionCloses) {
  const auto server = listen();
  EXPECT_EQ(ask("0123456789abcdef\n", 1), "<0123456789abcdef>\n");
  EXPECT_EQ(ask("0123456789abcdefg\nnext\n", 9), "too long\n");
  EXPECT_EQ(ask(std::string(40, 'x'), 9), "too long\n");
}

TEST_F(LineServerTest, AnAnswerBehindTheServersEndDoesNoHarm) {
  LineServer::Answer kept;
  on_line = [&](std::string_view, const LineServer::Answer& answer) {
    kept = answer;
    loop.stop();
  };
  auto server = listen();
  std::thread other([this] { talk(path, "x\n", 1); });
  loop.run();
  server->reset();
  kept("late");
  other.join();
}

TEST_F(LineServerTest, SaysWhatIsInTheWay) {
  {
    const auto first = listen();
    ASSERT_TRUE(first);
    EXPECT_THAT(listen().error(), HasSubstr("another process listens at"));
    // As a killed process leaves it.
    ASSERT_EQ(link(path.c_str(), (path + ".dead").c_str()), 0);
  }
  ASSERT_EQ(rename((path + ".dead").c_str(), path.c_str()), 0);
  EXPECT_TRUE(listen());
  std::ofstream(path) << "precious";
  EXPECT_THAT(listen().error(), HasSubstr("is no socket"));
  unlink(path.c_str());
  path += std::string(120, 'x');
  EXPECT_THAT(listen().error(), HasSubstr("too long"));
  path = "/nowhere/at/all";
  EXPECT_THAT(listen().error(), HasSubstr("No such file"));
}

}  // namespace
}  // namespace assay::net
