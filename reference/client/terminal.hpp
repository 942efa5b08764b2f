#pragma once
// What a person sees and types in `assay chat`: lines in, commands out; events in, lines out. Pure text; the host owns the terminal.
//
//     /register +1 202 555 0101     ask for a code            /match +12025550102 ...   who of these is here
//     /code 123456                  prove the number          /to 12025550102           whom plain lines go to (number or JID)
//     /contacts   /remove NUMBER    the address book          /consent yes|no   /notices on|off   /discoverable everyone|mutual|nobody
//     /login  /logout               by hand                   /help  /quit
//     /pin 483920  /pin off         the account's PIN, or the one that a code needs beside it
//     /number +1 202 555 0103       another number for the account; with "tell" behind it, contacts learn of it
//     /unregister yes               the end of the account
//     /block NUMBER  /unblock NUMBER  /blocked        whom nothing comes from
//     /link KEY NAME   /devices   /unlink ID      companions; /companion makes us one
//     /read  /react X               the last message of the peer
//     /edit TEXT  /revoke           our last one to him
//     /receipts on|off              of reading
//     /broadcast NUMBER ...: TEXT   to each of them

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/client/client.hpp"

namespace assay::client {

enum class Colour { Never, Ansi };

struct TerminalOptions {
  Colour colour = Colour::Never;
  std::chrono::minutes utc_offset{0};  ///< of the clock that messages are shown with
};

class Terminal {
 public:
  /// `client` must outlive the terminal.
  explicit Terminal(Client& client, TerminalOptions options = {}) : client_(client), options_(options) {}

  /// What to show before the first line is typed.
  void greet();
  /// One line that was typed, without its end.
  void line(std::string_view text, const Now& now);
  /// Takes the client's events and turns them into lines. Call it when a turn is over; then end the turn again.
  void take_events(const Now& now);
  /// One line to show, without its end. Control characters of peers are replaced.
  [[nodiscard]] std::optional<std::string> next_line();
  /// What stands in front of the cursor: "12025550102 > ", or "> " without a peer.
  [[nodiscard]] std::string prompt() const;
  /// True after /quit: the host ends when the client is idle.
  [[nodiscard]] bool quits() const { return quits_; }

 private:
  void command(std::string_view word, std::string_view rest, const Now& now);
  [[nodiscard]] std::string address_of(std::string_view text) const;
  void set_peer(std::string_view text);
  void block(std::string_view word, std::string_view text, const Now& now);
  void show_blocked(const Blocked& blocked);
  void code(std::string_view text, const Now& now);
  void pin(std::string_view text, const Now& now);
  void change_number(std::string_view text, const Now& now);
  void link(std::string_view text, const Now& now);
  void show_devices(const Devices& devices);
  void show_changed(const DeviceChanged& changed);
  void match(std::string_view text, const Now& now);
  void remove(std::string_view text, const Now& now);
  void read_last(const Now& now);
  void change_last(std::string_view word, std::string_view rest, const Now& now);
  void broadcast(std::string_view text, const Now& now);
  void show_state(const std::string& id, std::string_view mark, const Now& now);
  void show_broadcast(const BroadcastAccepted& event, const Now& now);
  void show_book();
  void keep(const std::string& jid, bool here);
  void say(std::string_view text, const Now& now);
  void show(const Event& event, const Now& now);
  void show_accepted(const Accepted& accepted, const Now& now);
  void show_delivered(const Delivered& delivered, const Now& now);
  void show_message(const MessageReceived& message, const Now& now);
  void show_contacts(const Contacts& contacts);
  void show_failure(const Failed& failure);
  void note(std::string_view text);
  void complain(std::string_view text);
  [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const;
  [[nodiscard]] std::string clock(WallTime time) const;
  [[nodiscard]] std::string short_name(std::string_view jid) const;

  Client& client_;
  TerminalOptions options_;
  std::string peer_;                               // bare JID
  std::set<std::string> here_;                     // bare JIDs of contacts
  std::map<std::string, std::string> waiting_;     // message id -> what it said, until the server has it
  std::map<std::string, std::string> on_its_way_;  // the same from then until its addressee has it
  std::map<std::string, std::string> last_sent_;      // peer -> the id of our last message to him
  std::map<std::string, std::string> last_received_;  // peer -> the id of his last message
  std::string code_;        // the last that was typed
  bool pin_asked_ = false;  // it was right, and the account has a PIN
  std::deque<std::string> lines_;
  bool quits_ = false;
};

}  // namespace assay::client
