// The account: its number, its PIN, its end; being online or not.

#include <fmt/core.h>

#include "reference/client/chat/failure.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

class Account final : public Part {
 public:
  std::string title() const override { return "Your account"; }

  std::vector<Word> words() override {
    return {
        {"register", "NUMBER", "ask for a code, by SMS",
         [](Desk& desk, std::string_view rest, const Now& now) {
           const std::string digits = digits_of(rest);
           if (digits.empty()) return desk.screen.complain("Which number? /register +1 202 555 0101");
           desk.client.register_number({'+' + digits, client::CodeMethod::Sms}, now);
         }},
        {"code", "123456", "prove the number with it",
         [this](Desk& desk, std::string_view rest, const Now& now) { verify(desk, rest, now); }},
        {"pin", "PIN, or off", "a PIN beside the code, from now on; or the one you were asked for",
         [this](Desk& desk, std::string_view rest, const Now& now) { pin(desk, rest, now); }},
        {"number", "NUMBER", "take your account to another number; with \"tell\" behind it, contacts learn of it", change_number},
        {"unregister", "yes", "end your account",
         [](Desk& desk, std::string_view rest, const Now& now) {
           if (rest != "yes")
             return desk.screen.complain("This ends your account: messages, contacts and all. If you mean it: /unregister yes");
           desk.client.perform(client::Unregister{}, now);
         }},
        {"login", "", "be online", [](Desk& desk, std::string_view, const Now& now) { desk.client.connect(now); }},
        {"logout", "", "be offline", [](Desk& desk, std::string_view, const Now& now) { desk.client.disconnect(now); }},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    return std::visit(
        overloaded{
            [&](const client::CodeRequested& e) {
              desk.screen.note(fmt::format("A code of {} digits is on its way to {}. Type /code and the digits.", e.digits, e.number));
              desk.screen.note("Nobody else ever asks for it: whoever does wants your account.");
              return true;
            },
            [&](const client::Registered& e) {
              code_.clear();
              pin_asked_ = false;
              desk.screen.note(fmt::format("{} is yours.", desk.short_name(e.jid)));
              return true;
            },
            [&](const client::Online& e) {
              desk.screen.note(fmt::format("Online as {}.", desk.short_name(e.jid.substr(0, e.jid.find('/')))));
              return true;
            },
            [&](const client::Offline& e) {
              std::string text = e.reason == stream::ClientAbort::ClosedByUs ? "Offline." : "Offline: " + printable(e.text) + '.';
              if (e.retry_in) text += " Trying again in " + wait_of(*e.retry_in) + '.';
              desk.screen.note(text);
              return true;
            },
            [&](const client::Done& e) { return done(desk, e); },
            [&](const client::Failed& e) { return failed(desk, e); },
            [](const auto&) { return false; },
        },
        event);
  }

 private:
  void verify(Desk& desk, std::string_view text, const Now& now) {
    if (text.empty()) return desk.screen.complain("Which code? /code 123456");
    code_ = digits_of(text);
    pin_asked_ = false;
    desk.client.verify(code_, now);
  }

  /// The PIN that was asked for goes with the code that was right.
  void pin(Desk& desk, std::string_view text, const Now& now) {
    if (text.empty()) return desk.screen.complain("Which PIN? /pin 483920, or /pin off");
    if (pin_asked_) {
      desk.client.perform(client::Verify{code_, std::string(text)}, now);
    } else {
      desk.client.perform(client::SetPin{text == "off" ? std::string() : std::string(text)}, now);
    }
  }

  static void change_number(Desk& desk, std::string_view text, const Now& now) {
    const std::string digits = digits_of(text);
    if (digits.empty()) return desk.screen.complain("Which number? /number +1 202 555 0103, or /number +1 202 555 0103 tell");
    const bool tell = text.size() >= 4 && text.substr(text.size() - 4) == "tell";
    desk.client.perform(client::ChangeNumber{'+' + digits, tell}, now);
  }

  static bool done(Desk& desk, const client::Done& done) {
    if (done.command != "pin" && done.command != "unregister") return false;
    desk.screen.note(done.command == "pin" ? "Your PIN is as you said." : "Your account has ended.");
    return true;
  }

  bool failed(Desk& desk, const client::Failed& failure) {
    if (failure.command != "verify") return false;
    const std::string& why = failure.condition;
    pin_asked_ = why == "pin-required" || why == "wrong-pin" || (pin_asked_ && (why == "guessed-too-fast" || why == "too-early"));
    desk.screen.complain(failure_text("/code did not work", failure));
    return true;
  }

  std::string code_;        // the last that was typed
  bool pin_asked_ = false;  // it was right, and the account has a PIN
};

}  // namespace

std::unique_ptr<Part> account() { return std::make_unique<Account>(); }

}  // namespace assay::chat::parts
