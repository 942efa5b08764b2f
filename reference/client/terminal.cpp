#include "reference/client/terminal.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "reference/jid/jid.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kDim = "2";
constexpr std::string_view kBold = "1";
constexpr std::string_view kRed = "31";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kCyan = "36";

constexpr const char* kTick = "\u2713";
constexpr std::size_t kBeginning = 40;       // octets of a message that is shown again
constexpr std::size_t kOnTheirWay = 10'000;  // messages whose delivery would still be shown

constexpr const char* kHelp[] = {
    "/register NUMBER    ask for a code, by SMS            /code 123456        prove the number with it",
    "/match NUMBER ...   who of these is here              /to NUMBER or JID   whom your lines go to",
    "/contacts           who of them is here               /remove NUMBER ...  take numbers back",
    "/consent yes|no     may numbers go to the server      /notices on|off     be told who joins",
    "/discoverable WHO   everyone, mutual or nobody: who may find you by your number",
    "/login   /logout    be online or not                  /help   /quit",
    "/pin PIN   /pin off a PIN beside the code, from now on; or the one you were asked for",
    "/number NUMBER      take your account to another number; with \"tell\" behind it, contacts learn of it",
    "/unregister yes     end your account",
    "/block NUMBER       want nothing from it any more     /unblock NUMBER   /blocked   take it back, see whom",
    "/link KEY NAME      let a companion in by the key that it shows    /devices    /unlink ID",
    "/companion          be a companion of another phone: shows your key, and waits",
    "/read   you have seen what came last; its sender is told, unless /receipts off (then you are told nothing either)",
    "/edit TEXT   /revoke   your last message: another text for it, or take it back      /react \u2764   to the last one of theirs",
    "/broadcast NUMBER ...: TEXT   the same to each of them, in conversations of their own",
    "Behind a line of yours: \u2713 the server has it, \u2713\u2713 it has arrived, \u2713\u2713 read.",
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// What peers send must not move the cursor or ring bells: C0 controls and DEL become "?", C1 controls (in UTF-8: C2 80 .. C2 9F) too.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    const bool c1 = octet == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    if (octet == '\n') {
      out += "\n      ";
    } else {
      out += (octet < 0x20 || octet == 0x7F || c1) ? '?' : text[i];
    }
  }
  return out;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

/// The first line, and not too much of it.
std::string beginning(std::string text) {
  text.resize(std::min(text.size(), text.find('\n')));
  if (text.size() <= kBeginning) return text;
  std::size_t end = kBeginning;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return text.substr(0, end) + "...";
}

/// "45 s", "3 min", "5 h", "7 days".
std::string wait_of(Duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 7'200) return fmt::format("{} min", (seconds + 59) / 60);
  return seconds < 172'800 ? fmt::format("{} h", (seconds + 3'599) / 3'600) : fmt::format("{} days", (seconds + 86'399) / 86'400);
}

/// In a person's words; "" for conditions that speak for themselves.
std::string_view explanation(std::string_view condition) {
  static constexpr std::pair<std::string_view, std::string_view> kExplanations[] = {
      {"wrong-code", "that is not the code"},
      {"code-missing", "there is no open code: /register first"},
      {"wrong-key", "the code was asked for by another device"},
      {"too-many-guesses", "too many wrong codes: ask for a new one"},
      {"guessed-too-fast", "too fast: wait a little"},
      {"too-early", "the server asked us to wait"},
      {"pin-required", "it is right, but the account has a PIN: type /pin and the PIN; without it"},
      {"wrong-pin", "that is not the PIN"},
      {"pin-locked", "too many wrong PINs for today"},
      {"bad-pin", "a PIN has 4 characters at least: digits, letters, signs, no spaces"},
      {"client-outdated", "this program is too old for the server: please get a newer one"},
      {"undelivered", "it was never fetched, and nobody is there to fetch it now"},
      {"bad-number", "that is not a number that can register"},
      {"no-route", "the code could not be sent"},
      {"rate-limit", "too much at once"},
      {"no-such-message", "there is no such message any more"},
      {"too-late", "it is too late for that"},
      {"reaction-too-large", "that is more than a reaction"},
      {"too-many-recipients", "that is more than one broadcast may have"},
      {"full-sync-required", "the server wants the whole list again; it goes by itself"},
      {"too-many-devices", "there are as many companions as there may be: /unlink one"},
      {"key-taken", "another account has linked it"},
      {"phone-only", "only the phone can do that"},
      {"queue-full", "too many messages wait already"},
      {"not-registered", "no number is registered yet: /register +1 202 555 0101"},
      {"not-authorized", "the server does not know this device: /register again"},
      {"offline", "not online"},
      {"blocked", "you have blocked them: /unblock first"},
  };
  for (const auto& [known, text] : kExplanations) {
    if (known == condition) return text;
  }
  return {};
}

std::string_view success_of(std::string_view command) {
  if (command == "pin") return "Your PIN is as you said.";
  if (command == "block") return "Nothing comes from there any more, and they are not told.";
  if (command == "unblock") return "What they write comes again.";
  return command == "unlink" ? "It is unlinked." : "Your account has ended.";
}

}  // namespace

void Terminal::greet() {
  const auto& jid = client_.credentials().jid;
  if (jid.empty()) {
    note("Welcome to assay chat. Start with /register +1 202 555 0101; /help shows the rest.");
  } else {
    note(fmt::format("Welcome back, {}. /help shows what you can type.", short_name(jid)));
  }
}

void Terminal::line(std::string_view text, const Now& now) {
  text = trimmed(text);
  if (text.empty()) return;
  if (text.front() != '/') return say(text, now);
  const std::size_t space = text.find(' ');
  const bool bare = space == std::string_view::npos;
  command(text.substr(1, bare ? std::string_view::npos : space - 1), bare ? std::string_view() : trimmed(text.substr(space)), now);
}

void Terminal::command(std::string_view word, std::string_view rest, const Now& now) {
  if (word == "register") {
    const std::string digits = digits_of(rest);
    if (digits.empty()) return complain("Which number? /register +1 202 555 0101");
    client_.register_number({'+' + digits, CodeMethod::Sms}, now);
  } else if (word == "code") {
    code(rest, now);
  } else if (word == "pin") {
    pin(rest, now);
  } else if (word == "number") {
    change_number(rest, now);
  } else if (word == "unregister") {
    if (rest != "yes") return complain("This ends your account: messages, contacts and all. If you mean it: /unregister yes");
    client_.perform(Unregister{}, now);
  } else if (word == "companion") {
    client_.perform(BecomeCompanion{}, now);
  } else if (word == "link") {
    link(rest, now);
  } else if (word == "devices") {
    client_.perform(ListDevices{}, now);
  } else if (word == "unlink") {
    if (rest.empty()) return complain("Which one? /devices shows them");
    client_.perform(UnlinkDevice{std::string(rest)}, now);
  } else if (word == "match") {
    match(rest, now);
  } else if (word == "remove") {
    remove(rest, now);
  } else if (word == "contacts") {
    show_book();
  } else if (word == "consent") {
    if (rest != "yes" && rest != "no") return complain("Yes or no? /consent yes");
    client_.allow_upload(rest == "yes", now);
  } else if (word == "discoverable") {
    if (rest != "everyone" && rest != "mutual" && rest != "nobody") return complain("By whom? /discoverable everyone, mutual or nobody");
    client_.perform(SetContactSettings{std::string(rest), {}}, now);
  } else if (word == "notices") {
    if (rest != "on" && rest != "off") return complain("On or off? /notices on");
    client_.perform(SetContactSettings{{}, rest == "on"}, now);
  } else if (word == "to") {
    set_peer(rest);
  } else if (word == "block" || word == "unblock") {
    block(word, rest, now);
  } else if (word == "blocked") {
    client_.perform(AskBlocked{}, now);
  } else if (word == "read") {
    read_last(now);
  } else if (word == "edit" || word == "revoke" || word == "react") {
    change_last(word, rest, now);
  } else if (word == "receipts") {
    if (rest != "on" && rest != "off") return complain("On or off? /receipts on");
    client_.perform(SetReadReceipts{rest == "on"}, now);
  } else if (word == "broadcast") {
    broadcast(rest, now);
  } else if (word == "login") {
    client_.connect(now);
  } else if (word == "logout") {
    client_.disconnect(now);
  } else if (word == "help") {
    for (const char* help : kHelp) note(help);
  } else if (word == "quit") {
    quits_ = true;
    client_.disconnect(now);
  } else {
    complain(fmt::format("There is no /{}. /help shows what there is.", printable(word)));
  }
}

void Terminal::code(std::string_view text, const Now& now) {
  if (text.empty()) return complain("Which code? /code 123456");
  code_ = digits_of(text);
  pin_asked_ = false;
  client_.verify(code_, now);
}

/// The PIN that was asked for goes with the code that was right.
void Terminal::pin(std::string_view text, const Now& now) {
  if (text.empty()) return complain("Which PIN? /pin 483920, or /pin off");
  if (pin_asked_) {
    client_.perform(Verify{code_, std::string(text)}, now);
  } else {
    client_.perform(SetPin{text == "off" ? std::string() : std::string(text)}, now);
  }
}

void Terminal::link(std::string_view text, const Now& now) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return complain("Which key, and what is it? /link KEY Laptop");
  client_.perform(LinkDevice{std::string(text.substr(0, space)), std::string(trimmed(text.substr(space)))}, now);
}

void Terminal::change_number(std::string_view text, const Now& now) {
  const std::string digits = digits_of(text);
  if (digits.empty()) return complain("Which number? /number +1 202 555 0103, or /number +1 202 555 0103 tell");
  const bool tell = text.size() >= 4 && text.substr(text.size() - 4) == "tell";
  client_.perform(ChangeNumber{'+' + digits, tell}, now);
}

namespace {

/// Numbers end at commas, or at spaces before a "+": "+1 202 555 0101 +1 202 555 0102".
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  std::string number;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || text[i] == ',' || (text[i] == '+' && !number.empty());
    if (ends) {
      if (!digits_of(number).empty()) numbers.emplace_back(trimmed(number));
      number.clear();
    }
    if (i < text.size() && text[i] != ',') number += text[i];
  }
  return numbers;
}

}  // namespace

void Terminal::match(std::string_view text, const Now& now) {
  Match match;
  match.delta = true;
  match.numbers = numbers_in(text);
  if (match.numbers.empty()) return complain("Which numbers? /match +1 202 555 0102 +1 202 555 0103");
  client_.match(std::move(match), now);
}

void Terminal::remove(std::string_view text, const Now& now) {
  EditContacts edit{{}, numbers_in(text)};
  if (edit.removed.empty()) return complain("Which numbers? /remove +1 202 555 0102");
  client_.perform(std::move(edit), now);
  note("They go from the server within half a minute.");
}

void Terminal::read_last(const Now& now) {
  const auto found = last_received_.find(peer_);
  if (found == last_received_.end()) return complain("There is nothing of theirs to read.");
  client_.perform(MarkRead{peer_, found->second}, now);
}

void Terminal::change_last(std::string_view word, std::string_view rest, const Now& now) {
  const bool theirs = word == "react";
  const auto& last = theirs ? last_received_ : last_sent_;
  const auto found = last.find(peer_);
  if (found == last.end()) return complain(theirs ? "There is nothing of theirs." : "You have written nothing to them.");
  if (word == "edit" && rest.empty()) return complain("What should it say? /edit TEXT");
  if (word == "edit") client_.perform(EditMessage{peer_, found->second, std::string(rest), {}}, now);
  if (word == "revoke") client_.perform(RevokeMessage{peer_, found->second, {}}, now);
  if (word == "react") client_.perform(React{peer_, found->second, std::string(rest), {}}, now);
}

/// Numbers, a colon, and what to say.
void Terminal::broadcast(std::string_view text, const Now& now) {
  const std::size_t colon = text.find(':');
  const std::string_view body = colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1));
  SendBroadcast command;
  for (const std::string& number : numbers_in(text.substr(0, colon))) {
    command.to.push_back(digits_of(number) + '@' + client_.config().domain);
  }
  if (command.to.empty() || body.empty()) return complain("What to whom? /broadcast +1 202 555 0102, +1 202 555 0103: TEXT");
  command.body = std::string(body);
  client_.perform(std::move(command), now);
}

/// What the server has told of the numbers that were matched.
void Terminal::show_book() {
  if (here_.empty()) return note("Nobody that you have matched is here. /match +1 202 555 0102");
  for (const std::string& jid : here_) note(fmt::format("{} is here: /to {}", short_name(jid), short_name(jid)));
}

/// The bare JID of a number of our domain, or of a JID; "" if it is neither.
std::string Terminal::address_of(std::string_view text) const {
  const bool is_jid = text.find('@') != std::string_view::npos;
  const auto address = jid::Jid::parse(is_jid ? std::string(text) : digits_of(text) + '@' + client_.config().domain);
  return address && !address->local().empty() ? address->bare().text() : std::string();
}

void Terminal::block(std::string_view word, std::string_view text, const Now& now) {
  std::string address = address_of(text);
  if (address.empty()) return complain(fmt::format("Whom? /{} +1 202 555 0102", word));
  word == "block" ? client_.perform(Block{std::move(address)}, now) : client_.perform(Unblock{std::move(address)}, now);
}

void Terminal::show_blocked(const Blocked& blocked) {
  if (blocked.jids.empty()) return note("You have blocked nobody.");
  for (const std::string& jid : blocked.jids) note(fmt::format("{0} is blocked: /unblock {0}", short_name(jid)));
}

void Terminal::set_peer(std::string_view text) {
  std::string peer = address_of(text);
  if (peer.empty()) return complain("To whom? /to +1 202 555 0102, or /to someone@example.org");
  peer_ = std::move(peer);
  note(fmt::format("Your lines go to {} now.", short_name(peer_)));
}

void Terminal::say(std::string_view text, const Now& now) {
  if (peer_.empty()) return complain("To whom? /to +1 202 555 0102 first.");
  const std::string id = client_.send({peer_, std::string(text), {}}, now);
  waiting_.emplace(id, text);
  if (last_sent_.size() < kOnTheirWay || last_sent_.count(peer_) != 0) last_sent_[peer_] = id;
  if (!client_.is_online()) note("It waits until you are online.");
}

void Terminal::take_events(const Now& now) {
  while (const auto event = client_.next_event()) show(*event, now);
}

void Terminal::show(const Event& event, const Now& now) {
  std::visit(
      overloaded{
          [&](const CodeRequested& e) {
            note(fmt::format("A code of {} digits is on its way to {}. Type /code and the digits.", e.digits, e.number));
          },
          [&](const Registered& e) {
            code_.clear();
            pin_asked_ = false;
            note(fmt::format("{} is yours.", short_name(e.jid)));
          },
          [&](const Online& e) { note(fmt::format("Online as {}.", short_name(e.jid.substr(0, e.jid.find('/'))))); },
          [&](const Offline& e) {
            std::string text = e.reason == stream::ClientAbort::ClosedByUs ? "Offline." : "Offline: " + printable(e.text) + '.';
            if (e.retry_in) text += " Trying again in " + wait_of(*e.retry_in) + '.';
            note(text);
          },
          [&](const Contacts& e) { show_contacts(e); },
          [&](const ConsentNeeded&) {
            note(fmt::format("The numbers would go to {}, which answers who of them is here. Names and all else stay with you.",
                             printable(client_.config().domain)));
            note("May they? /consent yes, or /consent no: writing to numbers works all the same.");
          },
          [&](const ContactChanged& e) {
            const bool in = e.status == ContactStatus::In;
            keep(e.jid, in);
            note(fmt::format("{} is {}.", short_name(e.jid), in ? "here now" : "not here any more"));
          },
          [&](const ContactJoined& e) {
            keep(e.jid, true);
            note(fmt::format("{0} has joined: /to {0}", short_name(e.jid)));
          },
          [&](const ContactSettings& e) {
            note(fmt::format("You can be found by {}; you are {}told who joins.",
                             e.discoverable == "mutual" ? "those whose number you have" : printable(e.discoverable),
                             e.join_notices ? "" : "not "));
          },
          [&](const Accepted& e) { show_accepted(e, now); },
          [&](const Delivered& e) { show_delivered(e, now); },
          [&](const Read& e) { show_state(e.id, "read", now); },
          [&](const Played& e) { show_state(e.id, "played", now); },
          [&](const ReadElsewhere&) {},
          [&](const Edited& e) {
            lines_.push_back(painted(kDim, clock(now.wall)) + ' ' + painted(kCyan, short_name(e.from)) + ", edited: " + printable(e.body));
          },
          [&](const Revoked& e) { note(fmt::format("{} has taken a message back.", short_name(e.from))); },
          [&](const Reacted& e) {
            std::string all;
            for (const std::string& reaction : e.reactions) all += ' ' + printable(reaction);
            note(short_name(e.from) + (all.empty() ? " takes the reaction back." : all));
          },
          [&](const Activity& e) {
            if (e.activity != "paused")
              note(fmt::format("{} is {}...", short_name(e.from), e.activity == "composing" ? "typing" : "recording"));
          },
          [&](const BroadcastAccepted& e) { show_broadcast(e, now); },
          [&](const SentElsewhere& e) {
            lines_.push_back(painted(kDim, clock(now.wall)) + ' ' + painted(kGreen, "you") + " to " + short_name(e.to) +
                             ", elsewhere: " + printable(e.body));
          },
          [&](const MessageReceived& e) { show_message(e, now); },
          [&](const BacklogStarted& e) {
            if (e.messages > 0)
              note(fmt::format("{} waited for you:", e.messages == 1 ? "One message" : fmt::format("{} messages", e.messages)));
          },
          [&](const BacklogEnded&) {},
          [&](const ContactPresence& e) { note(fmt::format("{} is {}.", short_name(e.jid), e.available ? "here" : "gone")); },
          [&](const RosterChanged& e) { keep(e.jid, e.subscription != "remove"); },
          [&](const IdentityChanged& e) {
            complain(fmt::format("{} has another device now. It may be somebody else.", short_name(e.jid)));
          },
          [&](const ContactMoved& e) { note(fmt::format("{} is {} now.", short_name(e.jid), short_name(e.new_jid))); },
          [&](const Blocked& e) { show_blocked(e); },
          [&](const CompanionKey& e) { note("On your phone, type: /link " + e.key + " and a name for this device."); },
          [&](const Linked& e) { note(fmt::format("Linked: /unlink {} takes it back.", printable(e.device))); },
          [&](const Devices& e) { show_devices(e); },
          [&](const DeviceChanged& e) { show_changed(e); },
          [&](const Done& e) { note(success_of(e.command)); },
          [&](const Failed& e) { show_failure(e); },
          [&](const Synced&) {},
      },
      event);
}

/// One tick: the server has it.
void Terminal::show_accepted(const Accepted& accepted, const Now& now) {
  auto found = waiting_.extract(accepted.id);
  if (found.empty()) return;
  const std::string time = clock(accepted.stamp.value_or(now.wall));
  lines_.push_back(painted(kDim, time) + ' ' + painted(kGreen, kTick) + ' ' + printable(found.mapped()));
  if (on_its_way_.size() < kOnTheirWay) on_its_way_.insert(std::move(found));
}

/// Two ticks: its addressee has it.
void Terminal::show_delivered(const Delivered& delivered, const Now& now) { show_state(delivered.id, {}, now); }

/// Only the beginning of the message is shown again.
void Terminal::show_state(const std::string& id, std::string_view mark, const Now& now) {
  const auto found = on_its_way_.find(id);
  if (found == on_its_way_.end()) return;
  std::string ticks = std::string(kTick) + kTick;
  if (!mark.empty()) ticks += ' ' + std::string(mark);
  lines_.push_back(painted(kDim, clock(now.wall)) + ' ' + painted(mark.empty() ? kGreen : kCyan, ticks) + ' ' +
                   painted(kDim, beginning(printable(found->second))));
}

void Terminal::show_broadcast(const BroadcastAccepted& event, const Now& now) {
  lines_.push_back(painted(kDim, clock(event.stamp.value_or(now.wall))) + ' ' + painted(kGreen, kTick) +
                   fmt::format(" to {}", event.messages.size() == 1 ? "one" : fmt::format("{}, each by itself", event.messages.size())));
  for (const auto& one : event.refused) {
    const std::string_view explained = explanation(one.reason);
    complain(fmt::format("Not to {}: {}.", short_name(one.to), explained.empty() ? printable(one.reason) : explained));
  }
}

void Terminal::show_message(const MessageReceived& message, const Now& now) {
  const std::string time = clock(message.stamp.value_or(now.wall));
  lines_.push_back(painted(kDim, time) + ' ' + painted(kCyan, short_name(message.from)) + ": " + printable(message.body));
  if (!message.id.empty() && (last_received_.size() < kOnTheirWay || last_received_.count(message.from) != 0)) {
    last_received_[message.from] = message.id;
  }
  if (peer_.empty()) set_peer(message.from);
}

void Terminal::show_devices(const Devices& devices) {
  if (devices.devices.empty()) return note("There is no companion. /companion on the other device shows its key.");
  for (const Device& device : devices.devices) {
    const char* state = device.self ? ", this one" : device.active ? "" : ", not here yet";
    note(fmt::format("{} ({}{})", printable(device.name), printable(device.id), state));
  }
}

void Terminal::show_changed(const DeviceChanged& changed) {
  const std::string name = printable(changed.name);
  const std::string device = printable(changed.device);
  if (changed.what == "unlinked") return note(fmt::format("{} ({}) is no companion any more.", name, device));
  const char* what = changed.what == "linked" ? "was linked to" : "is a companion of";
  complain(fmt::format("{} ({}) {} your account. If that was not you: /unlink {} on your phone.", name, device, what, device));
}

void Terminal::keep(const std::string& jid, bool here) {
  if (!here) {
    here_.erase(jid);
  } else if (here_.size() < client_.config().limits.roster_items) {
    here_.insert(jid);
  }
}

void Terminal::show_contacts(const Contacts& contacts) {
  for (const Contact& contact : contacts.contacts) {
    if (!contact.jid.empty()) keep(contact.jid, contact.status == ContactStatus::In);
    const std::string number = printable(contact.number);
    switch (contact.status) {
      case ContactStatus::In: note(fmt::format("{} is here: /to {}", number, short_name(contact.jid))); break;
      case ContactStatus::Out: note(fmt::format("{} is not here.", number)); break;
      case ContactStatus::Invalid: note(fmt::format("{} is not a number.", number)); break;
    }
  }
}

void Terminal::show_failure(const Failed& failure) {
  std::string text = fmt::format("/{} did not work: ", failure.command);
  if (failure.command == "send") {
    const auto found = waiting_.find(failure.id);
    text = found == waiting_.end() ? "Not sent: " : fmt::format("Not sent ({}): ", printable(found->second));
    if (found != waiting_.end()) waiting_.erase(found);
  } else if (failure.command == "verify") {
    text = "/code did not work: ";
  }
  if (failure.command == "verify") {
    const std::string& why = failure.condition;
    pin_asked_ = why == "pin-required" || why == "wrong-pin" || (pin_asked_ && (why == "guessed-too-fast" || why == "too-early"));
  }
  const std::string_view explained = explanation(failure.condition);
  text += explained.empty() ? printable(failure.text.empty() ? failure.condition : failure.condition + ", " + failure.text) : explained;
  if (failure.retry_after) text += ", " + wait_of(*failure.retry_after) + " to wait";
  complain(text + '.');
}

std::optional<std::string> Terminal::next_line() {
  if (lines_.empty()) return std::nullopt;
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}

std::string Terminal::prompt() const { return peer_.empty() ? "> " : painted(kBold, short_name(peer_)) + " > "; }

void Terminal::note(std::string_view text) { lines_.push_back(painted(kDim, text)); }
void Terminal::complain(std::string_view text) { lines_.push_back(painted(kRed, text)); }

std::string Terminal::painted(std::string_view code, std::string_view text) const {
  if (options_.colour == Colour::Never) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

/// "14:05"
std::string Terminal::clock(WallTime time) const { return date_time(time + options_.utc_offset).substr(11, 5); }

/// "+12025550102" for a phone of our own domain, else the whole address.
std::string Terminal::short_name(std::string_view jid) const {
  const std::size_t at = jid.find('@');
  const bool ours = at != std::string_view::npos && jid.substr(at + 1) == client_.config().domain;
  const std::string_view local = jid.substr(0, at);
  if (!ours || digits_of(local).size() != local.size()) return printable(jid);
  return '+' + std::string(local);
}

}  // namespace assay::client
