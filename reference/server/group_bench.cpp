// What a message to a group costs the server (chapter 06, GRP-16): from its arrival to the acknowledgement, which leaves behind the commit.
// On SQLite, synchronously on disk, with the members away: each member's mailbox is written. `us_of_member` is the processor's time by
// members, `octets_of_member` what the database grew by, by messages and members.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "reference/server/fake_link.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;

/// An owner, and so many others that are off.
class Club {
 public:
  explicit Club(std::size_t members) : path_(std::filesystem::temp_directory_path() / ("assay-group-bench-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    Limits& limits = world_.config.limits;
    limits.code_requests_per_device = limits.code_requests_per_address = limits.code_burst_per_address = 1'000'000;
    limits.group_stranger_adds = limits.group_message_burst = limits.group_messages_per_hour = 1'000'000'000;
    limits.contact_numbers = limits.contact_numbers_young = limits.contact_block_numbers = limits.contact_address_block_numbers = 1'000'000;
    open();
    owner_.appear();
    std::string create = "<iq type='set' id='g' to='groups.example.org'><create xmlns='urn:cxmpp:groups:1' subject='Club'>";
    for (std::size_t n = 1; n < members; ++n) {
      Phone member(world_, "+1202555" + std::to_string(1'000 + n), 'm');
      member.register_number();
      member.cut();
      create += "<member jid='" + member.bare() + "'/>";
    }
    const std::string answer = owner_.ask(create + "</create></iq>");
    const std::size_t begin = answer.find("group='") + 7;
    group_ = answer.substr(begin, answer.find('\'', begin) - begin);
    owner_.cut();
    close();
    before_ = size();
    open();
    owner_.come_online();
  }
  ~Club() {
    world_.server.reset();
    world_.store.inner.reset();
    std::filesystem::remove_all(path_);
  }

  bool send() {
    const std::string id = "m" + std::to_string(++sent_);
    return owner_.ask("<message type='groupchat' id='" + id + "' to='" + group_ + "'><body>" + std::string(200, 'x') + "</body></message>")
               .find("<ack") != std::string::npos;
  }
  /// Octets that a message took. The club is closed.
  double growth() {
    owner_.cut();
    close();
    return static_cast<double>(size() - before_) / static_cast<double>(sent_);
  }

 private:
  void open() {
    world_.store.inner = std::move(*store::open_sqlite((path_ / "server.db").string()));
    world_.crash();
    world_.start();
  }
  void close() {
    world_.server.reset();
    world_.store.inner.reset();  // which moves the log into the database
  }
  [[nodiscard]] std::uintmax_t size() const { return std::filesystem::file_size(path_ / "server.db"); }

  std::filesystem::path path_;
  World world_;
  Phone owner_{world_, "+12025550101", 'o'};
  std::string group_;
  std::uintmax_t before_ = 0;
  std::size_t sent_ = 0;
};

double processor_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void group_message(benchmark::State& state) {
  const auto members = static_cast<std::size_t>(state.range(0));
  Club club(members);
  const double begin = processor_seconds();
  for (auto _ : state) {
    if (!club.send()) return state.SkipWithError("the message was refused");
  }
  const double spent = processor_seconds() - begin;
  const double deliveries = static_cast<double>(state.iterations()) * static_cast<double>(members);
  state.counters["us_of_member"] = spent * 1e6 / deliveries;
  state.counters["octets_of_member"] = club.growth() / static_cast<double>(members);
}
BENCHMARK(group_message)->Arg(10)->Arg(256)->Arg(1'024)->Iterations(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace assay::server
