// The same to many, in conversations of their own (chapter 05). The lists are this device's, and kept with what the client knows of its
// broadcasts.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "reference/client/broadcast_book.hpp"
#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/recipients.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

constexpr std::size_t kListed = 256;  // what one broadcast may have

class Broadcast final : public Part {
 public:
  std::string title() const override { return "Broadcasts"; }

  std::vector<Word> words() override {
    const auto word = [this](void (Broadcast::*run)(Desk&, std::string_view, const Now&)) {
      return [this, run](Desk& desk, std::string_view text, const Now& now) { (this->*run)(desk, text, now); };
    };
    return {
        {"broadcast", "NUMBER ... or LIST: TEXT", "the same to each of them, in conversations of their own", word(&Broadcast::send)},
        {"rebroadcast", "TEXT", "another text for your last broadcast, for all to whom it went", word(&Broadcast::edit)},
        {"unbroadcast", "", "take your last broadcast back from all", word(&Broadcast::revoke)},
        {"list", "NAME NUMBER ...", "put them on a list; without a number, who is on it", word(&Broadcast::list)},
        {"unlist", "NAME NUMBER ...", "take them off it: they get no more, and what they got stays theirs", word(&Broadcast::unlist)},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    const auto* accepted = std::get_if<client::BroadcastAccepted>(&event);
    if (!accepted) return false;
    const std::size_t count = accepted->messages.size();
    if (count > 0) {
      desk.screen.show(accepted->stamp.value_or(now.wall), Paint::Green, kTick,
                       " to " + (count == 1 ? "one" : fmt::format("{}, each by itself", count)));
    }
    for (const auto& one : accepted->refused) {
      desk.screen.complain(fmt::format("Not to {}: {}.", desk.short_name(one.to), explained(one.reason)));
    }
    if (!accepted->waiting.empty()) {
      desk.screen.note(fmt::format("{} of them get it when their keys are there.", accepted->waiting.size()));
    }
    return true;
  }

 private:
  /// Numbers or a list, a colon, and what to say.
  void send(Desk& desk, std::string_view text, const Now& now) {
    const std::size_t colon = text.find(':');
    const std::string_view body = colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1));
    const std::string_view whom = trimmed(text.substr(0, colon));
    client::SendBroadcast command;
    command.to = recipients_in(desk, whom);
    if (command.to.empty() || body.empty()) {
      return desk.screen.complain("What to whom? /broadcast +1 202 555 0102, +1 202 555 0103: TEXT");
    }
    command.body = std::string(body);
    desk.client.perform(std::move(command), now);
  }

  void edit(Desk& desk, std::string_view text, const Now& now) {
    const std::string last = desk.client.broadcast_book().last();
    if (last.empty() || text.empty()) return desk.screen.complain("What should your last broadcast say? /rebroadcast TEXT");
    desk.client.perform(client::EditBroadcast{last, std::string(text), {}}, now);
  }

  void revoke(Desk& desk, std::string_view, const Now& now) {
    const std::string last = desk.client.broadcast_book().last();
    if (last.empty()) return desk.screen.complain("You have broadcast nothing.");
    desk.client.perform(client::RevokeBroadcast{last, {}}, now);
  }

  void list(Desk& desk, std::string_view text, const Now&) {
    const auto [name, numbers] = halves(text);
    if (name.empty()) return show_lists(desk);
    if (numbers.empty()) return show_list(desk, std::string(name));
    const std::vector<std::string> addresses = addresses_in(desk, numbers);
    client::BroadcastBook::Lists& lists = lists_of(desk);
    const bool is_room = lists.size() < client::kBroadcastLists || lists.count(std::string(name)) != 0;
    if (!is_room) return desk.screen.complain("There are too many lists.");
    std::set<std::string>& members = lists[std::string(name)];
    for (const std::string& address : addresses) {
      if (members.size() < kListed) members.insert(address);
    }
    desk.client.broadcast_book().changed();
    show_list(desk, std::string(name));
  }

  void unlist(Desk& desk, std::string_view text, const Now&) {
    const auto [name, numbers] = halves(text);
    client::BroadcastBook::Lists& lists = lists_of(desk);
    const auto found = lists.find(std::string(name));
    if (found == lists.end() || numbers.empty()) return desk.screen.complain("Whom off which list? /unlist NAME +1 202 555 0102");
    for (const std::string& address : addresses_in(desk, numbers)) found->second.erase(address);
    if (found->second.empty()) lists.erase(found);
    desk.client.broadcast_book().changed();
    show_list(desk, std::string(name));
  }

  static client::BroadcastBook::Lists& lists_of(Desk& desk) { return desk.client.broadcast_book().lists(); }

  static void show_lists(Desk& desk) {
    if (lists_of(desk).empty()) return desk.screen.complain("There is no list. /list NAME +1 202 555 0102, +1 202 555 0103");
    for (const auto& [name, members] : lists_of(desk)) desk.screen.note(fmt::format("{}: {}", printable(name), members.size()));
  }

  static void show_list(Desk& desk, const std::string& name) {
    const auto found = lists_of(desk).find(name);
    std::string line = printable(name) + ':';
    if (found == lists_of(desk).end()) return desk.screen.note(line + " nobody");
    for (const std::string& member : found->second) line += ' ' + desk.short_name(member);
    desk.screen.note(line);
  }
};

}  // namespace

std::unique_ptr<Part> broadcast() { return std::make_unique<Broadcast>(); }

}  // namespace assay::chat::parts
