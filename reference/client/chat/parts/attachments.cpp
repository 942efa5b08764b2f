// Files: sent from here, and saved where the user says (spec chapter 10). It is asked before the parts that show messages.

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <map>
#include <optional>

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/recipients.hpp"
#include "reference/client/chat/text.hpp"
#include "reference/client/file_book.hpp"

namespace assay::chat::parts {
namespace {

using client::FileKey;

constexpr std::size_t kShownFiles = 1'000;  // that can be named by their numbers; the oldest go first

struct Ending {
  std::string_view name;
  std::string_view type;
};
constexpr std::array kEndings = {
    Ending{"jpg", "image/jpeg"},  Ending{"jpeg", "image/jpeg"},     Ending{"png", "image/png"},       Ending{"gif", "image/gif"},
    Ending{"webp", "image/webp"}, Ending{"heic", "image/heic"},     Ending{"ogg", "audio/ogg"},       Ending{"opus", "audio/ogg"},
    Ending{"mp3", "audio/mpeg"},  Ending{"m4a", "audio/mp4"},       Ending{"wav", "audio/wav"},       Ending{"mp4", "video/mp4"},
    Ending{"webm", "video/webm"}, Ending{"mov", "video/quicktime"}, Ending{"pdf", "application/pdf"}, Ending{"txt", "text/plain"}};

std::string type_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  std::string ending(dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const Ending& known : kEndings) {
    if (known.name == ending) return std::string(known.type);
  }
  return "application/octet-stream";
}

std::string size_of(std::uint64_t octets) {
  constexpr std::uint64_t kKilo = 1'000;
  if (octets < kKilo) return fmt::format("{} octets", octets);
  if (octets < kKilo * kKilo) return fmt::format("{} kB", octets / kKilo);
  return fmt::format("{}.{} MB", octets / (kKilo * kKilo), octets / (kKilo * 100) % 10);
}

std::string_view noun_of(const client::FileFacts& file) {
  if (file.voice) return "voice note";
  if (file.type.starts_with("image/")) return "picture";
  if (file.type.starts_with("video/")) return "video";
  return file.type.starts_with("audio/") ? "recording" : "file";
}

class Attachments final : public Part {
 public:
  std::string title() const override { return "Files"; }

  std::vector<Word> words() override {
    return {
        {"send", "FILE", "a file, encrypted; a path with spaces needs no quotes",
         [this](auto& d, auto t, auto& n) { send(d, t, n, false); }},
        {"voice", "FILE", "the same of something that you have just said", [this](auto& d, auto t, auto& n) { send(d, t, n, true); }},
        {"broadcast-file", "NUMBER ... or LIST: FILE", "a file to each of them, put once, in conversations of their own",
         [this](auto& d, auto t, auto& n) { send_to_many(d, t, n); }},
        {"save", "N [FILE]", "the file with that number, under its name or as you say",
         [this](auto& d, auto t, auto& n) { save(d, t, n); }},
        {"heard", "N", "you have heard that voice note; its sender is told", [this](auto& d, auto t, auto& n) { heard(d, t, n); }},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    if (const auto* of_group = std::get_if<client::GroupEvent>(&event)) {
      const auto* message = std::get_if<client::GroupMessage>(of_group);
      if (!message || !message->file) return false;
      return came(desk, {message->group, message->from, message->id}, *message->file, message->body, message->stamp.value_or(now.wall));
    }
    return std::visit(overloaded{
                          [&](const client::MessageReceived& e) {
                            return e.file && came(desk, {{}, e.from, e.id}, *e.file, e.body, e.stamp.value_or(now.wall));
                          },
                          [&](const client::SentElsewhere& e) {
                            if (!e.file) return false;
                            desk.screen.show(now.wall, Paint::Green, "you",
                                             fmt::format(" to {}, elsewhere: {}", desk.short_name(e.to), printable(e.file->name)));
                            return true;
                          },
                          [&](const client::Accepted& e) { return show_state(desk, e.id, kTick, now); },
                          [&](const client::Delivered& e) { return show_state(desk, e.id, std::string(kTick) + kTick, now); },
                          [&](const client::Read& e) { return show_state(desk, e.id, std::string(kTick) + kTick + " read", now); },
                          [&](const client::Played& e) { return show_state(desk, e.id, std::string(kTick) + kTick + " heard", now); },
                          [&](const client::FileProgress& e) {
                            desk.screen.note(fmt::format("  {} of {} ({} %)", size_of(e.octets), size_of(e.of),
                                                         e.octets * 100 / std::max<std::uint64_t>(e.of, 1)));
                            return true;
                          },
                          [&](const client::FileFetched& e) { return keep(desk, e), true; },
                          [&](const client::FileGone& e) {
                            desk.screen.note(fmt::format("The media host has it no more. {} was asked for it; it is saved when it comes.",
                                                         desk.short_name(e.from)));
                            return true;
                          },
                          [&](const client::Failed& e) { return show_failure(desk, e); },
                          [](const auto&) { return false; },
                      },
                      event);
  }

 private:
  struct Shown {
    FileKey key;
    client::FileFacts facts;
  };

  void send(Desk& desk, std::string_view path, const Now& now, bool voice) {
    if (path.empty() || !desk.cabinet) return desk.screen.complain(voice ? "Which? /voice note.ogg" : "Which? /send picture.jpg");
    if (desk.peer.empty()) return desk.screen.complain("To whom? /to +1 202 555 0102 first.");
    auto file = file_at(desk, path);
    if (!file) return;
    file->to = desk.peer;
    file->voice = voice;
    const std::string name = file->name;
    const std::string id = desk.client.send_file(std::move(*file), now);
    if (on_its_way_.size() < kShownFiles) on_its_way_.emplace(id, name);
    if (Conversation* with = desk.conversation(desk.peer)) with->last_sent = id;
  }

  /// Numbers or a list, a colon, and a path.
  void send_to_many(Desk& desk, std::string_view text, const Now& now) {
    const std::size_t colon = text.find(':');
    const std::string_view path = colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1));
    std::vector<std::string> many = recipients_in(desk, trimmed(text.substr(0, colon)));
    if (path.empty() || many.empty() || !desk.cabinet) {
      return desk.screen.complain("Which to whom? /broadcast-file +1 202 555 0102, +1 202 555 0103: picture.jpg");
    }
    auto file = file_at(desk, path);
    if (!file) return;
    file->many = std::move(many);
    (void)desk.client.send_file(std::move(*file), now);
  }

  /// To be sent to somebody. Complains if it cannot be.
  static std::optional<client::SendFile> file_at(Desk& desk, std::string_view path) {
    if (!desk.client.config().encrypt) {
      desk.screen.complain("Files go encrypted or not at all, and this chat is in the clear: start it without --clear.");
      return std::nullopt;
    }
    auto octets = desk.cabinet->read(std::string(path), desk.client.config().limits.media_octets);
    if (octets) return client::SendFile{{}, std::move(*octets), type_of(path), client::file_name(path)};
    desk.screen.complain(fmt::format("Not sent: {}.", octets.error()));
    return std::nullopt;
  }

  /// Nothing if there is no such number.
  const Shown* numbered_file(Desk& desk, std::string_view text) {
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    const bool is_there = error == std::errc{} && end == text.data() + text.size() && n > gone_ && n <= gone_ + files_.size();
    if (is_there) return &files_[n - gone_ - 1];
    desk.screen.complain("There is no file with that number.");
    return nullptr;
  }

  void save(Desk& desk, std::string_view text, const Now& now) {
    const auto [number, path] = halves(text);
    const Shown* file = numbered_file(desk, number);
    if (!file || !desk.cabinet) return;
    wanted_as_[file->key] = path.empty() ? file->facts.name : std::string(path);
    desk.client.perform(client::FetchFile{file->key.from, file->key.id, file->key.group}, now);
  }

  void heard(Desk& desk, std::string_view text, const Now& now) {
    const Shown* file = numbered_file(desk, text);
    if (!file) return;
    if (!file->facts.voice) return desk.screen.complain("That is no voice note.");
    const std::string& from = file->key.group.empty() ? file->key.from : file->key.group;
    desk.client.perform(client::MarkRead{from, file->key.id, true}, now);
  }

  bool came(Desk& desk, FileKey key, const client::FileFacts& facts, const std::string& caption, WallTime time) {
    const bool in_group = !key.group.empty();
    const std::string where = in_group ? key.group : key.from;
    const std::string who = in_group ? desk.short_name(key.group) + ' ' + desk.short_name(key.from) : desk.short_name(key.from);
    files_.push_back({std::move(key), facts});
    const std::size_t n = gone_ + files_.size();
    desk.screen.show(time, Paint::Cyan, who,
                     fmt::format(": {} {}: {}, {}, {}. /save {}{}{}", noun_of(facts), n, printable(facts.name), size_of(facts.octets),
                                 printable(facts.type), n, caption.empty() ? "" : "\n      ", printable(caption)));
    Conversation* with = files_.back().key.id.empty() ? nullptr : desk.conversation(where);
    if (with) with->last_received = files_.back().key.id;
    if (desk.peer.empty()) desk.talk_to(where);
    if (files_.size() > kShownFiles) {
      wanted_as_.erase(files_.front().key);
      files_.pop_front();
      ++gone_;
    }
    return true;
  }

  void keep(Desk& desk, const client::FileFetched& file) {
    const auto wanted = wanted_as_.extract(FileKey{file.group, file.from, file.id});
    if (!desk.cabinet) return;
    const auto kept = desk.cabinet->keep(wanted.empty() ? file.facts.name : wanted.mapped(), file.octets);
    kept ? desk.screen.note(fmt::format("Saved as {}.", printable(*kept)))
         : desk.screen.complain(fmt::format("Not saved: {}.", kept.error()));
  }

  bool show_state(Desk& desk, const std::string& id, const std::string& mark, const Now& now) {
    const auto found = on_its_way_.find(id);
    if (found == on_its_way_.end()) return false;
    desk.screen.show(now.wall, Paint::Green, mark, ' ' + desk.screen.painted(Paint::Dim, printable(found->second)));
    return true;
  }

  bool show_failure(Desk& desk, const client::Failed& failure) {
    const bool is_ours = failure.command == "send-file" || (failure.command == "send" && on_its_way_.count(failure.id) != 0);
    if (!is_ours && failure.command != "fetch") return false;
    if (is_ours) on_its_way_.erase(failure.id);
    desk.screen.complain(failure_text(is_ours ? "The file was not sent" : "The file was not saved", failure));
    return true;
  }

  std::deque<Shown> files_;
  std::size_t gone_ = 0;  // numbers before files_
  std::map<FileKey, std::string> wanted_as_;
  std::map<std::string, std::string> on_its_way_;  // message id -> name
};

}  // namespace

std::unique_ptr<Part> attachments() { return std::make_unique<Attachments>(); }

}  // namespace assay::chat::parts
