#pragma once
// Whose keys we have on this stream (spec chapter 07): the signed list of an account is asked for when it is written to, then a bundle of
// each device that there is no session with. What the server says is judged here, and nowhere believed.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reference/client/session.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class Directory {
 public:
  enum class State {
    Unknown,      ///< nobody has asked
    Asking,       ///< for the list
    Listed,       ///< the list is there; sessions may be missing
    Fetching,     ///< bundles
    Ready,        ///< there is a session with one device at least
    NoKeys,       ///< the account has none, and never had
    Refused,      ///< what the server told is not to be encrypted for
    AwaitsTrust,  ///< the phone has another identity key, and the user is to accept it first
  };

  using Told = std::function<void(Session&, const std::string& account)>;

  /// `settled`: an account's state is another one. `taken`: its list was taken.
  Directory(Told settled, Told taken) : settled_(std::move(settled)), taken_(std::move(taken)) {}

  [[nodiscard]] State state(const std::string& account) const;
  /// Why it is Refused: the name of an error.
  [[nodiscard]] std::string condition(const std::string& account) const;
  /// When to ask again, where the server did not want to say.
  [[nodiscard]] std::optional<Instant> again(const std::string& account) const;
  /// Asks for the list, unless that is under way.
  void want_list(Session& session, const std::string& account);
  /// Brings the account to Ready, or as far as it gets.
  void want_sessions(Session& session, const std::string& account);
  /// A list that the server sent by itself (ENC-15h).
  void pushed(Session& session, const std::string& account, const stanza::device_list::Devices& list);
  /// False if nothing waits for it.
  [[nodiscard]] bool trust(Session& session, const std::string& account);
  /// Begins a new session with a device of the list beside those that there are. `then` learns whether there is one.
  void renew(Session& session, const std::string& account, std::uint32_t device, std::function<void(Session&, bool)> then);
  /// The stream is over: what was known is asked for again.
  void forget() {
    entries_.clear();
    waiting_.clear();
  }

 private:
  struct Entry {
    State state = State::Unknown;
    bool wants_sessions = false;
    std::size_t pending = 0;  // bundles
    std::string condition;
    std::optional<Instant> again{};
    std::optional<stanza::device_list::Devices> untrusted;
  };

  struct Question {
    std::string account;
    std::string_view type;
    xml::Element payload;
    AnswerHandler handler;
  };

  /// Now, or when others are answered: a group of 1,024 has as many lists, and each of them a bundle.
  void ask(Session& session, Question question);
  void listed(Session& session, const std::string& account, const Answer& answer);
  /// True if it is the account's list now.
  bool take(Session& session, const std::string& account, const stanza::device_list::Devices& list);
  void unlisted(Session& session, const std::string& account, const std::string& condition);
  void list_is_good(Session& session, const std::string& account);
  void fetch_missing(Session& session, const std::string& account);
  void fetched(Session& session, const std::string& account);
  void note_wait(Session& session, const std::string& account, const Answer& answer);
  void settle(Session& session, const std::string& account, State state, std::string condition = {});

  Told settled_;
  Told taken_;
  std::map<std::string, Entry> entries_;
  std::deque<Question> waiting_;  // at most one for each entry and each of its devices
  std::size_t under_way_ = 0;
};

}  // namespace assay::client
