#include "conformance/live/sms_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::conformance::live {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// What a command printed for each of the numbers, until so many codes are there.
std::vector<std::string> fetched(const std::string& command, const std::vector<std::string>& numbers, std::size_t codes) {
  net::EventLoop loop;
  std::vector<std::string> got;
  SmsCommand sink(loop, command, "/tmp", [&](std::string_view number, std::string_view code) {
    got.push_back(std::string(number) + " " + std::string(code));
    if (got.size() == codes) loop.stop();
  });
  for (const std::string& number : numbers) sink.fetch(number);
  loop.run();
  return got;
}

TEST(SmsCommand, PrintsTheCodeOfANumber) {
  EXPECT_THAT(fetched("echo waiting; echo \"code: 1234\"; echo 5678; echo $ASSAY_NUMBER", {"+12025550101"}, 1),
              ElementsAre("+12025550101 1234"));
}

TEST(SmsCommand, ManyAreFetchedAFewAtATime) {
  std::vector<std::string> numbers;
  for (int i = 10; i < 40; ++i) numbers.push_back("+120255501" + std::to_string(i));
  std::vector<std::string> codes;
  for (int i = 10; i < 40; ++i) codes.push_back("+120255501" + std::to_string(i) + " 55501" + std::to_string(i));
  EXPECT_THAT(fetched("echo ${ASSAY_NUMBER#+1202}", numbers, numbers.size()), testing::UnorderedElementsAreArray(codes));
}

TEST(SmsCommand, OneThatFailsHoldsUpNoOther) {
  EXPECT_THAT(fetched("case $ASSAY_NUMBER in *1) exit 1;; *2) echo none;; *) echo 123456;; esac",
                      {"+12025550101", "+12025550102", "+12025550103", "+12025550104"}, 2),
              UnorderedElementsAre("+12025550103 123456", "+12025550104 123456"));
}

TEST(SmsCommand, OneThatNeverEndsIsEnded) {
  net::EventLoop loop;
  SmsCommand sink(
      loop, "exec sleep 1000", "/tmp", [](auto, auto) { FAIL() << "there is no code"; }, std::chrono::milliseconds{20});
  for (std::size_t i = 0; i < SmsCommand::kAtOnce; ++i) sink.fetch("+12025550101");
  loop.after(std::chrono::milliseconds{40}, [&] { loop.stop(); });
  loop.run();
}

}  // namespace
}  // namespace assay::conformance::live
