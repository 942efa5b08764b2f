#include "reference/service/sms_queue.hpp"

#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/service/shell_command.hpp"

namespace assay::service {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Result = SmsAttempt::Result;

class SmsLines final : public server::Log {
 public:
  using Log::write;
  void write(server::LogLevel, std::string_view line) override {
    const std::scoped_lock lock(mutex);
    text += std::string{line} + "\n";
    changed.notify_all();
  }
  /// Waits until the text holds `part`.
  bool await(const std::string& part) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds{10}, [&] { return text.find(part) != std::string::npos; });
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::string text;
};

/// Answers attempts as it is told, in order; holds them back while told to.
class Provider {
 public:
  SmsAttempt attempt(const server::Sms& sms, const std::atomic<bool>& cancelled) {
    std::unique_lock lock(mutex);
    ++asked;
    changed.notify_all();
    while (hangs && !cancelled) changed.wait_for(lock, milliseconds{1});
    if (answers.empty()) {
      taken.push_back(sms.to);
      return {};
    }
    const SmsAttempt answer = answers.front();
    answers.pop_front();
    if (answer.result == Result::Taken) taken.push_back(sms.to);
    return answer;
  }
  bool await_asked(int count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds{10}, [&] { return asked >= count; });
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<SmsAttempt> answers;
  std::vector<std::string> taken;
  int asked = 0;
  bool hangs = false;
};

class SmsQueueTest : public testing::Test {
 protected:
  std::unique_ptr<SmsQueue> open(std::size_t attempts = 3, std::size_t most = 10) {
    SmsQueueOptions options;
    options.attempts = attempts;
    options.most = most;
    options.threads = 1;
    options.first_pause = milliseconds{1};
    options.probe_every = std::chrono::hours{1};
    options.farewell = milliseconds{300};
    return std::make_unique<SmsQueue>(
        [this](const server::Sms& sms, const std::atomic<bool>& cancelled) { return provider.attempt(sms, cancelled); }, options, log);
  }
  static server::Sms sms(const std::string& to) { return {to, {}, "123456"}; }

  SmsLines log;
  Provider provider;
};

TEST_F(SmsQueueTest, DeliversWhatWaitsBeforeItGoes) {
  auto queue = open();
  for (const char* to : {"+1", "+2", "+3"}) EXPECT_TRUE(queue->deliver(sms(to)));
  queue.reset();
  EXPECT_THAT(provider.taken, ElementsAre("+1", "+2", "+3"));
  EXPECT_EQ(log.text, "");
}

TEST_F(SmsQueueTest, TriesAgain) {
  provider.answers = {{Result::Failed, "away"}, {Result::Failed, "away"}};
  auto queue = open();
  EXPECT_TRUE(queue->deliver(sms("+12025550101")));
  ASSERT_TRUE(provider.await_asked(3));
  queue.reset();
  EXPECT_THAT(provider.taken, ElementsAre("+12025550101"));
  EXPECT_THAT(log.text, AllOf(HasSubstr("attempt 2: away"), Not(HasSubstr("555")), Not(HasSubstr("123456"))));
}

TEST_F(SmsQueueTest, AProviderThatIsDownIsNotWaitedFor) {
  provider.answers = {{Result::Failed, "away"}, {Result::Failed, "away"}};
  auto queue = open(2);
  EXPECT_TRUE(queue->deliver(sms("+1")));
  ASSERT_TRUE(log.await("is down"));
  EXPECT_THAT(log.text, HasSubstr("could not be delivered (attempts: 2): away"));
  EXPECT_FALSE(queue->deliver(sms("+2")));
  EXPECT_EQ(provider.asked, 2);
}

TEST_F(SmsQueueTest, AProbeFindsItUpAgain) {
  provider.answers = {{Result::Failed, "away"}};
  SmsQueueOptions options;
  options.attempts = 1;
  options.probe_every = milliseconds{0};
  auto queue = std::make_unique<SmsQueue>(
      [this](const server::Sms& one, const std::atomic<bool>& cancelled) { return provider.attempt(one, cancelled); }, options, log);
  EXPECT_TRUE(queue->deliver(sms("+1")));
  ASSERT_TRUE(log.await("is down"));
  EXPECT_TRUE(queue->deliver(sms("+2")));
  EXPECT_TRUE(log.await("takes them again"));
  EXPECT_TRUE(queue->deliver(sms("+3")));
}

TEST_F(SmsQueueTest, ARefusalIsAboutOneCode) {
  provider.answers = {{Result::Refused, "status 422"}};
  auto queue = open();
  EXPECT_TRUE(queue->deliver(sms("+1")));
  ASSERT_TRUE(log.await("(attempts: 1): status 422"));
  EXPECT_TRUE(queue->deliver(sms("+2")));
  queue.reset();
  EXPECT_THAT(provider.taken, ElementsAre("+2"));
}

TEST_F(SmsQueueTest, AFullQueueRefusesAndAHangingProviderIsGivenUp) {
  provider.hangs = true;
  auto queue = open(3, 2);
  EXPECT_TRUE(queue->deliver(sms("+1")));
  ASSERT_TRUE(provider.await_asked(1));
  EXPECT_TRUE(queue->deliver(sms("+2")));
  EXPECT_FALSE(queue->deliver(sms("+3")));
  EXPECT_FALSE(queue->deliver(sms("+4")));
  queue.reset();
  EXPECT_THAT(log.text, AllOf(HasSubstr("2 codes wait for the provider"), HasSubstr("2 codes were still on their way")));
}

TEST(ShellCommand, GetsItsInputAndSaysHowItEnded) {
  const std::atomic<bool> go{false};
  const std::atomic<bool> cancelled{true};
  const auto run = [&](const std::string& command) { return run_shell_command(command, "the line\n", std::chrono::seconds{10}, go); };
  EXPECT_TRUE(run("read line; test \"$line\" = 'the line'"));
  EXPECT_TRUE(run("true"));  // reads nothing
  EXPECT_EQ(run("exit 3").error(), "exited with 3");
  EXPECT_EQ(run("kill -9 $$").error(), "was ended by signal 9");
  EXPECT_EQ(run_shell_command("sleep 60", "", milliseconds{10}, go).error(), "did not end within 10 ms");
  EXPECT_EQ(run_shell_command("sleep 60 & wait", "", std::chrono::seconds{10}, cancelled).error(), "was given up");
}

}  // namespace
}  // namespace assay::service
