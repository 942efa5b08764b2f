#include "reference/service/push_queue.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/service/push.hpp"

namespace assay::service {
namespace {

using testing::HasSubstr;
using testing::Not;
using Outcome = server::WakeUpResult::Outcome;

class Lines final : public server::Log {
 public:
  using Log::write;
  void write(server::LogLevel, std::string_view line) override {
    const std::scoped_lock lock(mutex);
    text += std::string{line} + "\n";
  }
  std::string all() {
    const std::scoped_lock lock(mutex);
    return text;
  }
  std::mutex mutex;
  std::string text;
};

// Results come when they come: asked for until they are there.
std::vector<Outcome> results(server::PushSink& sink, std::size_t count) {
  std::vector<Outcome> out;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (out.size() < count && std::chrono::steady_clock::now() < until) {
    for (const server::WakeUpResult& result : sink.take_results()) out.push_back(result.outcome);
    std::this_thread::yield();
  }
  return out;
}

const server::WakeUp kWakeUp{1, "push.example.org", "NODE", "CANARY"};

TEST(Push, TheObjectHoldsWhatTheDeviceRegisteredAndNoMore) {
  EXPECT_EQ(push_object(kWakeUp), R"({"service":"push.example.org","node":"NODE","secret":"CANARY"})");
}

TEST(Push, ACommandSaysWhatBecameOfIt) {
  Lines log;
  for (const auto& [command, outcome] : {std::pair{"grep -q NODE", Outcome::Taken},
                                         {"cat >/dev/null; exit 69", Outcome::Gone},
                                         {"cat >/dev/null; exit 1", Outcome::Failed}}) {
    PushSettings settings;
    settings.command = command;
    auto sink = open_push(settings, log);
    ASSERT_TRUE(sink);
    (*sink)->send(kWakeUp);
    EXPECT_EQ(results(**sink, 1), std::vector{outcome}) << command;
  }
  EXPECT_THAT(log.all(), HasSubstr("the push service does not take wake-ups: the command exited with 1"));
  EXPECT_THAT(log.all(), Not(HasSubstr("CANARY")));
}

TEST(Push, AFileGetsALineForEach) {
  Lines log;
  PushSettings settings;
  std::string name = (std::filesystem::temp_directory_path() / "assay-push-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  settings.file = name + "/push.jsonl";
  {
    auto sink = open_push(settings, log);
    ASSERT_TRUE(sink);
    (*sink)->send(kWakeUp);
    (*sink)->send(kWakeUp);
    EXPECT_EQ(results(**sink, 2), (std::vector{Outcome::Taken, Outcome::Taken}));
  }
  std::ifstream in(settings.file);
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, push_object(kWakeUp));
  std::filesystem::remove_all(name);
  settings.file = name + "/push.jsonl";
  EXPECT_FALSE(open_push(settings, log));
}

TEST(Push, AServiceThatHangsHoldsUpNobodyAndLosesWhatIsTooMuch) {
  Lines log;
  {
    PushQueue queue(
        [](const server::WakeUp&, const std::atomic<bool>& cancelled) {
          while (!cancelled) std::this_thread::yield();
          return PushAttempt{};
        },
        2, log);
    for (int i = 0; i < 5; ++i) queue.send(kWakeUp);
    EXPECT_TRUE(queue.take_results().empty());
  }
  EXPECT_THAT(log.all(), HasSubstr("2 wake-ups wait for the push service"));
}

}  // namespace
}  // namespace assay::service
