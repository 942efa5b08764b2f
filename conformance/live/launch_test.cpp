#include "conformance/live/launch.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

namespace assay::conformance::live {
namespace {

using testing::HasSubstr;

/// A shell script in place of an implementation. It notes its starts in the folder, and its ready line has another port each time.
class LaunchTest : public testing::Test {
 protected:
  void script(const std::string& text) {
    file.launch = "echo $$ >> $ASSAY_FOLDER/pids; n=$(wc -l < $ASSAY_FOLDER/pids); " + text;
    file.folder = "/tmp";
    file.target.name = "script";
    launch = std::make_unique<Launch>(loop, file, LaunchOptions{});
  }
  /// "" or why not.
  std::string done(const std::function<void(Launch::Told)>& what) {
    std::string why;
    what([&](const Launch::Outcome& outcome) {
      if (!outcome) why = outcome.error();
      loop.stop();
    });
    loop.run();
    return why;
  }
  std::string start() {
    return done([&](Launch::Told told) { launch->start(std::move(told)); });
  }
  /// Of the last start, and of what it had started itself.
  std::vector<pid_t> pids(const std::string& name) const {
    std::ifstream in(std::filesystem::path(launch->sms_file()).parent_path() / name);
    std::vector<pid_t> out;
    for (pid_t pid = 0; in >> pid;) out.push_back(pid);
    return out;
  }

  net::EventLoop loop;
  TargetFile file;
  std::unique_ptr<Launch> launch;
};

constexpr const char* kSound = R"sh(
sleep 1000 & echo $! > $ASSAY_FOLDER/child
trap 'kill $!; exit 0' TERM
echo "ready {\"c2s\":\"[::1]:$((1000 + n))\",\"sms\":\"$ASSAY_FOLDER/sms\",\"control\":\"$ASSAY_FOLDER/control$n\"}"
wait)sh";

TEST_F(LaunchTest, StartsAgainOnTheSameDataWithOtherPorts) {
  script(kSound);
  ASSERT_EQ(start(), "");
  EXPECT_EQ(launch->target().endpoints.at("c2s"), (Endpoint{"::1", 1001}));
  const std::string folder = launch->sms_file();
  launch->kill();
  ASSERT_EQ(start(), "");
  EXPECT_EQ(launch->target().endpoints.at("c2s"), (Endpoint{"::1", 1002}));
  EXPECT_EQ(launch->sms_file(), folder);
  EXPECT_TRUE(launch->control().ends_with("/control2"));
}

TEST_F(LaunchTest, NothingIsLeftAfterAKill) {
  script(kSound);
  ASSERT_EQ(start(), "");
  const pid_t shell = pids("pids").at(0);
  const pid_t child = pids("child").at(0);
  ASSERT_EQ(::kill(child, 0), 0);
  launch->kill();
  EXPECT_NE(::kill(shell, 0), 0);
  EXPECT_NE(::kill(child, 0), 0);
}

TEST_F(LaunchTest, StopsInOrderAlsoWhenPaused) {
  script(kSound);
  ASSERT_EQ(start(), "");
  launch->pause();
  EXPECT_EQ(done([&](Launch::Told told) { launch->stop(std::move(told)); }), "");
  EXPECT_EQ(launch->ended(), "exited with 0");
  ASSERT_EQ(start(), "");
}

TEST_F(LaunchTest, SaysWhyItDoesNotComeUp) {
  script(
      "[ $n = 1 ] || { echo the disk is full >&2; exit 70; }; echo \"ready "
      "{\\\"c2s\\\":\\\"127.0.0.1:1\\\",\\\"sms\\\":\\\"$ASSAY_FOLDER/sms\\\"}\"; sleep 1000");
  ASSERT_EQ(start(), "");
  launch->kill();
  const std::string why = start();
  EXPECT_THAT(why, HasSubstr("exited with 70 before it was ready"));
  EXPECT_THAT(why, HasSubstr("the disk is full"));
}

TEST_F(LaunchTest, AReadyLineWithoutAnAddressIsNone) {
  script("echo 'ready {\"c2s\":\"::1:5222\"}'; sleep 1000");
  EXPECT_THAT(start(), HasSubstr("names no address"));
}

}  // namespace
}  // namespace assay::conformance::live
