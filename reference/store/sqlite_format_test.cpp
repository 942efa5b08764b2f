#include "reference/store/sqlite_format.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reference/store/sqlite.hpp"
#include "source_folder.hpp"

namespace assay::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kFormat1 = ASSAY_SOURCE_DIR "/reference/store/testing/format1.db";

/// A copy of a server's database of format 1, in a folder of its own.
class Upgrade : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "assay-format-XXXXXX";
    folder = mkdtemp(pattern.data());
    path = folder + "/assay.db";
    std::filesystem::copy_file(kFormat1, path);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  /// All records, a line each, as any program reads them.
  static std::string records(const std::string& file) {
    sqlite3* opened = nullptr;
    EXPECT_EQ(sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr), SQLITE_OK);
    const Database database(opened);
    std::string lines;
    const auto add = [](void* out, int, char** columns, char**) {
      *static_cast<std::string*>(out) += std::string(columns[0]) + " " + columns[1] + " " + columns[2] + "\n";
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(opened, "SELECT space, hex(key), hex(value) FROM records ORDER BY 1, 2", add, &lines, nullptr), SQLITE_OK);
    return lines;
  }
  static std::string format(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string header(100, '\0');
    in.read(header.data(), 100);
    return std::to_string(static_cast<int>(header[63]));  // the last octet of user_version
  }

  std::string folder;
  std::string path;
};

TEST_F(Upgrade, KeepsEveryRecordAndACopy) {
  const std::string before = records(kFormat1);
  EXPECT_THAT(before, HasSubstr("roster "));
  std::vector<std::string> said;
  {
    const auto store = open_sqlite(path, {.on_upgrade = [&](const std::string& line) { said.push_back(line); }});
    ASSERT_TRUE(store) << store.error().text;
  }
  EXPECT_THAT(said, ElementsAre(HasSubstr("a copy of the old one is " + path + ".format1"), HasSubstr("from format 1 to 2")));
  EXPECT_EQ(records(path), before);
  EXPECT_EQ(format(path), "2");
  EXPECT_EQ(records(path + ".format1"), before);
  EXPECT_EQ(format(path + ".format1"), "1");
  said.clear();
  EXPECT_TRUE(open_sqlite(path, {.on_upgrade = [&](const std::string& line) { said.push_back(line); }}));
  EXPECT_THAT(said, ElementsAre());
}

TEST_F(Upgrade, ACrashBeforeItsEndLeavesTheOldOne) {
  const std::string before = records(path);
  static bool upgrading = false;
  const pid_t child = fork();
  if (child == 0) {
    // Dies in the commit of the upgrade, when all is written but the end.
    (void)sqlite3_auto_extension(reinterpret_cast<void (*)()>(+[](sqlite3* database, const char**, const sqlite3_api_routines*) {
      sqlite3_commit_hook(
          database,
          [](void*) -> int {
            if (upgrading) _exit(9);
            return 0;
          },
          nullptr);
      return SQLITE_OK;
    }));
    (void)open_sqlite(path, {.on_upgrade = [](const std::string&) { upgrading = true; }});
    _exit(1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(WEXITSTATUS(status), 9);
  EXPECT_EQ(format(path), "1");
  EXPECT_EQ(records(path), before);
  EXPECT_TRUE(open_sqlite(path));
  EXPECT_EQ(format(path), "2");
  EXPECT_EQ(records(path), before);
}

TEST_F(Upgrade, WithoutRoomForTheCopyNothingIsDone) {
  std::filesystem::create_directories(path + ".format1/in the way");
  const auto store = open_sqlite(path);
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().text, HasSubstr("copying the database to " + path + ".format1"));
  EXPECT_EQ(format(path), "1");
}

}  // namespace
}  // namespace assay::store
