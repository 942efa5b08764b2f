#include "conformance/sabotage/sabotage.hpp"

#include <gtest/gtest.h>

#include "reference/store/memory.hpp"

namespace assay::conformance::sabotage {
namespace {

class Outbox final : public server::SmsSink {
 public:
  bool deliver(const server::Sms& sms) override {
    sent.push_back(sms.to + " " + sms.code);
    return answer;
  }
  std::vector<std::string> sent;
  bool answer = true;
};

class Clockwatcher final : public Machine {
 public:
  void handle(Conn, const Event&, const Now& now) override { seen.push_back(now); }
  void timer(const Now& now) override { seen.push_back(now); }
  void end_turn(const Now& now) override { seen.push_back(now); }
  std::optional<Action> next_action() override { return std::nullopt; }
  std::optional<Instant> next_deadline() const override { return Instant(std::chrono::seconds{7}); }
  std::vector<Now> seen;
};

class Zeros final : public RandomSource {
 public:
  explicit Zeros(RandomSource& sound) : sound_(sound) {}
  void fill(void* out, std::size_t size) override {
    sound_.fill(out, size);
    std::fill_n(static_cast<char*>(out), size, '\0');
  }

 private:
  RandomSource& sound_;
};

constexpr Now kNow{Instant(std::chrono::seconds{5}), WallTime(std::chrono::hours{24})};

TEST(Sabotage, WithoutADefectEveryPartIsTheSoundOne) {
  Sabotage sabotage(nullptr);
  auto own = std::make_unique<store::MemoryStore>();
  const store::Store* sound = own.get();
  EXPECT_EQ(sabotage.store(std::move(own)).get(), sound);
  KeyedRandom random(1, "x");
  EXPECT_EQ(&sabotage.random(random), &random);
  Outbox outbox;
  EXPECT_EQ(&sabotage.sms(outbox), &outbox);
  Clockwatcher machine;
  EXPECT_EQ(&sabotage.server(machine), &machine);
  EXPECT_EQ(&sabotage.client(machine), &machine);
  EXPECT_EQ(sabotage.limits({}).code_guesses, Limits{}.code_guesses);
}

TEST(Sabotage, ADefectLiesAtItsSeamAlone) {
  defects::Defect defect;
  defect.limits = [](Limits limits) {
    limits.code_guesses = 99;
    return limits;
  };
  Sabotage sabotage(&defect);
  EXPECT_EQ(sabotage.limits({}).code_guesses, 99U);
  KeyedRandom random(1, "x");
  EXPECT_EQ(&sabotage.random(random), &random);
}

TEST(Sabotage, TheRandomSourceIsDecorated) {
  defects::Defect defect;
  defect.random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<Zeros>(sound); };
  Sabotage sabotage(&defect);
  KeyedRandom random(1, "x");
  EXPECT_EQ(sabotage.random(random).bytes(4), Bytes(4, '\0'));
}

TEST(Sabotage, CodesAreDroppedDoubledAndRedirected) {
  defects::Defect defect;
  defect.sms = [] {
    return [count = 0](const defects::SentCode& code) mutable {
      if (++count == 1) return std::vector<defects::SentCode>();
      return std::vector<defects::SentCode>{code, {"+1999", "0"}};
    };
  };
  Sabotage sabotage(&defect);
  Outbox outbox;
  server::SmsSink& sink = sabotage.sms(outbox);
  EXPECT_TRUE(sink.deliver({.to = "+1202", .code = "123"}));  // the server learns nothing of it
  EXPECT_TRUE(outbox.sent.empty());
  EXPECT_TRUE(sink.deliver({.to = "+1202", .code = "456"}));
  EXPECT_EQ(outbox.sent, (std::vector<std::string>{"+1202 456", "+1999 0"}));
  outbox.answer = false;
  EXPECT_FALSE(sink.deliver({.to = "+1202", .code = "456"}));
}

TEST(Sabotage, AnotherWallClockIsShownAndTheMonotonicOneStays) {
  defects::Defect defect;
  defect.clock = [] { return [](WallTime now) { return now + std::chrono::hours{3}; }; };
  Sabotage sabotage(&defect);
  Clockwatcher watcher;
  Machine& machine = sabotage.server(watcher);
  machine.handle(Conn{1}, PeerFinished{}, kNow);
  machine.timer(kNow);
  machine.end_turn(kNow);
  ASSERT_EQ(watcher.seen.size(), 3U);
  for (const Now& now : watcher.seen) {
    EXPECT_EQ(now.monotonic, kNow.monotonic);
    EXPECT_EQ(now.wall, kNow.wall + std::chrono::hours{3});
  }
  EXPECT_EQ(machine.next_deadline(), Instant(std::chrono::seconds{7}));
}

TEST(Sabotage, EachServerHasALiarOfItsOwn) {
  defects::Defect defect;
  defect.clock = [] {
    return [first = std::optional<WallTime>()](WallTime now) mutable {
      if (!first) first = now;
      return *first;
    };
  };
  Sabotage one(&defect);
  Sabotage other(&defect);
  Clockwatcher a;
  Clockwatcher b;
  one.server(a).timer(kNow);
  const Now later{kNow.monotonic, kNow.wall + std::chrono::hours{1}};
  other.server(b).timer(later);
  EXPECT_EQ(b.seen.front().wall, later.wall);
}

}  // namespace
}  // namespace assay::conformance::sabotage
