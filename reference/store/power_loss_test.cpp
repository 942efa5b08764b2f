// What commit() acknowledged survives the loss of power at every point, whatever became of what was not synced; and nothing of a commit is
// there without the rest of it.

#include <algorithm>
#include <functional>
#include <optional>

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "losing_disk_test.hpp"
#include "reference/store/key.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::store {
namespace {

constexpr const char* kPath = "/records.db";
constexpr const char* kSpaces[] = {"account", "mailbox", "prekey"};

SqliteOptions options() { return {.octets_limit = {}, .scrub_behind = {"prekey"}, .on_upgrade = {}}; }

using Records = std::map<std::pair<std::string, Bytes>, Bytes>;

Records records_of(Store& store) {
  Records records;
  for (const char* space : kSpaces) {
    store.scan(space, {}, {}, [&](ByteView key, ByteView value) {
      records.emplace(std::pair{space, Bytes(key)}, Bytes(value));
      return true;
    });
  }
  return records;
}

/// What a server did, with the disk's log, and behind how many operations each of its commits was acknowledged with what in the store.
struct Life {
  struct Commit {
    std::size_t operations = 0;
    Records records;
  };
  std::vector<Operation> log;
  std::vector<Commit> commits;
};

class Living {
 public:
  explicit Living(Files files = {}) : disk_(std::move(files)) {}

  void start() {
    auto opened = open_sqlite(kPath, options());
    ASSERT_TRUE(opened) << opened.error().text;
    store_ = *std::move(opened);
  }
  void stop() { store_.reset(); }

  /// One turn: all that it writes is one commit, as the server groups what came while the last one was written.
  void commit(const std::function<void(Store&)>& write) {
    store_->begin();
    write(*store_);
    const Records records = records_of(*store_);
    ASSERT_TRUE(store_->commit());
    life_.commits.push_back({disk_.log().size(), records});
  }
  void roll_back(const std::function<void(Store&)>& write) {
    store_->begin();
    write(*store_);
    store_->rollback();
  }

  Life over() {
    stop();
    life_.log = disk_.log();
    return std::move(life_);
  }

 private:
  LosingDisk disk_;
  std::unique_ptr<Store> store_;
  Life life_;
};

void put_many(Store& store, const char* space, int from, int count, std::size_t octets) {
  for (int i = from; i < from + count; ++i)
    store.put(space, key({ordered(static_cast<std::uint64_t>(i))}), Bytes(octets, static_cast<char>('a' + i % 26)));
}
void erase_many(Store& store, const char* space, int from, int count) {
  for (int i = from; i < from + count; ++i) store.erase(space, key({ordered(static_cast<std::uint64_t>(i))}));
}

std::string check_integrity() {
  sqlite3* opened = nullptr;
  if (sqlite3_open_v2(kPath, &opened, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) return "cannot be opened";
  std::string answer;
  const auto add = [](void* out, int, char** columns, char**) {
    *static_cast<std::string*>(out) += columns[0];
    return 0;
  };
  const int code = sqlite3_exec(opened, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA integrity_check", add, &answer, nullptr);
  sqlite3_close(opened);
  return code == SQLITE_OK ? answer : sqlite3_errstr(code);
}

/// Why what was left of the disk is not what it must be; nothing if it is.
std::optional<std::string> wrong_with(Files left, const Life& life, std::size_t operations) {
  const auto acknowledged = static_cast<std::size_t>(
      std::count_if(life.commits.begin(), life.commits.end(), [&](const Life::Commit& commit) { return commit.operations <= operations; }));
  const LosingDisk disk(std::move(left));
  auto opened = open_sqlite(kPath, options());
  if (!opened) return "it cannot be opened: " + opened.error().text;
  std::unique_ptr<Store> store = *std::move(opened);
  store->begin();
  const Records records = records_of(*store);
  const Records before = acknowledged == 0 ? Records{} : life.commits[acknowledged - 1].records;
  const bool is_next = acknowledged < life.commits.size() && records == life.commits[acknowledged].records;
  if (records != before && !is_next)
    return "it holds neither the " + std::to_string(acknowledged) + " commits that were acknowledged nor one more";
  store->put("account", "afterwards", "1");
  if (!store->commit()) return "nothing can be written to it";
  store.reset();
  const std::string integrity = check_integrity();
  return integrity.rfind("exclusiveok", 0) == 0 ? std::nullopt : std::optional("it is damaged: " + integrity);
}

/// Around syncs and truncations everywhere, of the long rows of writes between them some.
bool is_of_interest(const std::vector<Operation>& log, std::size_t at) {
  constexpr std::size_t kNear = 3;
  constexpr std::size_t kSome = 151;
  if (at == log.size()) return true;
  const std::size_t from = at < kNear ? 0 : at - kNear;
  for (std::size_t i = from; i < std::min(log.size(), at + kNear); ++i) {
    if (log[i].kind != Operation::Kind::Write) return true;
  }
  return at % kSome == 0;
}

struct Outcome {
  std::size_t losses = 0;
  std::vector<std::string> faults;
};

Outcome lose_power_everywhere(const Life& life) {
  constexpr std::size_t kTorn[] = {1, 512, 2'048, 4'095};
  std::vector<Loss> losses = {{Loss::Kind::All}, {Loss::Kind::None}, {Loss::Kind::Hole}};
  for (const std::size_t octets : kTorn) losses.push_back({Loss::Kind::Torn, octets});
  for (const std::uint64_t seed : {1, 2, 3}) losses.push_back({Loss::Kind::Sectors, 0, seed});
  Outcome outcome;
  Aftermath aftermath;
  for (std::size_t done = 0; done <= life.log.size(); ++done) {
    if (done > 0) aftermath.add(life.log[done - 1]);
    if (!is_of_interest(life.log, done)) continue;
    for (const Loss& loss : losses) {
      if (aftermath.is_synced() && loss.kind != Loss::Kind::All) break;
      ++outcome.losses;
      if (const auto wrong = wrong_with(aftermath.left_by(loss), life, done)) {
        outcome.faults.push_back("behind " + std::to_string(done) + " operations, loss " + std::to_string(static_cast<int>(loss.kind)) +
                                 " (" + std::to_string(loss.octets) + ", " + std::to_string(loss.seed) + "): " + *wrong);
      }
    }
  }
  return outcome;
}

void expect_nothing_lost(const Life& life, std::size_t least) {
  const Outcome outcome = lose_power_everywhere(life);
  EXPECT_THAT(outcome.faults, testing::IsEmpty());
  EXPECT_GE(outcome.losses, least);
  std::printf("%zu operations of the disk, %zu commits, %zu losses of power\n", life.log.size(), life.commits.size(), outcome.losses);
}

TEST(PowerLoss, LeavesEveryAcknowledgedCommitAndNoPartOfAnother) {
  Living server;
  server.start();
  server.commit([](Store& store) { put_many(store, "account", 0, 1, 40); });
  server.commit([](Store& store) { put_many(store, "mailbox", 0, 256, 200); });  // the messages of one turn
  server.commit([](Store& store) { put_many(store, "account", 0, 1, 60); });
  server.roll_back([](Store& store) { put_many(store, "mailbox", 0, 300, 10); });
  server.commit([](Store& store) {
    erase_many(store, "mailbox", 0, 200);
    put_many(store, "mailbox", 1'000, 2, 30'000);
  });
  for (int i = 0; i < 6; ++i) {
    server.commit([&](Store& store) {
      put_many(store, "mailbox", 2'000 + i, 1, 300);
      erase_many(store, "mailbox", 200 + i, 1);
    });
  }
  expect_nothing_lost(server.over(), 500);
}

TEST(PowerLoss, BehindACommitThatScrubsLeavesItToo) {
  Living server;
  server.start();
  server.commit([](Store& store) { put_many(store, "prekey", 0, 50, 100); });
  for (int i = 0; i < 4; ++i) {
    server.commit([&](Store& store) {
      erase_many(store, "prekey", i, 1);
      put_many(store, "mailbox", i, 3, 700);
    });
    server.commit([&](Store& store) { put_many(store, "account", i, 1, 50); });
  }
  expect_nothing_lost(server.over(), 500);
}

// 1,000 pages in the log are what SQLite writes into the database by itself; then it begins the log anew, over what was in it.
TEST(PowerLoss, WhileTheLogGoesIntoTheDatabaseLeavesIt) {
  Living server;
  server.start();
  for (int i = 0; i < 9; ++i) server.commit([&](Store& store) { put_many(store, "mailbox", 200 * i, 100, 3'000); });
  for (int i = 0; i < 5; ++i) server.commit([&](Store& store) { put_many(store, "account", i, 20, 30); });
  expect_nothing_lost(server.over(), 500);
}

TEST(PowerLoss, OverAnOrderlyEndAndANewBeginningLeavesIt) {
  Living server;
  server.start();
  server.commit([](Store& store) { put_many(store, "mailbox", 0, 40, 500); });
  server.stop();
  server.start();
  server.commit([](Store& store) { erase_many(store, "mailbox", 0, 20); });
  server.stop();
  server.start();
  server.commit([](Store& store) { put_many(store, "account", 0, 5, 50); });
  expect_nothing_lost(server.over(), 200);
}

// A test that cannot fail proves nothing: a disk that says it has synced and has not loses commits.
TEST(PowerLoss, OnADiskThatLiesIsSeen) {
  Living server;
  server.start();
  server.commit([](Store& store) { put_many(store, "account", 0, 3, 40); });
  server.commit([](Store& store) { put_many(store, "mailbox", 0, 30, 400); });
  Life life = server.over();
  const std::size_t from = life.commits.front().operations;  // the database itself is there
  std::vector<Operation> log(life.log.begin(), life.log.begin() + static_cast<std::ptrdiff_t>(life.commits.back().operations));
  for (std::size_t i = from; i < log.size(); ++i) {
    if (log[i].kind == Operation::Kind::Sync) log[i] = {Operation::Kind::Write, log[i].file, 0, {}};
  }
  life.log = std::move(log);
  EXPECT_THAT(lose_power_everywhere(life).faults, testing::Contains(testing::HasSubstr("neither the 2 commits")));
}

}  // namespace
}  // namespace assay::store
