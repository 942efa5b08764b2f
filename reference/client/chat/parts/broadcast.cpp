// The same to many, in conversations of their own (chapter 05).

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

/// Numbers, a colon, and what to say.
void send(Desk& desk, std::string_view text, const Now& now) {
  const std::size_t colon = text.find(':');
  const std::string_view body = colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1));
  client::SendBroadcast command;
  for (const std::string& number : numbers_in(text.substr(0, colon))) {
    command.to.push_back(digits_of(number) + '@' + desk.client.config().domain);
  }
  if (command.to.empty() || body.empty()) {
    return desk.screen.complain("What to whom? /broadcast +1 202 555 0102, +1 202 555 0103: TEXT");
  }
  command.body = std::string(body);
  desk.client.perform(std::move(command), now);
}

class Broadcast final : public Part {
 public:
  std::string title() const override { return "Broadcasts"; }
  std::vector<Word> words() override {
    return {{"broadcast", "NUMBER ...: TEXT", "the same to each of them, in conversations of their own", send}};
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    const auto* accepted = std::get_if<client::BroadcastAccepted>(&event);
    if (!accepted) return false;
    const std::size_t count = accepted->messages.size();
    desk.screen.show(accepted->stamp.value_or(now.wall), Paint::Green, kTick,
                     " to " + (count == 1 ? "one" : fmt::format("{}, each by itself", count)));
    for (const auto& one : accepted->refused) {
      desk.screen.complain(fmt::format("Not to {}: {}.", desk.short_name(one.to), explained(one.reason)));
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<Part> broadcast() { return std::make_unique<Broadcast>(); }

}  // namespace assay::chat::parts
