#include "conformance/live/control.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/net/line_server.hpp"

namespace assay::conformance::live {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class ControlTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "assay-test-XXXXXX").string();
    folder = mkdtemp(name.data());
    path = folder / "control";
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  /// An implementation that answers every line with `answer`.
  void serve(const std::string& answer) {
    auto listening = net::LineServer::listen(loop, path.string(), [this, answer](std::string_view line, const net::LineServer::Answer& to) {
      lines.emplace_back(line);
      to(answer);
    });
    ASSERT_TRUE(listening) << listening.error();
    server = std::move(*listening);
  }
  /// "" or why not.
  std::string advanced(Duration by) {
    std::string why;
    control.emplace(loop, path.string());
    control->advance(by, [&](const Result<void, std::string>& outcome) {
      if (!outcome) why = outcome.error();
      loop.stop();
    });
    loop.run();
    return why;
  }

  net::EventLoop loop;
  std::filesystem::path folder;
  std::filesystem::path path;
  std::vector<std::string> lines;
  std::unique_ptr<net::LineServer> server;
  std::optional<Control> control;
};

TEST_F(ControlTest, SaysHowFarAndWaitsForTheAnswer) {
  serve(R"({"event":"advanced","wall":"2026-01-02T00:00:00.000Z"})");
  EXPECT_EQ(advanced(24h), "");
  EXPECT_EQ(advanced(1500ms), "");
  EXPECT_THAT(lines, ElementsAre(R"({"do":"advance","seconds":86400.0})", R"({"do":"advance","seconds":1.5})"));
}

TEST_F(ControlTest, JumpsBothWays) {
  serve(R"({"event":"jumped","wall":"2026-01-02T00:00:00.000Z"})");
  control.emplace(loop, path.string());
  bool done = false;
  control->jump(-2h, [&](const Result<void, std::string>& outcome) {
    done = outcome.has_value();
    loop.stop();
  });
  loop.run();
  EXPECT_TRUE(done);
  EXPECT_THAT(lines, ElementsAre(R"({"do":"jump","seconds":-7200.0})"));
}

TEST_F(ControlTest, SaysWhyNot) {
  EXPECT_THAT(advanced(1h), HasSubstr("No such file"));
  serve(R"({"event":"unsupported","do":"advance"})");
  EXPECT_THAT(advanced(1h), HasSubstr("does not know"));
  server.reset();
  serve(R"({"event":"failed","text":"not today"})");
  EXPECT_THAT(advanced(1h), HasSubstr("not today"));
  server.reset();
  serve("hello");
  EXPECT_THAT(advanced(1h), HasSubstr("hello"));
}

TEST_F(ControlTest, APathThatNoSocketCanHave) {
  path = "/tmp/" + std::string(200, 'x');
  EXPECT_THAT(advanced(1h), HasSubstr("too long"));
}

TEST_F(ControlTest, NobodyIsCalledAfterItsEnd) {
  serve(R"({"event":"advanced"})");
  control.emplace(loop, path.string());
  control->advance(1h, [](const auto&) { ADD_FAILURE(); });
  control.reset();
  loop.after(20ms, [this] { loop.stop(); });
  loop.run();
}

}  // namespace
}  // namespace assay::conformance::live
