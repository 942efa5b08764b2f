// What one does with a message that is there: another text for it, taking it back, showing something beside it.

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

/// The id of our last message to the peer; "" where that was objected to.
std::string last_sent(Desk& desk) {
  const Conversation* with = desk.conversation(desk.peer);
  if (with && !with->last_sent.empty()) return with->last_sent;
  desk.screen.complain("You have written nothing to them.");
  return {};
}

void edit(Desk& desk, std::string_view text, const Now& now) {
  const std::string id = last_sent(desk);
  if (id.empty()) return;
  if (text.empty()) return desk.screen.complain("What should it say? /edit TEXT");
  desk.client.perform(client::EditMessage{desk.peer, id, std::string(text), {}}, now);
}

void revoke(Desk& desk, std::string_view, const Now& now) {
  if (const std::string id = last_sent(desk); !id.empty()) desk.client.perform(client::RevokeMessage{desk.peer, id, {}}, now);
}

void react(Desk& desk, std::string_view text, const Now& now) {
  const Conversation* with = desk.conversation(desk.peer);
  if (!with || with->last_received.empty()) return desk.screen.complain("There is nothing of theirs.");
  desk.client.perform(client::React{desk.peer, with->last_received, std::string(text), {}}, now);
}

/// Whoever did it, and in which group.
template <class Event>
std::string who(const Desk& desk, const Event& event) {
  return (event.group.empty() ? "" : desk.short_name(event.group) + ' ') + desk.short_name(event.from);
}

class Changes final : public Part {
 public:
  std::string title() const override { return "Changing a message"; }

  std::vector<Word> words() override {
    return {
        {"edit", "TEXT", "another text for your last message", edit},
        {"revoke", "", "take your last message back", revoke},
        {"react", "\u2764", "show it beside the last one of theirs; without a sign, take it away", react},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    return std::visit(overloaded{
                          [&](const client::Edited& e) {
                            desk.screen.show(now.wall, Paint::Cyan, who(desk, e), ", edited: " + printable(e.body));
                            return true;
                          },
                          [&](const client::Revoked& e) {
                            desk.screen.note(fmt::format("{} has taken a message back.", who(desk, e)));
                            return true;
                          },
                          [&](const client::Reacted& e) {
                            std::string all;
                            for (const std::string& reaction : e.reactions) all += ' ' + printable(reaction);
                            desk.screen.note(who(desk, e) + (all.empty() ? " takes the reaction back." : all));
                            return true;
                          },
                          [](const auto&) { return false; },
                      },
                      event);
  }
};

}  // namespace

std::unique_ptr<Part> changes() { return std::make_unique<Changes>(); }

}  // namespace assay::chat::parts
