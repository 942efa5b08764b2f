// One giant mailbox slows nobody (spec chapter 08; OFF-16): what a message between two others costs, one more message into the giant, and
// the login of whoever has it, with 0 and with 1,000,000 entries waiting. That the work stays the same is giant_mailbox_test.cpp's.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "reference/base/assert.hpp"
#include "reference/server/accounts.hpp"
#include "reference/server/mailbox.hpp"
#include "reference/server/server.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr std::uint64_t kAtOnce = 10'000;  // entries of one transaction
constexpr const char* kToken = "token";
constexpr const char* kHeader =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>";
constexpr const char* kAlice = "12025550101";
constexpr const char* kGiant = "12025550102";
constexpr const char* kCarol = "12025550103";

struct NoSms final : SmsSink {
  bool deliver(const Sms&) override { return true; }
};

class World {
 public:
  World(std::unique_ptr<store::Store> store, std::uint64_t waiting) : store_(std::move(store)) {
    config_.domain = "example.org";
    config_.secret = Bytes(32, 's');
    config_.scram_iterations = 1;
    config_.limits.mailbox_entries = 10'000'000;
    config_.limits.mailbox_octets = 10'000'000'000;
    config_.limits.message_burst = config_.limits.messages_per_hour = 1'000'000'000;
    now_.wall = *from_date_time("2026-01-01T00:00:00Z");
    {
      Turn turn(*store_);
      turn.set_now(now_);
      const Keys keys(config_.secret, random_);
      for (const char* number : {kAlice, kGiant, kCarol}) Accounts(turn, keys, 1).put(number, "key", kToken, random_);
      ASSAY_ASSERT(!turn.commit());
      fill(turn, waiting);
    }
    server_.emplace(config_, *store_, random_, sms_, log_);
    alice_ = log_in(kAlice);
    (void)say(alice_, "<presence/>");
    (void)say(log_in(kCarol), "<presence/>");
  }

  [[nodiscard]] std::size_t message(const char* to) {
    return say(alice_, "<message type='chat' id='m" + std::to_string(++messages_) + "' to='" + std::string(to) +
                           "@example.org'><body>Are you there?</body></message>");
  }

  // The giant comes, and reads nothing but the first batch.
  [[nodiscard]] std::size_t come() {
    const Conn conn = log_in(kGiant);
    (void)say(conn, "<enable xmlns='urn:cxmpp:ack:1'/>");
    return say(conn, "<presence/>");
  }

 private:
  static void fill(Turn& turn, std::uint64_t waiting) {
    Mailbox mailbox(turn, kGiant, "primary");
    MailboxSize size;
    for (std::uint64_t i = 0; i < waiting; ++i) {
      mailbox.append(size, {size.next,
                            in_milliseconds(turn.now().wall),
                            {},
                            "<message type='chat' from='12025550101@example.org/x'><body>Are you there?</body></message>"});
      size = mailbox.size();
      if (i % kAtOnce == 0) ASSAY_ASSERT(!turn.commit());
    }
    ASSAY_ASSERT(mailbox.size().entries == waiting);
    ASSAY_ASSERT(!turn.commit());
  }

  Conn log_in(const std::string& number) {
    const Conn conn{++connections_};
    const std::string zero(1, '\0');
    give(conn, Opened{{"192.0.2.1", 4000}, "c2s-tls"});
    give(conn, Secured{});
    (void)say(conn, kHeader);
    (void)say(conn, xml::write(stanza::sasl::auth("PLAIN", zero + number + zero + kToken)));
    (void)say(conn, kHeader);
    (void)say(conn, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>");
    return conn;
  }

  // How many octets went to that connection.
  std::size_t say(Conn conn, std::string_view octets) {
    sent_.clear();
    give(conn, Received{octets});
    return sent_[conn];
  }

  void give(Conn conn, const Event& event) {
    server_->handle(conn, event, now_);
    server_->end_turn(now_);
    std::map<Conn, std::size_t> left;
    while (const auto action = server_->next_action()) {
      if (const auto* send = std::get_if<Send>(&*action)) left[send->conn] += send->bytes.size();
    }
    for (const auto& [to, octets] : left) {
      sent_[to] += octets;
      give(to, Sent{octets});
    }
  }

  Config config_;
  std::unique_ptr<store::Store> store_;
  KeyedRandom random_{7, "server"};
  NoSms sms_;
  SilentLog log_;
  std::optional<Server> server_;
  Now now_{};
  Conn alice_{};
  std::uint64_t connections_ = 0;
  std::uint64_t messages_ = 0;
  std::map<Conn, std::size_t> sent_;
};

/// Removed with all that is in it.
struct Folder {
  Folder() : path((std::filesystem::temp_directory_path() / "assay-bench-XXXXXX").string()) {
    ASSAY_ASSERT(mkdtemp(path.data()) != nullptr);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

World& world_with(std::uint64_t waiting) {
  static const Folder folder;
  static std::map<std::uint64_t, std::unique_ptr<World>> worlds;
  auto& world = worlds[waiting];
  if (!world) world = std::make_unique<World>(*store::open_sqlite(folder.path + "/" + std::to_string(waiting) + ".db"), waiting);
  return *world;
}

void message_beside(benchmark::State& state) {
  World& world = world_with(static_cast<std::uint64_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(world.message(kCarol));
}

void message_to_giant(benchmark::State& state) {
  World& world = world_with(static_cast<std::uint64_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(world.message(kGiant));
}

void giant_comes(benchmark::State& state) {
  World& world = world_with(static_cast<std::uint64_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(world.come());
}

BENCHMARK(message_beside)->Arg(0)->Arg(1'000'000)->Iterations(200)->Unit(benchmark::kMicrosecond);
BENCHMARK(message_to_giant)->Arg(0)->Arg(1'000'000)->Iterations(200)->Unit(benchmark::kMicrosecond);
BENCHMARK(giant_comes)->Arg(0)->Arg(1'000'000)->Iterations(20)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace assay::server
