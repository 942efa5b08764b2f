#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/client/chat/cabinet.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/terminal.hpp"
#include "reference/client/scripted_phone.hpp"

namespace assay::chat {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Drawer final : public Cabinet {
 public:
  Result<Bytes, std::string> read(const std::string& path, std::size_t most) override {
    const auto found = files.find(path);
    if (found == files.end() || found->second.size() > most) return fail("there is no file " + path);
    return found->second;
  }
  Result<std::string, std::string> keep(const std::string& path, ByteView octets) override {
    for (unsigned n = 1;; ++n) {
      if (files.emplace(numbered(path, n), Bytes(octets)).second) return numbered(path, n);
    }
  }
  std::map<std::string, Bytes> files;
};

class AttachmentsTest : public testing::Test {
 protected:
  static client::Config config() {
    client::Config config = client::ScriptedPhone::usual_config();
    config.encrypt = true;
    return config;
  }
  AttachmentsTest() : phone(config(), client::ScriptedPhone::registered()) { desk.cabinet = &drawer; }

  void show(const client::Event& event) {
    for (const auto& part : all) {
      if (part->show(desk, event, phone.now)) return;
    }
  }
  void type(std::string_view word, std::string_view rest) {
    for (const auto& part : all) {
      for (const Word& one : part->words()) {
        if (one.name == word) one.run(desk, rest, phone.now);
      }
    }
  }
  std::vector<std::string> lines() {
    std::vector<std::string> shown;
    while (auto line = desk.screen.next_line()) shown.push_back(*line);
    return shown;
  }
  static client::MessageReceived message_with(const std::string& name, bool voice = false) {
    client::MessageReceived message;
    message.from = "12025550102@example.org";
    message.id = "m1";
    message.body = "look";
    message.file = client::FileFacts{voice ? "audio/ogg" : "image/png", name, 72'000, voice};
    return message;
  }

  client::ScriptedPhone phone;
  Desk desk{phone.client, Screen(Colour::Never, {})};
  Drawer drawer;
  std::vector<std::unique_ptr<Part>> all = parts::all();
};

TEST_F(AttachmentsTest, ShowsWhatCameAndSavesItUnderANameThatIsFree) {
  show(message_with("beach.png"));
  EXPECT_THAT(lines(), ElementsAre("12:00 +12025550102: picture 1: beach.png, 72 kB, image/png. /save 1\n      look",
                                   HasSubstr("Your lines go to")));
  drawer.files["beach.png"] = "another";
  type("save", "1");
  show(client::FileFetched{"12025550102@example.org", "m1", {}, {"image/png", "beach.png", 6, false}, "octets"});
  EXPECT_THAT(lines(), ElementsAre("Saved as beach (2).png."));
  EXPECT_EQ(drawer.files.at("beach.png"), "another");
  EXPECT_EQ(drawer.files.at("beach (2).png"), "octets");
}

TEST_F(AttachmentsTest, SavesWhereTheUserSays) {
  show(message_with("beach.png"));
  type("save", "1 /tmp/my beach.png");
  show(client::FileFetched{"12025550102@example.org", "m1", {}, {"image/png", "beach.png", 6, false}, "octets"});
  EXPECT_EQ(drawer.files.count("/tmp/my beach.png"), 1U);
  lines();
  type("save", "2");
  EXPECT_THAT(lines(), ElementsAre("There is no file with that number."));
}

TEST_F(AttachmentsTest, SendsNothingThatIsNotThere) {
  desk.talk_to("12025550102@example.org");
  lines();
  type("send", "nothing.png");
  EXPECT_THAT(lines(), ElementsAre("Not sent: there is no file nothing.png."));
  drawer.files["beach.png"] = "octets";
  type("send", "beach.png");
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(AttachmentsTest, TellsProgressAndWhatIsGone) {
  show(client::FileProgress{"m1", 3'000'000, 12'000'000});
  show(client::FileGone{"12025550102@example.org", "m1"});
  EXPECT_THAT(lines(), ElementsAre("  3.0 MB of 12.0 MB (25 %)", HasSubstr("+12025550102 was asked for it")));
}

TEST_F(AttachmentsTest, OnlyVoiceNotesAreHeard) {
  show(message_with("beach.png"));
  show(message_with("note.ogg", true));
  lines();
  type("heard", "1");
  EXPECT_THAT(lines(), ElementsAre("That is no voice note."));
}

TEST(Cabinet, NumbersNames) {
  EXPECT_EQ(numbered("a.png", 1), "a.png");
  EXPECT_EQ(numbered("a.png", 2), "a (2).png");
  EXPECT_EQ(numbered("/tmp.d/a", 3), "/tmp.d/a (3)");
  EXPECT_EQ(numbered(".rc", 2), ".rc (2)");
}

TEST(InTheClear, NoFileIsSent) {
  client::ScriptedPhone phone(client::ScriptedPhone::usual_config(), client::ScriptedPhone::registered());
  Drawer drawer;
  Terminal terminal(phone.client, {.cabinet = &drawer});
  terminal.line("/to +1 202 555 0102", phone.now);
  terminal.line("/send beach.png", phone.now);
  std::vector<std::string> lines;
  while (auto line = terminal.next_line()) lines.push_back(*line);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("Your lines go to"), HasSubstr("encrypted or not at all")));
}

}  // namespace
}  // namespace assay::chat
