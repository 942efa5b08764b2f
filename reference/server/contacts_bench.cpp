// What matching an address book costs the server: 1,000 new numbers of a fresh account, of which a half has accounts, against a million
// accounts (spec chapter 03). From the first octet of the request to the last of the answer, the commit and 500 roster items included.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "reference/base/assert.hpp"
#include "reference/server/accounts.hpp"
#include "reference/server/server.hpp"
#include "reference/stanza/contacts.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/store/key.hpp"
#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr std::uint64_t kAccounts = 1'000'000;
constexpr std::uint64_t kNumbers = 1'000;
constexpr std::size_t kRecordOctets = 25;  // of an account
constexpr std::size_t kLoginOctets = 275;
constexpr const char* kToken = "token";
constexpr const char* kHeader =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>";

struct NoSms final : SmsSink {
  bool deliver(const Sms&) override { return true; }
};

// Spread over the numbering plan: a prime that is far from the size of a block, over the lines of area code 212 with valid exchanges.
std::string number(std::uint64_t n) { return std::to_string(12'122'000'000 + n * 7'919 % 8'000'000); }

class World {
 public:
  explicit World(std::unique_ptr<store::Store> store) : store_(std::move(store)) {
    config_.domain = "example.org";
    config_.secret = Bytes(32, 's');
    config_.scram_iterations = 1;
    Limits& limits = config_.limits;
    limits.contact_block_numbers = limits.contact_address_block_numbers = 1'000;
    now_.wall = *from_date_time("2026-01-01T00:00:00Z");
    store_->begin();
    std::vector<std::string> numbers;  // in the order of keys: a store on a disk is filled a page after the other
    for (std::uint64_t i = 0; i < kAccounts; ++i) numbers.push_back(number(2 * i));
    std::sort(numbers.begin(), numbers.end());
    // Accounts last: whoever has served for a while has looked numbers up before, and has these pages in his cache.
    for (const auto& [space, octets] : {std::pair{"account-login", kLoginOctets}, std::pair{"account", kRecordOctets}}) {
      for (const std::string& each : numbers) store_->put(space, store::key({each}), Bytes(octets, 'a'));
    }
    ASSAY_ASSERT(store_->commit().has_value());
    server_.emplace(config_, *store_, random_, sms_, log_);
  }

  // Another account logs in, and its address book is written.
  void prepare() {
    const std::string asker = "1305" + std::to_string(2'000'000 + ++round_);
    const std::string zero(1, '\0');
    {
      Turn turn(*store_);
      turn.set_now(now_);
      const Keys keys(config_.secret, random_);
      Accounts(turn, keys, 1).put(asker, "key", kToken, random_);
      ASSAY_ASSERT(!turn.commit());
    }
    conn_ = Conn{round_};
    give(Opened{{"192.0.2.1", 4000}, "c2s-tls"});
    give(Secured{});
    give(Received{kHeader});
    give(Received{xml::write(stanza::sasl::auth("PLAIN", zero + asker + zero + kToken))});
    give(Received{kHeader});
    give(Received{"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"});
    stanza::contacts::Sync sync;
    sync.mode = stanza::contacts::Mode::Full;
    for (std::uint64_t i = 0; i < kNumbers; ++i) sync.numbers.push_back("+" + number(round_ * kNumbers + i));
    request_ = xml::write(stanza::request("set", "c", sync.write()));
  }

  void sync() {
    give(Received{request_});
    ASSAY_ASSERT(octets_ > 50 * kNumbers);  // an answer, not a refusal
  }

 private:
  void give(const Event& event) {
    server_->handle(conn_, event, now_);
    server_->end_turn(now_);
    octets_ = 0;
    while (const auto action = server_->next_action()) {
      if (const auto* send = std::get_if<Send>(&*action)) octets_ += send->bytes.size();
    }
  }

  Config config_;
  std::unique_ptr<store::Store> store_;
  KeyedRandom random_{7, "server"};
  NoSms sms_;
  SilentLog log_;
  std::optional<Server> server_;
  Now now_{};
  Conn conn_{};
  std::uint64_t round_ = 0;
  std::string request_;
  std::size_t octets_ = 0;
};

void run(benchmark::State& state, World& world) {
  for (auto _ : state) {
    state.PauseTiming();
    world.prepare();
    state.ResumeTiming();
    world.sync();
  }
}

void sync_in_memory(benchmark::State& state) {
  static World world(std::make_unique<store::MemoryStore>());
  run(state, world);
}

/// Removed with all that is in it.
struct Folder {
  Folder() : path((std::filesystem::temp_directory_path() / "assay-bench-XXXXXX").string()) {
    ASSAY_ASSERT(mkdtemp(path.data()) != nullptr);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

void sync_in_sqlite(benchmark::State& state) {
  static const Folder folder;
  static World world(*store::open_sqlite(folder.path + "/assay.db"));
  run(state, world);
}

BENCHMARK(sync_in_memory)->Iterations(50)->Unit(benchmark::kMillisecond);
BENCHMARK(sync_in_sqlite)->Iterations(50)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay::server
