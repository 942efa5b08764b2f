// The same to many, in conversations of their own (chapter 05). The lists are this program's, and last as long as it runs.

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

constexpr std::size_t kLists = 100;
constexpr std::size_t kListed = 256;  // what one broadcast may have

std::vector<std::string> addresses_in(const Desk& desk, std::string_view text) {
  std::vector<std::string> addresses;
  for (const std::string& number : numbers_in(text)) addresses.push_back(digits_of(number) + '@' + desk.client.config().domain);
  return addresses;
}

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
    if (accepted->ref.empty()) last_ = accepted->id;
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
    if (const auto list = lists_.find(std::string(whom)); list != lists_.end()) {
      command.to.assign(list->second.begin(), list->second.end());
    } else {
      command.to = addresses_in(desk, whom);
    }
    if (command.to.empty() || body.empty()) {
      return desk.screen.complain("What to whom? /broadcast +1 202 555 0102, +1 202 555 0103: TEXT");
    }
    command.body = std::string(body);
    desk.client.perform(std::move(command), now);
  }

  void edit(Desk& desk, std::string_view text, const Now& now) {
    if (last_.empty() || text.empty()) return desk.screen.complain("What should your last broadcast say? /rebroadcast TEXT");
    desk.client.perform(client::EditBroadcast{last_, std::string(text), {}}, now);
  }

  void revoke(Desk& desk, std::string_view, const Now& now) {
    if (last_.empty()) return desk.screen.complain("You have broadcast nothing.");
    desk.client.perform(client::RevokeBroadcast{last_, {}}, now);
  }

  void list(Desk& desk, std::string_view text, const Now&) {
    const auto [name, numbers] = halves(text);
    if (name.empty()) return show_lists(desk);
    if (numbers.empty()) return show_list(desk, std::string(name));
    const std::vector<std::string> addresses = addresses_in(desk, numbers);
    if (lists_.size() >= kLists && lists_.count(std::string(name)) == 0) return desk.screen.complain("There are too many lists.");
    std::set<std::string>& members = lists_[std::string(name)];
    for (const std::string& address : addresses) {
      if (members.size() < kListed) members.insert(address);
    }
    show_list(desk, std::string(name));
  }

  void unlist(Desk& desk, std::string_view text, const Now&) {
    const auto [name, numbers] = halves(text);
    const auto found = lists_.find(std::string(name));
    if (found == lists_.end() || numbers.empty()) return desk.screen.complain("Whom off which list? /unlist NAME +1 202 555 0102");
    for (const std::string& address : addresses_in(desk, numbers)) found->second.erase(address);
    if (found->second.empty()) lists_.erase(found);
    show_list(desk, std::string(name));
  }

  void show_lists(Desk& desk) const {
    if (lists_.empty()) return desk.screen.complain("There is no list. /list NAME +1 202 555 0102, +1 202 555 0103");
    for (const auto& [name, members] : lists_) desk.screen.note(fmt::format("{}: {}", printable(name), members.size()));
  }

  void show_list(Desk& desk, const std::string& name) const {
    const auto found = lists_.find(name);
    std::string line = printable(name) + ':';
    if (found == lists_.end()) return desk.screen.note(line + " nobody");
    for (const std::string& member : found->second) line += ' ' + desk.short_name(member);
    desk.screen.note(line);
  }

  std::map<std::string, std::set<std::string>> lists_;  // of bare JIDs
  std::string last_;                                    // the id of our last broadcast
};

}  // namespace

std::unique_ptr<Part> broadcast() { return std::make_unique<Broadcast>(); }

}  // namespace assay::chat::parts
