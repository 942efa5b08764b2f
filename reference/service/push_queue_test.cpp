#include "reference/service/push_queue.hpp"

#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/net/http_listener.hpp"
#include "reference/service/push.hpp"

namespace assay::service {
namespace {

using testing::HasSubstr;
using testing::Not;
using Outcome = server::WakeUpResult::Outcome;

class PushLines final : public server::Log {
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
  PushLines log;
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

/// A push service behind a URL, on a thread of its own.
class Webhook {
 public:
  Webhook() {
    auto made = net::HttpListener::listen(loop_, {"127.0.0.1", 0}, [this](const net::HttpPost& post) {
      got_.push_back(post);
      return status_;
    });
    EXPECT_TRUE(made);
    if (made) listener_ = std::move(*made);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(listener_->at().port) + "/push"; }
  /// What became of one wake-up, with that answer.
  std::vector<Outcome> answer(unsigned status, server::PushSink& sink) {
    status_ = status;
    std::thread service([this] { loop_.run(); });
    sink.send(kWakeUp);
    std::vector<Outcome> became = results(sink, 1);
    loop_.stop();
    service.join();
    return became;
  }
  const std::vector<net::HttpPost>& got() const { return got_; }

 private:
  net::EventLoop loop_;
  std::unique_ptr<net::HttpListener> listener_;
  unsigned status_ = 204;
  std::vector<net::HttpPost> got_;
};

TEST(Push, AUrlGetsTheObjectAndItsStatusSaysWhatBecameOfIt) {
  PushLines log;
  Webhook webhook;
  PushSettings settings;
  settings.url = webhook.url();
  auto sink = open_push(settings, log);
  ASSERT_TRUE(sink);
  for (const auto& [status, outcome] :
       {std::pair{200U, Outcome::Taken}, {204U, Outcome::Taken}, {404U, Outcome::Gone}, {410U, Outcome::Gone}, {500U, Outcome::Failed}}) {
    EXPECT_EQ(webhook.answer(status, **sink), std::vector{outcome}) << status;
  }
  ASSERT_EQ(webhook.got().size(), 5U);
  EXPECT_EQ(webhook.got().front().target, "/push");
  EXPECT_EQ(webhook.got().front().body, push_object(kWakeUp));
  EXPECT_THAT(log.all(), HasSubstr("status 500"));
  EXPECT_THAT(log.all(), Not(HasSubstr("CANARY")));
}

TEST(Push, AFileGetsALineForEach) {
  PushLines log;
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
  PushLines log;
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
