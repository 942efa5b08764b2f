#include "reference/client/file_book.hpp"

#include <gtest/gtest.h>

#include "reference/client/sent_files.hpp"

namespace assay::client {
namespace {

TEST(FileName, HasNoPath) {
  EXPECT_EQ(file_name("beach.png"), "beach.png");
  EXPECT_EQ(file_name("../../.ssh/authorized_keys"), "authorized_keys");
  EXPECT_EQ(file_name("C:\\Users\\x\\beach.png"), "beach.png");
  EXPECT_EQ(file_name("/"), "file");
  EXPECT_EQ(file_name(""), "file");
}

TEST(FileName, SteersNobodyWhoShowsIt) {
  EXPECT_EQ(file_name("a\x1b[2Jb\x7f\n"), "a[2Jb");
  EXPECT_EQ(file_name("photo\u202egpj.exe"), "photogpj.exe");
  EXPECT_EQ(file_name("\u0085a\u2066b"), "ab");
  EXPECT_EQ(file_name("..\x01/..\x02."), "file");
  EXPECT_EQ(file_name(" ..bashrc"), "bashrc");
}

TEST(FileName, EndsBetweenCharacters) {
  std::string long_one;
  for (int i = 0; i < 100; ++i) long_one += "\u00e4";
  EXPECT_EQ(file_name("x" + long_one), "x" + long_one.substr(0, 126));
}

stanza::media::File file_at(const std::string& url) { return {url, Bytes(32, 'k'), Bytes(32, 'h'), 31, 15, "image/png", "", false}; }

TEST(FileBook, KeepsTheFirstFileOfAMessageAndMovesIt) {
  FileBook book;
  const FileKey key{{}, "a@x", "m1"};
  book.add(key, file_at("https://h/1"));
  book.add(key, file_at("https://h/2"));
  ASSERT_NE(book.find(key), nullptr);
  EXPECT_EQ(book.find(key)->url, "https://h/1");
  book.move(key, "https://h/3");
  EXPECT_EQ(book.find(key)->url, "https://h/3");
  EXPECT_EQ(book.find({"g@x", "a@x", "m1"}), nullptr);
}

TEST(FileBook, CountsQuestions) {
  FileBook book;
  const FileKey key{{}, "a@x", "m1"};
  EXPECT_FALSE(book.ask(key));
  book.add(key, file_at("https://h/1"));
  for (unsigned i = 0; i < kAsksForOne; ++i) EXPECT_TRUE(book.ask(key));
  EXPECT_FALSE(book.ask(key));
}

TEST(FileBook, ForgetsTheOldest) {
  FileBook book;
  for (std::size_t i = 0; i <= kFiles; ++i) book.add({{}, "a@x", std::to_string(i)}, file_at("https://h/1"));
  EXPECT_EQ(book.find({{}, "a@x", "0"}), nullptr);
  EXPECT_NE(book.find({{}, "a@x", "1"}), nullptr);
}

TEST(FileIn, IsNothingInTheClear) {
  xml::Element message("jabber:client", "message");
  message.add(file_at("https://h/1").write());
  EXPECT_TRUE(file_in(message, Privacy::Encrypted));
  EXPECT_FALSE(file_in(message, Privacy::Clear));
  EXPECT_FALSE(file_in(message, Privacy::Unexpected));
}

TEST(SentFiles, ArePutAgainThriceAnHour) {
  SentFiles sent;
  sent.keep({"b@x", "m1", file_at("https://h/1"), std::make_shared<const Bytes>("octets")});
  SentFile* file = sent.find("b@x", "m1");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(sent.find("c@x", "m1"), nullptr);
  EXPECT_EQ(sent.find("m1"), file);
  const Instant start{};
  for (std::size_t i = 0; i < kPutsAgain; ++i) EXPECT_TRUE(may_put_again(*file, start));
  EXPECT_FALSE(may_put_again(*file, start + kAgainTime - Duration{1}));
  EXPECT_TRUE(may_put_again(*file, start + kAgainTime));
}

}  // namespace
}  // namespace assay::client
