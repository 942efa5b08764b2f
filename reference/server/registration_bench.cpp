// What a registration costs the server: codes requested and answered, octet by octet, without network and TLS. `--benchmark_counters_tabular`
// shows registrations a second; the CPU time of one is the benchmark's own figure. On SQLite each turn is a commit of its own.

#include <cstdio>
#include <filesystem>
#include <map>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/server/server.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

class LastCode final : public SmsSink {
 public:
  bool deliver(const Sms& sms) override {
    code = sms.code;
    return true;
  }
  std::string code;
};

enum class Kept { Memory, Sqlite };

/// A server and one connection to it at a time.
class Bench {
 public:
  explicit Bench(Kept kept, std::uint32_t iterations = Config{}.scram_iterations) : store_(open(kept)) {
    Config config;
    config.domain = "example.org";
    config.secret = Bytes(32, 's');
    config.test_numbers = {"1999"};
    config.scram_iterations = iterations;
    config.limits.code_requests_per_device = config.limits.code_requests_per_address = config.limits.code_burst_per_address = 1'000'000'000;
    config.limits.elements_before_login = 1'000'000'000;
    now_.wall = *from_date_time("2026-01-01T00:00:00Z");
    server_.emplace(std::move(config), *store_, random_, sms_, log_);
    give(Opened{{"192.0.2.1", 4000}, "c2s-tls"});
    (void)ask("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>");
  }
  ~Bench() {
    server_.reset();
    store_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  static std::string number(std::size_t n) {
    char digits[16];
    (void)std::snprintf(digits, sizeof digits, "1999%07zu", n % 10'000'000);
    return digits;
  }

  /// The request's id.
  std::string request(const std::string& digits) {
    const std::string answer = ask("<iq type='set' id='r'><request xmlns='urn:cxmpp:register:1' number='+" + digits + "' method='sms' key='" +
                                   base64(keys_.public_key) + "'/></iq>");
    const std::size_t at = answer.find("requested");
    ASSAY_ASSERT(at != std::string::npos);
    const std::size_t id = answer.find(" id='", at) + 5;
    return answer.substr(id, answer.find('\'', id) - id);
  }
  /// As the phone writes it.
  std::string answer(const std::string& digits, const std::string& id) {
    using namespace stanza::registration;
    const Bytes signature = crypto::ed25519_sign(keys_, signed_octets({"example.org", digits, id, Binding::None, {}}));
    return xml::write(stanza::request("set", "v", Verify{id, sms_.code, Binding::None, signature}.write()));
  }
  void pass(Duration time) { now_.wall += time; }
  void verify(const std::string& octets) { ASSAY_ASSERT(ask(octets).find("<registered") != std::string::npos); }

 private:
  std::unique_ptr<store::Store> open(Kept kept) {
    if (kept == Kept::Memory) return std::make_unique<store::MemoryStore>();
    std::string name = (std::filesystem::temp_directory_path() / "assay-bench-XXXXXX").string();
    ASSAY_ASSERT(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    auto opened = store::open_sqlite(name + "/assay.db", {});
    ASSAY_ASSERT(opened);
    return std::move(*opened);
  }

  std::string ask(std::string_view octets) {
    said_.clear();
    give(Received{octets});
    return std::move(said_);
  }
  void give(const Event& event) {
    server_->handle(kConn, event, now_);
    server_->end_turn(now_);
    while (const auto action = server_->next_action()) {
      if (const auto* send = std::get_if<Send>(&*action)) {
        said_ += send->bytes;
        server_->handle(kConn, Sent{send->bytes.size()}, now_);
      }
      if (std::holds_alternative<Secure>(*action)) server_->handle(kConn, Secured{}, now_);
      server_->end_turn(now_);
    }
  }

  static constexpr Conn kConn{1};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  KeyedRandom random_{7, "server"};
  LastCode sms_;
  SilentLog log_;
  Now now_{};
  std::optional<Server> server_;
  std::string said_;
  crypto::Ed25519KeyPair keys_ = crypto::ed25519_key_pair(Bytes(32, 'k'));
};

/// From the request to the token; the phone's signature is not counted.
void Registration(benchmark::State& state, Kept kept) {
  Bench bench(kept);
  std::size_t n = 0;
  for (auto _ : state) {
    const std::string digits = Bench::number(n++);
    const std::string id = bench.request(digits);
    state.PauseTiming();
    const std::string answer = bench.answer(digits, id);
    state.ResumeTiming();
    bench.verify(answer);
  }
  state.counters["registrations"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

enum class Account { None, Exists };

/// REG-10b in time: a request for a number with and without an account.
void CodeRequest(benchmark::State& state, Account account) {
  constexpr std::size_t kNumbers = 500;  // each asked for once: a second request would be refused
  std::size_t n = kNumbers;
  std::optional<Bench> bench;
  for (auto _ : state) {
    if (n == kNumbers) {
      state.PauseTiming();
      bench.emplace(Kept::Memory, 1);
      for (std::size_t i = 0; i < kNumbers; ++i) {
        // As many accounts and requests either way: those asked for below, or others.
        const std::string digits = Bench::number(account == Account::Exists ? i : kNumbers + i);
        bench->verify(bench->answer(digits, bench->request(digits)));
      }
      bench->pass(std::chrono::hours{25});  // what was asked for before does not count
      n = 0;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(bench->request(Bench::number(n++)));
  }
}

BENCHMARK_CAPTURE(Registration, memory, Kept::Memory)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Registration, sqlite, Kept::Sqlite)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(CodeRequest, no_account, Account::None)->Unit(benchmark::kMicrosecond)->Iterations(4'000);
BENCHMARK_CAPTURE(CodeRequest, account, Account::Exists)->Unit(benchmark::kMicrosecond)->Iterations(4'000);

}  // namespace
}  // namespace assay::server
