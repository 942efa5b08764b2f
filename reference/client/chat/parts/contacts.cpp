// The address book: who of one's numbers is here, and who may find us (chapter 03).

#include <set>

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

void match(Desk& desk, std::string_view text, const Now& now) {
  client::Match match;
  match.delta = true;
  match.numbers = numbers_in(text);
  if (match.numbers.empty()) return desk.screen.complain("Which numbers? /match +1 202 555 0102 +1 202 555 0103");
  desk.client.match(std::move(match), now);
}

void remove(Desk& desk, std::string_view text, const Now& now) {
  client::EditContacts edit{{}, numbers_in(text)};
  if (edit.removed.empty()) return desk.screen.complain("Which numbers? /remove +1 202 555 0102");
  desk.client.perform(std::move(edit), now);
  desk.screen.note("They go from the server within half a minute.");
}

void consent(Desk& desk, std::string_view text, const Now& now) {
  if (text != "yes" && text != "no") return desk.screen.complain("Yes or no? /consent yes");
  desk.client.allow_upload(text == "yes", now);
}

void discoverable(Desk& desk, std::string_view text, const Now& now) {
  if (text != "everyone" && text != "mutual" && text != "nobody") {
    return desk.screen.complain("By whom? /discoverable everyone, mutual or nobody");
  }
  desk.client.perform(client::SetContactSettings{std::string(text), {}}, now);
}

void notices(Desk& desk, std::string_view text, const Now& now) {
  if (text != "on" && text != "off") return desk.screen.complain("On or off? /notices on");
  desk.client.perform(client::SetContactSettings{{}, text == "on"}, now);
}

class Contacts final : public Part {
 public:
  std::string title() const override { return "Your address book"; }

  std::vector<Word> words() override {
    return {
        {"match", "NUMBER ...", "who of these is here", match},
        {"contacts", "", "who of them is here", [this](Desk& desk, std::string_view, const Now&) { show_book(desk); }},
        {"remove", "NUMBER ...", "take numbers back", remove},
        {"consent", "yes|no", "may numbers go to the server", consent},
        {"discoverable", "everyone|mutual|nobody", "who may find you by your number", discoverable},
        {"notices", "on|off", "be told who joins", notices},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    return std::visit(
        overloaded{
            [&](const client::Contacts& e) { return show_matched(desk, e), true; },
            [&](const client::ConsentNeeded&) {
              desk.screen.note(
                  fmt::format("The numbers would go to {}, which answers who of them is here. Names and all else stay with you.",
                              printable(desk.client.config().domain)));
              desk.screen.note("May they? /consent yes, or /consent no: writing to numbers works all the same.");
              return true;
            },
            [&](const client::ContactChanged& e) {
              const bool in = e.status == client::ContactStatus::In;
              keep(desk, e.jid, in);
              desk.screen.note(fmt::format("{} is {}.", desk.short_name(e.jid), in ? "here now" : "not here any more"));
              return true;
            },
            [&](const client::ContactJoined& e) {
              keep(desk, e.jid, true);
              desk.screen.note(fmt::format("{0} has joined: /to {0}", desk.short_name(e.jid)));
              return true;
            },
            [&](const client::ContactSettings& e) {
              desk.screen.note(fmt::format("You can be found by {}; you are {}told who joins.",
                                           e.discoverable == "mutual" ? "those whose number you have" : printable(e.discoverable),
                                           e.join_notices ? "" : "not "));
              return true;
            },
            [&](const client::ContactPresence& e) {
              desk.screen.note(fmt::format("{} is {}.", desk.short_name(e.jid), e.available ? "here" : "gone"));
              return true;
            },
            [&](const client::RosterChanged& e) { return keep(desk, e.jid, e.subscription != "remove"), true; },
            [&](const client::IdentityChanged& e) {
              desk.screen.complain(fmt::format("{} has another device now. It may be somebody else.", desk.short_name(e.jid)));
              return true;
            },
            [&](const client::ContactMoved& e) {
              desk.screen.note(fmt::format("{} is {} now.", desk.short_name(e.jid), desk.short_name(e.new_jid)));
              return true;
            },
            [](const auto&) { return false; },
        },
        event);
  }

 private:
  /// What the server has told of the numbers that were matched.
  void show_book(Desk& desk) {
    if (here_.empty()) return desk.screen.note("Nobody that you have matched is here. /match +1 202 555 0102");
    for (const std::string& jid : here_) desk.screen.note(fmt::format("{0} is here: /to {0}", desk.short_name(jid)));
  }

  void show_matched(Desk& desk, const client::Contacts& contacts) {
    for (const client::Contact& contact : contacts.contacts) {
      if (!contact.jid.empty()) keep(desk, contact.jid, contact.status == client::ContactStatus::In);
      const std::string number = printable(contact.number);
      switch (contact.status) {
        case client::ContactStatus::In: desk.screen.note(fmt::format("{} is here: /to {}", number, desk.short_name(contact.jid))); break;
        case client::ContactStatus::Out: desk.screen.note(fmt::format("{} is not here.", number)); break;
        case client::ContactStatus::Invalid: desk.screen.note(fmt::format("{} is not a number.", number)); break;
      }
    }
  }

  void keep(Desk& desk, const std::string& jid, bool here) {
    if (!here) {
      here_.erase(jid);
    } else if (here_.size() < desk.client.config().limits.roster_items) {
      here_.insert(jid);
    }
  }

  std::set<std::string> here_;  // bare JIDs
};

}  // namespace

std::unique_ptr<Part> contacts() { return std::make_unique<Contacts>(); }

}  // namespace assay::chat::parts
