// Whom nothing comes from.

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"

namespace assay::chat::parts {
namespace {

/// The address of whom is meant; "" where that was objected to.
std::string whom(Desk& desk, std::string_view word, std::string_view text) {
  std::string address = desk.address_of(text);
  if (address.empty()) desk.screen.complain(fmt::format("Whom? /{} +1 202 555 0102", word));
  return address;
}

class Blocking final : public Part {
 public:
  std::string title() const override { return "Blocking"; }

  std::vector<Word> words() override {
    return {
        {"block", "NUMBER", "want nothing from it any more",
         [](Desk& desk, std::string_view rest, const Now& now) {
           if (std::string address = whom(desk, "block", rest); !address.empty())
             desk.client.perform(client::Block{std::move(address)}, now);
         }},
        {"unblock", "NUMBER", "take it back",
         [](Desk& desk, std::string_view rest, const Now& now) {
           if (std::string address = whom(desk, "unblock", rest); !address.empty())
             desk.client.perform(client::Unblock{std::move(address)}, now);
         }},
        {"blocked", "", "see whom", [](Desk& desk, std::string_view, const Now& now) { desk.client.perform(client::AskBlocked{}, now); }},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    if (const auto* blocked = std::get_if<client::Blocked>(&event)) {
      if (blocked->jids.empty()) desk.screen.note("You have blocked nobody.");
      for (const std::string& jid : blocked->jids) desk.screen.note(fmt::format("{0} is blocked: /unblock {0}", desk.short_name(jid)));
      return true;
    }
    const auto* done = std::get_if<client::Done>(&event);
    if (!done || (done->command != "block" && done->command != "unblock")) return false;
    desk.screen.note(done->command == "block" ? "Nothing comes from there any more, and they are not told."
                                              : "What they write comes again.");
    return true;
  }
};

}  // namespace

std::unique_ptr<Part> blocking() { return std::make_unique<Blocking>(); }

}  // namespace assay::chat::parts
