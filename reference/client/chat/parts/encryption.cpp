// Keys: whose they are, when they change, and what becomes of what the server could read.

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

/// The number behind a word, else whom one talks to; "" if there is neither.
std::string whom(Desk& desk, std::string_view text, const char* usage) {
  std::string jid = text.empty() ? desk.peer : desk.address_of(text);
  if (jid.empty()) desk.screen.complain(usage);
  return jid;
}

void ask_keys(Desk& desk, std::string_view text, const Now& now) {
  std::string jid = whom(desk, text, "Whose? /keys +1 202 555 0102");
  if (!jid.empty()) desk.client.perform(client::AskKeys{std::move(jid)}, now);
}

void trust(Desk& desk, std::string_view text, const Now& now) {
  std::string jid = whom(desk, text, "Whose keys? /trust +1 202 555 0102");
  if (!jid.empty()) desk.client.perform(client::TrustKeys{std::move(jid)}, now);
}

void allow_clear(Desk& desk, std::string_view text, const Now& now) {
  std::string jid = whom(desk, text, "To whom? /clear +1 202 555 0102");
  if (!jid.empty()) desk.client.perform(client::AllowClear{std::move(jid)}, now);
}

void ask_key_log(Desk& desk, std::string_view text, const Now& now) {
  if (!text.empty() && text != "new") return desk.screen.complain("/keylog, or /keylog new where the server's log is another one for a good reason.");
  desk.client.perform(client::AskKeyLog{text == "new"}, now);
}

std::string_view log_fault_text(std::string_view reason) {
  if (reason == "forked-log") return "it is not the one that it was: you may be shown another than others";
  if (reason == "other-log") return "it is another one than before (/keylog new takes it, if there is a good reason)";
  if (reason == "old-head") return "it is older than what was shown before";
  if (reason == "missing-entry") return "these keys are not in it";
  if (reason == "foreign-entry") return "it has keys in your name that are not yours";
  if (reason == "no-log") return "it is gone";
  if (reason == "bad-head" || reason == "bad-proof") return "what it says cannot be true";
  return "it could not be asked";
}

void show_log_fault(Desk& desk, const client::KeyLogFault& fault) {
  desk.screen.complain(fmt::format("The server's log of keys is not good for {} ({}): {}.", desk.short_name(fault.jid), printable(fault.reason),
                                   log_fault_text(fault.reason)));
}

void show_log_head(Desk& desk, const client::KeyLogHead& head) {
  desk.screen.note(fmt::format("The server's log of keys has {} {}: who sees so many and other digits is shown another log.", head.size,
                               head.size == 1 ? "entry" : "entries"));
  desk.screen.note(head.digits);
}

void show_keys(Desk& desk, const client::AccountKeys& keys) {
  desk.screen.note(fmt::format("What you and {} compare, {} {} there: the same digits on both sides, and nobody stands between you.",
                               desk.short_name(keys.jid), keys.devices.size(), keys.devices.size() == 1 ? "device" : "devices"));
  desk.screen.note(keys.digits);
  desk.screen.note(keys.qr);
}

void show_change(Desk& desk, const client::KeysChanged& changed) {
  const std::string who = desk.short_name(changed.jid);
  if (changed.identity) {
    return desk.screen.complain(fmt::format("{} has other keys: a new phone, or somebody else. /keys {} shows what to compare.{}", who, who,
                                            changed.waits ? " What you write waits for /trust." : ""));
  }
  for (const std::uint32_t device : changed.added) desk.screen.note(fmt::format("{} has a device more ({}).", who, device));
  for (const std::uint32_t device : changed.removed) desk.screen.note(fmt::format("{} has a device less ({}).", who, device));
}

void show_last_resort(Desk& desk, const client::LastResortUsed& used) {
  const std::string who = desk.short_name(used.jid);
  desk.screen.note(
      used.by_us ? fmt::format("The server had no one-time key of {}'s device {}: until it answers, a thief of its keys could read on.",
                               who, used.device)
                 : fmt::format("{}'s device {} got no one-time key of ours: until we answer, a thief of our keys could read on.", who,
                               used.device));
}

class Encryption final : public Part {
 public:
  std::string title() const override { return "Encryption"; }

  std::vector<Word> words() override {
    return {
        {"keys", "NUMBER", "the digits to compare with theirs", ask_keys},
        {"keylog", "", "the newest head of the server's log of keys, to compare", ask_key_log},
        {"trust", "NUMBER", "their new keys are theirs: what waits goes", trust},
        {"verbose", "", "say or keep to yourself how sessions begin", [this](Desk& desk, std::string_view, const Now&) { toggle(desk); }},
        {"clear", "NUMBER", "write although they have no keys: the server can read it", allow_clear},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    return std::visit(
        overloaded{
            [&](const client::AccountKeys& e) { return show_keys(desk, e), true; },
            [&](const client::KeyLogFault& e) { return show_log_fault(desk, e), true; },
            [&](const client::KeyLogHead& e) { return show_log_head(desk, e), true; },
            [&](const client::KeysChanged& e) { return show_change(desk, e), true; },
            [&](const client::KeysRefused& e) {
              desk.screen.complain(fmt::format("The server told keys of {} that are not good ({}); nothing is written by them.",
                                               desk.short_name(e.jid), printable(e.reason)));
              return true;
            },
            [&](const client::LastResortUsed& e) {
              if (is_verbose_) show_last_resort(desk, e);
              return true;
            },
            [&](const client::ClearAsked& e) {
              const std::string who = desk.short_name(e.jid);
              desk.screen.complain(fmt::format(
                  "{} has no keys, or somebody there has none: what you write waits. /clear {} sends it readable for the server.", who,
                  who));
              return true;
            },
            [&](const client::Unreadable& e) {
              desk.screen.complain(fmt::format("A message from {} could not be read ({}){}", desk.short_name(e.from), printable(e.reason),
                                               e.asked_again ? "; it is asked for again." : "."));
              return true;
            },
            [&](const client::Done& e) {
              if (e.command == "trust") desk.screen.note("Their keys are trusted.");
              if (e.command == "allow-clear") desk.screen.note("What you write to them is readable for the server from now on.");
              return e.command == "trust" || e.command == "allow-clear";
            },
            [&](const client::Failed& e) {
              const bool is_ours = e.command == "keys" || e.command == "key-log" || e.command == "trust" || e.command == "allow-clear" || e.command == "encrypt";
              if (is_ours) desk.screen.complain(failure_text("That did not work", e));
              return is_ours;
            },
            [](const auto&) { return false; },
        },
        event);
  }

 private:
  void toggle(Desk& desk) {
    is_verbose_ = !is_verbose_;
    desk.screen.note(is_verbose_ ? "You are told when a session begins without a one-time key."
                                 : "You are told no more how sessions begin.");
  }

  bool is_verbose_ = false;
};

}  // namespace

std::unique_ptr<Part> encryption() { return std::make_unique<Encryption>(); }

}  // namespace assay::chat::parts
