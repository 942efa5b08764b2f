#include "reference/service/event_log.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "reference/service/private_file.hpp"

namespace assay::service {
namespace {

using server::LogLevel;
using testing::HasSubstr;

class EventLogTest : public testing::Test {
 protected:
  void SetUp() override { path = testing::TempDir() + "event_log_test_" + std::to_string(getpid()); }
  void TearDown() override { unlink(path.c_str()); }

  std::unique_ptr<EventLog> open(LogDepth level, LogFormat format) {
    auto log = EventLog::open({level, path, format}, [] { return *from_date_time("2026-03-01T12:00:00.5Z"); });
    EXPECT_TRUE(log) << log.error();
    return std::move(*log);
  }
  std::string text() { return *read_file(path); }

  std::string path;
};

TEST_F(EventLogTest, OneLineAnEventWithItsConnection) {
  const auto log = open(LogDepth::Debug, LogFormat::Text);
  log->write(LogLevel::Fault, "the disk is full");
  log->write(LogLevel::Debug, "opened", {7, "192.0.2.1:4000", {}});
  log->write(LogLevel::Note, "bound", {7, "192.0.2.1:4000", "*01/r"});
  log->write(LogLevel::Trace, "too fine");
  EXPECT_EQ(text(),
            "2026-03-01T12:00:00.500Z error: the disk is full\n"
            "2026-03-01T12:00:00.500Z debug [c7 192.0.2.1:4000]: opened\n"
            "2026-03-01T12:00:00.500Z note [c7 192.0.2.1:4000] [*01/r]: bound\n");
  EXPECT_FALSE(log->takes(LogLevel::Trace));
}

TEST_F(EventLogTest, LevelsTakeTheirOwnAndGraver) {
  const auto log = open(LogDepth::Error, LogFormat::Text);
  EXPECT_TRUE(log->takes(LogLevel::Fault));
  EXPECT_FALSE(log->takes(LogLevel::Warning));
}

TEST_F(EventLogTest, JsonLines) {
  const auto log = open(LogDepth::Note, LogFormat::Json);
  log->write(LogLevel::Warning, "say \"x\"\n", {1, "192.0.2.1:1", {}});
  EXPECT_EQ(text(), R"({"time":"2026-03-01T12:00:00.500Z","level":"warning","connection":1,"peer":"192.0.2.1:1","event":"say \"x\"\\x0a"})"
                    "\n");
}

TEST_F(EventLogTest, PeersCannotForgeLines) {
  EXPECT_EQ(one_line("a\r\n2026 note: forged\x1b[2J\x7f"), "a\\x0d\\x0a2026 note: forged\\x1b[2J\\x7f");
  EXPECT_EQ(one_line("\xff\xc3\xa4\xc2\x85\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xf0\x9f"),
            "\\xff\xc3\xa4\\xc2\\x85\\xe2\\x80\\xae\\xe2\\x81\\xa6\\xe2\\x80\\xa8\\xf0\\x9f");
  EXPECT_EQ(one_line(std::string(20, 'x'), 10), "xxxxxxxxxx...");
  const auto log = open(LogDepth::Note, LogFormat::Text);
  log->write(LogLevel::Note, "x", {1, "p", "*01/a\nerror: forged"});
  EXPECT_THAT(text(), testing::Not(HasSubstr("\nerror")));
}

TEST_F(EventLogTest, ReopensBehindRotation) {
  const auto log = open(LogDepth::Note, LogFormat::Text);
  log->write(LogLevel::Note, "before");
  const std::string moved = path + ".1";
  ASSERT_EQ(rename(path.c_str(), moved.c_str()), 0);
  log->reopen();
  log->write(LogLevel::Note, "behind");
  EXPECT_THAT(*read_file(moved), HasSubstr("before"));
  EXPECT_THAT(text(), testing::AllOf(HasSubstr("behind"), testing::Not(HasSubstr("before"))));
  unlink(moved.c_str());
}

TEST_F(EventLogTest, SaysWhyItCannotBeWritten) {
  const auto log = EventLog::open({LogDepth::Note, "/nowhere/log", LogFormat::Text}, [] { return WallTime{}; });
  EXPECT_THAT(log.error(), HasSubstr("cannot write the log /nowhere/log: No such file"));
}

}  // namespace
}  // namespace assay::service
