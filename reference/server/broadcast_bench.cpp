// What a broadcast to 256 costs the server (BCL-15b): from the upload to the answer, which leaves behind the commit. On SQLite,
// synchronously on disk, with every recipient's mailbox written. `p50_ms` and `p99_ms` are of single broadcasts.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "reference/server/fake_link.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kRecipients = 256;

using fake::Phone;
using fake::World;

/// An owner, and so many accounts that have him for a contact and are off.
class Club {
 public:
  Club() : path_(std::filesystem::temp_directory_path() / ("assay-broadcast-bench-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    world_.store.inner = std::move(*store::open_sqlite((path_ / "server.db").string()));
    Limits& limits = world_.config.limits;
    limits.code_requests_per_device = limits.code_requests_per_address = limits.code_burst_per_address = 1'000'000;
    limits.broadcasts_per_hour = limits.broadcast_deliveries_young = 1'000'000'000;
    limits.contact_address_block_numbers = 1'000'000;
    world_.crash();
    world_.start();
    owner_.appear();
    for (std::size_t n = 0; n < kRecipients; ++n) {
      Phone member(world_, "+1202555" + std::to_string(1'000 + n), 'm');
      member.register_number();
      member.come_online();
      member.ask("<iq type='set' id='s'><sync xmlns='urn:cxmpp:contacts:1' mode='delta'><number>+12025550101</number></sync></iq>");
      member.cut();
      members_.push_back(member.bare());
    }
  }
  ~Club() {
    world_.server.reset();
    world_.store.inner.reset();
    std::filesystem::remove_all(path_);
  }

  std::string upload() {
    const std::string id = "b" + std::to_string(++count_);
    std::string text = "<iq type='set' id='" + id + "'><broadcast xmlns='urn:cxmpp:broadcast:1' id='" + id + "'>";
    for (const std::string& member : members_) text += "<to jid='" + member + "' id='" + id + "-" + member.substr(0, 11) + "'/>";
    return text + "<payload><body xmlns='jabber:client'>" + std::string(200, 'x') + "</body></payload></broadcast></iq>";
  }
  bool send(const std::string& upload) {
    const std::string answer = owner_.ask(upload);
    return answer.find("<accepted") != std::string::npos && answer.find("<refused") == std::string::npos;
  }
  [[nodiscard]] bool has_delivered() { return world_.spaces_with(std::string(200, 'x')).contains("mailbox"); }

 private:
  std::filesystem::path path_;
  World world_;
  Phone owner_{world_, "+12025550101", 'o'};
  std::vector<std::string> members_;
  std::size_t count_ = 0;
};

void broadcast_to_256(benchmark::State& state) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  Club club;
  std::vector<double> times;
  for (auto _ : state) {
    state.PauseTiming();
    const std::string upload = club.upload();
    state.ResumeTiming();
    const auto begin = std::chrono::steady_clock::now();
    if (!club.send(upload)) return state.SkipWithError("the broadcast was refused");
    times.push_back(Milliseconds(std::chrono::steady_clock::now() - begin).count());
  }
  if (!club.has_delivered()) return state.SkipWithError("nobody got it");
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = times[times.size() / 2];
  state.counters["p99_ms"] = times[std::min(times.size() - 1, times.size() * 99 / 100)];
}
BENCHMARK(broadcast_to_256)->Iterations(150)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay::server
