#include "reference/service/control.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/net/tcp_host.hpp"
#include "reference/store/memory.hpp"

namespace assay::service {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class NoSms final : public server::SmsSink {
 public:
  bool deliver(const server::Sms&) override { return false; }
};

class ControlTest : public testing::Test {
 protected:
  /// The answer to a command, once it is there.
  std::string ask(const std::string& command) {
    std::string answer;
    control.obey(command, [&](std::string line) {
      answer = std::move(line);
      loop.stop();
    });
    loop.run();
    return answer;
  }

  net::EventLoop loop;
  SystemRandom random;
  store::MemoryStore store;
  NoSms sms;
  server::SilentLog log;
  server::Server server{{}, store, random, sms, log};
  Control control{loop, server};
};

TEST_F(ControlTest, AdvancesBothClocks) {
  const Now before = loop.now();
  EXPECT_THAT(ask(R"({"do":"advance","seconds":86400.5})"), MatchesRegex(R"(\{"event":"advanced","wall":"20[-0-9]*T[0-9:.]*Z"\})"));
  const Duration passed = loop.now().wall - before.wall;
  EXPECT_GE(passed, std::chrono::milliseconds{86'400'500});
  EXPECT_LT(passed, std::chrono::seconds{86'410});
  EXPECT_GE(loop.now().monotonic - before.monotonic, std::chrono::milliseconds{86'400'500});
}

TEST_F(ControlTest, JumpsTheWallClockEitherWay) {
  const Now before = loop.now();
  EXPECT_THAT(ask(R"({"do":"jump","seconds":-3600})"), HasSubstr(R"({"event":"jumped","wall":)"));
  EXPECT_LT(loop.now().wall, before.wall - std::chrono::minutes{59});
  EXPECT_LT(loop.now().monotonic - before.monotonic, std::chrono::minutes{1});
}

TEST_F(ControlTest, DeadlinesThatCameDueAreOverBeforeTheAnswer) {
  net::TcpHost host(loop, server, random, {});
  const auto at = host.listen("c2s", {"127.0.0.1", 0});
  ASSERT_TRUE(at);
  // A connection that says nothing: login_time, then the time to close.
  server.handle(Conn{1}, Opened{{"192.0.2.1", 1}, "c2s"}, loop.now());
  server.end_turn(loop.now());
  host.poke();
  EXPECT_THAT(ask(R"({"do":"status"})"), HasSubstr(R"("sessions":0,"connections":1,"wall":)"));
  loop.post([&] { loop.stop(); });
  loop.run();
  ASSERT_TRUE(server.next_deadline());
  const Instant due = *server.next_deadline();
  ask(R"({"do":"advance","seconds":3600})");
  EXPECT_NE(server.next_deadline(), due);
}

TEST_F(ControlTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(ask(R"({"do":"dance"})"), R"({"event":"unsupported","do":"dance"})");
  EXPECT_EQ(ask("nonsense"), R"({"event":"failed","text":"the line is no JSON object"})");
  EXPECT_EQ(ask("[1]"), R"({"event":"failed","text":"the line is no JSON object"})");
  for (const char* bad : {R"({})", R"({"do":1})", R"({"do":"advance"})", R"({"do":"advance","seconds":-1})",
                          R"({"do":"advance","seconds":1e9})", R"({"do":"advance","seconds":"1"})", R"({"do":"jump","seconds":1e300})"}) {
    EXPECT_THAT(ask(bad), HasSubstr(R"("event":"failed")")) << bad;
  }
}

TEST_F(ControlTest, SaysWhyItCannotListen) { EXPECT_THAT(control.listen("/nowhere/control").error(), HasSubstr("/nowhere/control")); }

}  // namespace
}  // namespace assay::service
