#include "conformance/live/process.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::live {
namespace {

class Processes : public testing::Test {
 protected:
  std::unique_ptr<Process> start(const std::string& command) {
    Process::Callbacks callbacks;
    callbacks.line = [this](std::string_view line) {
      heard_ = line;
      loop_.stop();
    };
    auto process = Process::start(loop_, command, "/", {}, "", std::move(callbacks));
    EXPECT_TRUE(process.has_value());
    return std::move(*process);
  }

  net::EventLoop loop_;
  std::string heard_;
};

TEST_F(Processes, GetALineThatNoPipeTakesAtOnce) {
  const auto process = start("head -n 2 | wc -c");
  process->write(std::string(3'000'000, 'x'));
  process->write("and behind it");
  loop_.run();
  EXPECT_EQ(heard_, "3000015");
}

TEST_F(Processes, HearTheEndIfTheyLeaveTooMuchUnread) {
  const auto process = start("tr -d x | wc -l");
  process->pause();
  for (int i = 0; i < 5; ++i) process->write(std::string(1'000'000, 'x'));
  process->go_on();
  loop_.run();
  EXPECT_EQ(heard_, "0");
}

}  // namespace
}  // namespace assay::conformance::live
