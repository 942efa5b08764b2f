#include "reference/client/chat/terminal.hpp"

#include <fmt/core.h>

#include "reference/base/assert.hpp"
#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/text.hpp"
#include "reference/client/group_book.hpp"

namespace assay::chat {

Terminal::Terminal(client::Client& client, TerminalOptions options)
    : desk_(client, Screen(options.colour, options.utc_offset)), parts_(parts::all()) {
  desk_.cabinet = options.cabinet;
  for (const auto& part : parts_) {
    for (Word& word : part->words()) {
      const bool fresh = words_.emplace(word.name, std::move(word)).second;
      ASSAY_ASSERT(fresh);
    }
  }
}

void Terminal::greet() {
  const auto& jid = desk_.client.credentials().jid;
  if (jid.empty()) {
    desk_.screen.note("Welcome to assay chat. Start with /register +1 202 555 0101; /help shows the rest.");
  } else {
    desk_.screen.note(fmt::format("Welcome back, {}. /help shows what you can type.", desk_.short_name(jid)));
  }
  for (const auto& [group, known] : desk_.client.group_book().groups()) {
    if (known.state) desk_.name(group, known.state->subject().text);
  }
}

void Terminal::line(std::string_view text, const Now& now) {
  text = trimmed(text);
  if (text.empty()) return;
  if (text.front() != '/') return say(text, now);
  const auto [word, rest] = halves(text.substr(1));
  if (word == "help") return help();
  if (word == "quit") {
    quits_ = true;
    return desk_.client.disconnect(now);
  }
  const auto found = words_.find(word);
  if (found == words_.end()) return desk_.screen.complain(fmt::format("There is no /{}. /help shows what there is.", printable(word)));
  found->second.run(desk_, rest, now);
}

void Terminal::say(std::string_view text, const Now& now) {
  if (desk_.peer.empty()) return desk_.screen.complain("To whom? /to +1 202 555 0102 first.");
  for (const auto& part : parts_) {
    if (part->say(desk_, text, now)) return;
  }
}

void Terminal::take_events(const Now& now) {
  while (const auto event = desk_.client.next_event()) show(*event, now);
}

void Terminal::show(const client::Event& event, const Now& now) {
  for (const auto& part : parts_) {
    if (part->show(desk_, event, now)) return;
  }
  const auto* failed = std::get_if<client::Failed>(&event);
  if (failed) desk_.screen.complain(failure_text(fmt::format("/{} did not work", failed->command), *failed));
}

void Terminal::help() {
  Screen& screen = desk_.screen;
  for (const auto& part : parts_) {
    const std::vector<Word> words = part->words();
    if (!words.empty()) screen.show(screen.painted(Paint::Bold, part->title()));
    for (const Word& word : words) {
      screen.note(fmt::format("  {:<32} {}", fmt::format("/{} {}", word.name, word.usage), word.help));
    }
  }
  screen.show(screen.painted(Paint::Bold, "Other"));
  screen.note(fmt::format("  {:<32} {}", "/help   /quit",
                          "behind a line of yours: \u2713 the server has it, \u2713\u2713 it has arrived, \u2713\u2713 read"));
}

std::string Terminal::prompt() const {
  return desk_.peer.empty() ? "> " : desk_.screen.painted(Paint::Bold, desk_.short_name(desk_.peer)) + " > ";
}

}  // namespace assay::chat
