// Talking to one: plain lines, what comes, and how far ours have got.

#include <map>

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

constexpr std::size_t kOnTheirWay = 10'000;  // messages whose delivery would still be shown

void choose(Desk& desk, std::string_view text, const Now&) {
  std::string peer = desk.address_of(text);
  if (peer.empty()) return desk.screen.complain("To whom? /to +1 202 555 0102, /to someone@example.org, or /to #NAME of a group");
  desk.talk_to(std::move(peer));
}

void read_last(Desk& desk, std::string_view, const Now& now) {
  const Conversation* with = desk.conversation(desk.peer);
  if (!with || with->last_received.empty()) return desk.screen.complain("There is nothing of theirs to read.");
  desk.client.perform(client::MarkRead{desk.peer, with->last_received}, now);
}

void receipts(Desk& desk, std::string_view text, const Now& now) {
  if (text != "on" && text != "off") return desk.screen.complain("On or off? /receipts on");
  desk.client.perform(client::SetReadReceipts{text == "on"}, now);
}

void show_message(Desk& desk, const client::MessageReceived& message, const Now& now) {
  const bool is_open = message.privacy == client::Privacy::Unexpected;
  desk.screen.show(message.stamp.value_or(now.wall), Paint::Cyan, desk.short_name(message.from),
                   (is_open ? " (in the clear, anybody between may have written it): " : ": ") + printable(message.body));
  Conversation* with = message.id.empty() ? nullptr : desk.conversation(message.from);
  if (with) with->last_received = message.id;
  if (desk.peer.empty()) desk.talk_to(message.from);
}

class Talk final : public Part {
 public:
  std::string title() const override { return "Talking"; }

  std::vector<Word> words() override {
    return {
        {"to", "NUMBER, JID or #NAME", "whom your lines go to", choose},
        {"read", "", "you have seen what came last; its sender is told", read_last},
        {"receipts", "on|off", "of reading: with off you tell nobody, and are not told either", receipts},
    };
  }

  bool say(Desk& desk, std::string_view text, const Now& now) override {
    const std::string id = desk.client.send({desk.peer, std::string(text), {}}, now);
    waiting_.emplace(id, text);
    if (Conversation* with = desk.conversation(desk.peer)) with->last_sent = id;
    if (!desk.client.is_online()) desk.screen.note("It waits until you are online.");
    return true;
  }

  bool show(Desk& desk, const client::Event& event, const Now& now) override {
    return std::visit(overloaded{
                          [&](const client::Accepted& e) { return show_accepted(desk, e, now), true; },
                          [&](const client::Delivered& e) { return show_state(desk, e.id, {}, now), true; },
                          [&](const client::Read& e) { return show_state(desk, e.id, " read", now), true; },
                          [&](const client::Played& e) { return show_state(desk, e.id, " played", now), true; },
                          [](const client::ReadElsewhere&) { return true; },
                          [&](const client::SentElsewhere& e) {
                            desk.screen.show(now.wall, Paint::Green, "you",
                                             " to " + desk.short_name(e.to) + ", elsewhere: " + printable(e.body));
                            return true;
                          },
                          [&](const client::MessageReceived& e) { return show_message(desk, e, now), true; },
                          [&](const client::BacklogStarted& e) {
                            const std::string what = e.messages == 1 ? "One message" : fmt::format("{} messages", e.messages);
                            if (e.messages > 0) desk.screen.note(what + " waited for you:");
                            return true;
                          },
                          [](const client::BacklogEnded&) { return true; },
                          [&](const client::Failed& e) { return e.command == "send" && (show_failure(desk, e), true); },
                          [](const auto&) { return false; },
                      },
                      event);
  }

 private:
  /// One tick: the server has it.
  void show_accepted(Desk& desk, const client::Accepted& accepted, const Now& now) {
    auto found = waiting_.extract(accepted.id);
    if (found.empty()) return;
    desk.screen.show(accepted.stamp.value_or(now.wall), Paint::Green, kTick, ' ' + printable(found.mapped()));
    if (on_its_way_.size() < kOnTheirWay) on_its_way_.insert(std::move(found));
  }

  /// Two ticks: its addressee has it, or more. Only the beginning of the message is shown again.
  void show_state(Desk& desk, const std::string& id, std::string_view mark, const Now& now) {
    const auto found = on_its_way_.find(id);
    if (found == on_its_way_.end()) return;
    desk.screen.show(now.wall, mark.empty() ? Paint::Green : Paint::Cyan, std::string(kTick) + kTick + std::string(mark),
                     ' ' + desk.screen.painted(Paint::Dim, beginning(printable(found->second))));
  }

  void show_failure(Desk& desk, const client::Failed& failure) {
    const auto found = waiting_.extract(failure.id);
    desk.screen.complain(failure_text(found.empty() ? "Not sent" : fmt::format("Not sent ({})", printable(found.mapped())), failure));
  }

  std::map<std::string, std::string> waiting_;     // message id -> what it said, until the server has it
  std::map<std::string, std::string> on_its_way_;  // the same from then until its addressee has it
};

}  // namespace

std::unique_ptr<Part> conversation() { return std::make_unique<Talk>(); }

}  // namespace assay::chat::parts
