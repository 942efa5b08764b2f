// What the others are doing in the conversation, and when they were last there.

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

class Activities final : public Part {
 public:
  std::string title() const override { return "Who is there"; }
  std::vector<Word> words() override {
    return {
        {"typing", "", "tell them that you are writing; it counts for ten seconds",
         [](Desk& desk, std::string_view, const Now& now) {
           if (desk.peer.empty()) return desk.screen.complain("To whom? /to +1 202 555 0102");
           desk.client.perform(client::TellActivity{desk.peer, "composing"}, now);
         }},
        {"seen", "NUMBER", "when they were last there; without a number, whom you talk to", ask},
        {"seen-by", "everyone, contacts or nobody", "who may ask that of you",
         [](Desk& desk, std::string_view rest, const Now& now) { desk.client.perform(client::SetLastSeen{std::string(rest)}, now); }},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    if (const auto* seen = std::get_if<client::LastSeen>(&event)) {
      const std::string who = desk.short_name(seen->jid);
      desk.screen.note(seen->ago.count() == 0 ? who + " is there." : who + " was there " + wait_of(seen->ago) + " ago.");
      return true;
    }
    if (const auto* done = std::get_if<client::Done>(&event); done && done->command == "last-seen-for") {
      desk.screen.note("It is as you said.");
      return true;
    }
    const auto* activity = std::get_if<client::Activity>(&event);
    if (!activity) return false;
    if (activity->activity != "paused") {
      desk.screen.note(
          fmt::format("{} is {}...", desk.short_name(activity->from), activity->activity == "composing" ? "typing" : "recording"));
    }
    return true;
  }

 private:
  static void ask(Desk& desk, std::string_view rest, const Now& now) {
    const std::string jid = rest.empty() ? desk.peer : desk.address_of(rest);
    if (jid.empty()) return desk.screen.complain("Of whom? /seen +1 202 555 0102");
    desk.client.perform(client::AskLastSeen{jid}, now);
  }
};

}  // namespace

std::unique_ptr<Part> activity() { return std::make_unique<Activities>(); }

}  // namespace assay::chat::parts
