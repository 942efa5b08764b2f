// One suite for every Store, and what only SQLite promises.

#include "reference/store/store.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::store {
namespace {

using std::string_literals::operator""s;

class Folder {
 public:
  Folder() {
    std::string pattern = testing::TempDir() + "assay-store-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string file() const { return path_ + "/records.db"; }

 private:
  std::string path_;
};

std::unique_ptr<Store> opened(const std::string& path, SqliteOptions options = {}) {
  auto store = open_sqlite(path, options);
  EXPECT_TRUE(store) << store.error().text;
  return store ? std::move(*store) : nullptr;
}

enum class Kind { Memory, Sqlite };

class AnyStore : public testing::TestWithParam<Kind> {
 protected:
  AnyStore() {
    if (GetParam() == Kind::Memory) {
      store_ = std::make_unique<MemoryStore>();
    } else {
      store_ = opened(folder_.file());
    }
  }

  std::string listed(std::string_view space, ByteView prefix, ByteView after = {}, std::size_t limit = 100) {
    std::string out;
    store_->scan(space, prefix, after, [&](ByteView key, ByteView value) {
      out += std::string{key} + "=" + std::string{value} + " ";
      return --limit > 0;
    });
    return out;
  }

  Folder folder_;
  std::unique_ptr<Store> store_;
};

TEST_P(AnyStore, ReadsItsOwnWritesAndKeepsThem) {
  store_->begin();
  EXPECT_EQ(store_->get("a", "k"), std::nullopt);
  store_->put("a", "k", "1");
  store_->put("b", "k", "2");
  store_->put("a", "k", "3");
  EXPECT_EQ(store_->get("a", "k"), "3");
  ASSERT_TRUE(store_->commit());
  store_->begin();
  EXPECT_EQ(store_->get("a", "k"), "3");
  EXPECT_EQ(store_->get("b", "k"), "2");
  store_->erase("a", "k");
  store_->erase("a", "absent");
  EXPECT_EQ(store_->get("a", "k"), std::nullopt);
  ASSERT_TRUE(store_->commit());
}

TEST_P(AnyStore, RollbackUndoesAll) {
  store_->begin();
  store_->put("a", "kept", "old");
  store_->put("a", "erased", "old");
  ASSERT_TRUE(store_->commit());
  store_->begin();
  store_->put("a", "kept", "new");
  store_->put("a", "kept", "newer");
  store_->erase("a", "erased");
  store_->put("a", "fresh", "x");
  store_->erase("a", "fresh");
  store_->put("a", "fresh2", "x");
  store_->rollback();
  store_->begin();
  EXPECT_EQ(listed("a", ""), "erased=old kept=old ");
  ASSERT_TRUE(store_->commit());
}

TEST_P(AnyStore, ScansInOrderWithinPrefixAndBehindKey) {
  store_->begin();
  for (const char* key : {"b2", "a", "b", "c", "b1", "b10"}) store_->put("s", key, "v");
  store_->put("r", "b3", "other space");
  store_->put("t", "b3", "other space");
  EXPECT_EQ(listed("s", ""), "a=v b=v b1=v b10=v b2=v c=v ");
  EXPECT_EQ(listed("s", "b"), "b=v b1=v b10=v b2=v ");
  EXPECT_EQ(listed("s", "b", "b1"), "b10=v b2=v ");
  EXPECT_EQ(listed("s", "b", "a"), "b=v b1=v b10=v b2=v ");
  EXPECT_EQ(listed("s", "b", "c"), "");
  EXPECT_EQ(listed("s", "b", "", 2), "b=v b1=v ");
  EXPECT_EQ(listed("s", "x"), "");
  EXPECT_EQ(listed("none", ""), "");
  ASSERT_TRUE(store_->commit());
}

TEST_P(AnyStore, KeysAndValuesAreOctets) {
  store_->begin();
  const Bytes keys[] = {"\0"s, "\0\0"s, "\x01"s, "a\0b"s, "\xff"s, "\xff\xff"s};
  for (const Bytes& key : keys) store_->put("s", key, "\0v\xff"s);
  std::vector<Bytes> seen;
  store_->scan("s", "", "", [&](ByteView key, ByteView value) {
    EXPECT_EQ(value, "\0v\xff"s);
    seen.emplace_back(key);
    return true;
  });
  EXPECT_EQ(seen, std::vector<Bytes>(std::begin(keys), std::end(keys)));
  store_->put("s", "", "");
  EXPECT_EQ(store_->get("s", ""), "");
  EXPECT_EQ(store_->get("s", "\xff"s), "\0v\xff"s);
  ASSERT_TRUE(store_->commit());
}

TEST_P(AnyStore, ScansMayNestAndRead) {
  store_->begin();
  for (const char* key : {"1", "2"}) store_->put("s", key, key);
  std::string seen;
  store_->scan("s", "", "", [&](ByteView outer, ByteView) {
    store_->scan("s", "", "", [&](ByteView inner, ByteView) {
      seen += std::string{outer} + std::string{inner} + *store_->get("s", outer) + " ";
      return true;
    });
    return true;
  });
  EXPECT_EQ(seen, "111 121 212 222 ");
  ASSERT_TRUE(store_->commit());
}

INSTANTIATE_TEST_SUITE_P(Stores, AnyStore, testing::Values(Kind::Memory, Kind::Sqlite),
                         [](const auto& made) { return made.param == Kind::Memory ? "Memory" : "Sqlite"; });

TEST(Sqlite, ACommitSurvivesAProcessThatDiesInTheNextTransaction) {
  const Folder folder;
  const pid_t child = fork();
  if (child == 0) {
    auto store = open_sqlite(folder.file());
    if (!store) _exit(1);
    (*store)->begin();
    (*store)->put("s", "committed", "1");
    if (!(*store)->commit()) _exit(1);
    (*store)->begin();
    (*store)->put("s", "open", "1");
    for (int i = 0; i < 5000; ++i) (*store)->put("s", "open" + std::to_string(i), std::string(1000, 'x'));  // more than the page cache
    _exit(0);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  const auto store = opened(folder.file());
  ASSERT_TRUE(store);
  store->begin();
  EXPECT_EQ(store->get("s", "committed"), "1");
  EXPECT_EQ(store->get("s", "open"), std::nullopt);
  EXPECT_EQ(store->get("s", "open4999"), std::nullopt);
  EXPECT_TRUE(store->commit());
}

std::string all_octets(const std::string& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

// Small records, ones that fill pages of their own, and ones that were written over.
TEST(Sqlite, WhatWasErasedLeavesNoTraceBehindACommitThatScrubs) {
  const Folder folder;
  const std::string path = std::filesystem::path(folder.file()).parent_path();
  auto store = opened(folder.file(), {.scrub_behind = {"b"}});
  const auto each = [&](const auto& act) {
    store->begin();
    for (int i = 0; i < 300; ++i) act(std::to_string(i), Bytes(i % 7 == 0 ? 9'000 : 10, 'x') + "canary" + std::to_string(i % 10));
    ASSERT_TRUE(store->commit());
  };
  each([&](const std::string& key, const Bytes& value) { store->put("a", key, value); });
  each([&](const std::string& key, const Bytes& value) { store->put("b", key, value); });
  EXPECT_NE(all_octets(path).find("canary"), std::string::npos);
  each([&](const std::string& key, const Bytes&) { store->put("a", key, "other"); });
  each([&](const std::string& key, const Bytes&) { store->erase("b", key); });
  EXPECT_EQ(all_octets(path).find("canary"), std::string::npos);
  store->begin();
  EXPECT_EQ(store->get("a", "1"), "other");
  ASSERT_TRUE(store->commit());
}

TEST(Sqlite, AFullDiskFailsTheCommitAndKeepsWhatWas) {
  const Folder folder;
  const auto store = opened(folder.file(), {.octets_limit = 16 * 4096});
  ASSERT_TRUE(store);
  store->begin();
  store->put("s", "kept", "1");
  ASSERT_TRUE(store->commit());
  store->begin();
  for (int i = 0; i < 200; ++i) store->put("s", "lost" + std::to_string(i), std::string(1000, 'x'));
  const auto full = store->commit();
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, StoreFault::Kind::Full);
  store->begin();
  EXPECT_EQ(store->get("s", "kept"), "1");
  EXPECT_EQ(store->get("s", "lost0"), std::nullopt);
  store->put("s", "after", "1");
  EXPECT_TRUE(store->commit());
}

TEST(Sqlite, OpeningSaysWhatIsWrong) {
  const Folder folder;
  EXPECT_EQ(open_sqlite(folder.file() + "/none/records.db").error().kind, StoreFault::Kind::Io);

  std::ofstream(folder.file()) << std::string(5000, 'x');
  EXPECT_EQ(open_sqlite(folder.file()).error().kind, StoreFault::Kind::Corrupt);
  std::filesystem::remove(folder.file());

  const auto store = opened(folder.file());
  const auto second = open_sqlite(folder.file());
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().text.find("another process"), std::string::npos) << second.error().text;
}

void execute(const std::string& path, const char* text) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, text, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

TEST(Sqlite, RefusesTheDatabasesOfOthersAndOfLaterVersions) {
  const Folder folder;
  execute(folder.file(), "CREATE TABLE theirs(a)");
  EXPECT_NE(open_sqlite(folder.file()).error().text.find("another program"), std::string::npos);
  std::filesystem::remove(folder.file());
  (void)opened(folder.file());
  execute(folder.file(), "PRAGMA user_version=3");
  const std::string newer = open_sqlite(folder.file()).error().text;
  EXPECT_NE(newer.find("a newer version of this program wrote the database (format 3; this one knows 2)"), std::string::npos) << newer;
}

}  // namespace
}  // namespace assay::store
