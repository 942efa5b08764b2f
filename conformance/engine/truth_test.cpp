// Plays the tables of truth/ (truth_test.hpp).

#include "conformance/engine/truth_test.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace assay::conformance::engine::truth {
namespace {

bool updates() { return std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr; }

constexpr const char* kHowToUpdate = "if that is meant, look at it and run the test once with ASSAY_UPDATE_GOLDEN=1 in the environment";

std::string said(const std::map<std::string, std::string>& checks) {
  std::string out;
  for (const auto& [requirement, verdict] : checks) out += fmt::format(" {}={}", requirement, verdict);
  return out;
}

class Truth : public testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] const Table& table() const { return tables().at(GetParam()); }

  static void hold(const Row& row, const Outcome& outcome) {
    EXPECT_EQ(row.verdict, outcome.verdict) << (outcome.says.empty() ? std::string() : "it says: " + outcome.says) << said(outcome.checks);
    for (const auto& [requirement, verdict] : row.checks) {
      const auto found = outcome.checks.find(requirement);
      EXPECT_EQ(verdict, found == outcome.checks.end() ? "no such check" : found->second) << requirement << ";" << said(outcome.checks);
    }
    if (!row.fences.empty()) {
      EXPECT_EQ(row.fences, outcome.fences);
    }
    if (!updates()) {
      EXPECT_EQ(row.says, outcome.says) << kHowToUpdate;
    }
  }
};

TEST_P(Truth, Holds) {
  std::vector<std::string> says;
  std::set<std::string> titles;
  for (const Row& row : table().rows) {
    SCOPED_TRACE(fmt::format("{}:{}: {}", table().source.name, row.line, row.title));
    EXPECT_TRUE(titles.insert(row.title).second) << "a title that another row of the file has";
    const Outcome outcome = play(row);
    hold(row, outcome);
    says.push_back(row.verdict == outcome.verdict ? outcome.says : row.says);
  }
  if (updates()) std::ofstream(table().path, std::ios::binary) << with_texts(table(), says);
}

INSTANTIATE_TEST_SUITE_P(Of, Truth, testing::Range(std::size_t{0}, tables().size()),
                         [](const auto& param) { return tables().at(param.param).path.stem().string(); });

TEST(Truth, TheWholeLanguageIsInIt) {
  std::set<std::string> shown;
  std::set<std::string> failed;
  for (const Table& table : tables()) {
    for (const Row& row : table.rows) {
      Outcome outcome = play(row);
      shown.merge(outcome.shown);
      failed.merge(outcome.failed);
    }
  }
  for (const std::string& word : whole_language()) {
    EXPECT_TRUE(shown.contains(word)) << "no row that passes has: " << word << " (see conformance/engine/truth/README.md)";
    EXPECT_TRUE(failed.contains(word)) << "no row that does not pass is stopped by: " << word
                                       << " (see conformance/engine/truth/README.md)";
  }
}

TEST(Truth, ThePageIsMadeOfTheRows) {
  const auto path = folder() / "README.md";
  if (updates()) {
    std::vector<Table> now = tables();
    for (Table& table : now) {
      for (Row& row : table.rows) {
        const Outcome outcome = play(row);
        if (row.verdict == outcome.verdict) row.says = outcome.says;
      }
    }
    std::ofstream(path, std::ios::binary) << page(now);
    return;
  }
  const std::string wanted = page(tables());
  std::ostringstream found;
  found << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_TRUE(found.str() == wanted) << path << " is not what the rows say; " << kHowToUpdate;
}

// The texts that rows state are rewritten in place, and nothing else is.
TEST(Truth, TextsAreWrittenBack) {
  for (const Table& table : tables()) {
    std::vector<std::string> says;
    for (const Row& row : table.rows) says.push_back(row.says);
    EXPECT_EQ(with_texts(table, says), table.source.text) << table.source.name;
  }
}

}  // namespace
}  // namespace assay::conformance::engine::truth
