#include "reference/client/group_memory.hpp"

#include <gtest/gtest.h>

namespace assay::client {
namespace {

using namespace stanza::groups;

const std::string kChess = "0f1e2d3c4b5a69788796@groups.example.org";
const std::string kAnn = "12025550101@example.org";
const std::string kBob = "12025550102@example.org";

GroupBook book_of_one() {
  GroupBook book;
  KnownGroup* known = book.open(kChess);
  known->state = GroupState::made({.kind = ChangeKind::Created,
                                   .version = 1,
                                   .actor = kAnn,
                                   .members = {kAnn, kBob},
                                   .text = Text{TextKind::Subject, {}, 1, "<Chess>\nand \"tea\""}});
  known->told = 1;
  known->place = 7;
  known->learned = 2;
  known->wanted = {kBob, kAnn};
  (void)book.open("of-which-nothing-is-known@groups.example.org");
  return book;
}

TEST(GroupMemory, IsReadAsItWasWritten) {
  const std::string text = write_group_memory(book_of_one());
  const auto book = read_group_memory(text);
  ASSERT_TRUE(book);
  ASSERT_EQ(book->groups().size(), 1U);
  const KnownGroup& known = book->groups().at(kChess);
  EXPECT_EQ(known.state->subject().text, "<Chess>\nand \"tea\"");
  EXPECT_EQ(known.state->members().at(kAnn).role, Role::Owner);
  EXPECT_EQ(known.state->hash(), book_of_one().find(kChess)->state->hash());
  EXPECT_EQ(known.told, 1U);
  EXPECT_EQ(known.place, 7U);
  EXPECT_EQ(known.learned, 2U);
  EXPECT_EQ(known.wanted, (std::vector<std::string>{kBob, kAnn}));
  EXPECT_EQ(write_group_memory(*book), text);
  EXPECT_TRUE(read_group_memory(write_group_memory({}))->groups().empty());
}

TEST(GroupMemory, IsWholeOrNothing) {
  const std::string text = write_group_memory(book_of_one());
  for (std::size_t octets = 0; octets < text.size(); ++octets) EXPECT_FALSE(read_group_memory(text.substr(0, octets))) << octets;
  EXPECT_FALSE(read_group_memory(text + "more"));
  EXPECT_FALSE(read_group_memory("assay groups 1\n99999999999999999999\n<a/>\nend\n"));
  EXPECT_FALSE(read_group_memory("assay groups 1\n4\n<a/>\nend\n"));
}

TEST(GroupBook, HasAnotherRevisionWhenItMayHaveChanged) {
  GroupBook book;
  const auto before = book.revision();
  (void)book.open(kChess);
  EXPECT_NE(book.revision(), before);
}

}  // namespace
}  // namespace assay::client
