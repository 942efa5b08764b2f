#pragma once
// The server's connections: passes their inputs to their streams, what streams read to Stanzas, and what a turn decided to the host once it
// is durable. Knows no feature by name.

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/server/context.hpp"
#include "reference/server/deadlines.hpp"
#include "reference/server/detached_sessions.hpp"
#include "reference/server/fast_tokens.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/login_pace.hpp"
#include "reference/server/stanzas.hpp"
#include "reference/stanza/bind2.hpp"

namespace assay::server {

class Router final : public Outlet {
 public:
  Router(Config config, store::Store& store, RandomSource& random, SmsSink& sms, PushSink& push, Log& log);

  void handle(Conn conn, const Event& event, const Now& now);
  void timer(const Now& now);
  /// Ends all streams with system-shutdown, and refuses new connections from now on.
  void shut_down(const Now& now);
  void end_turn(const Now& now);
  [[nodiscard]] std::optional<Action> next_action();
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  [[nodiscard]] std::size_t sessions() const { return sessions_.count(); }
  [[nodiscard]] std::size_t connections() const { return connections_.size(); }

  void touch(Connection& connection) override;
  void touch(Session& session) override;
  void end(Connection& connection, const stanza::StreamError& error) override;
  void end(Session& session, const stanza::StreamError& error) override;
  void end_account(const std::string& account, const stanza::StreamError& error) override;
  void end_device(const std::string& account, const std::string& device, const stanza::StreamError& error) override;
  Connection* find(Conn id) override;
  const std::vector<Feature>& features() const override { return features_; }

 private:
  void open(Conn id, const Opened& opened);
  /// Why no more connections are taken from there, or "".
  [[nodiscard]] std::string refusal_of(const Endpoint& peer) const;
  void pump(Connection& connection);
  void take(Connection& connection, stream::StreamEvent& event);
  void pass_hour();

  // router_sessions.cpp: how they begin
  void bind(Connection& connection, const stream::BindRequest& request);
  /// The session of a resource, known from now on; what becomes of it is told by session_begins(). Nullptr if the account has too many.
  [[nodiscard]] Session* begin_session(Connection& connection, const jid::Jid& full);
  void session_begins(Connection& connection);
  /// Ends a session whose place is taken.
  void replace(Session& older, const char* why);
  /// False if the account was registered again since the connection logged in: then its stream was ended.
  bool is_login_valid(Connection& connection);
  /// What the session is displaced by: of a companion there is one at a time (OFF-17), and a client that has come back leaves no other.
  void displace_others(const LoginName& login, const std::string& user_agent);

  // router_endings.cpp: what ends
  void end_session(Connection& connection);
  void over(std::unique_ptr<Session> session);
  void close(Connection& connection);
  /// Runs the streams, and drops the detached sessions, that end() ended; then goes on with the accounts and companions that end.
  void settle();
  void settle_ending();

  // router_login.cpp: logins by SASL2 (XEP-0388)
  void log_in(Connection& connection, stream::LoginMade& login);
  /// Whether a session was taken up; nothing if the stream was ended.
  [[nodiscard]] std::optional<bool> resume_inline(Connection& connection, const stanza::sasl2::Authenticate& request,
                                                  stanza::sasl2::Success& success);
  /// False if the account has too many sessions.
  [[nodiscard]] bool bind_inline(Connection& connection, const stanza::sasl2::Authenticate& request, const stanza::bind2::Bind& bind,
                                 stanza::sasl2::Success& success);
  [[nodiscard]] std::optional<xml::Element> begin_with(Session& session, const xml::Element& wanted);

  // router_resume.cpp: sessions that outlive their connections (XEP-0198 section 5)
  struct Resumption {
    xml::Element answer;  ///< <resumed/> or <failed/>
    bool resumed = false;
  };
  void resume(Connection& connection, const stanza::sm::Resume& request);
  /// Makes a session of before this connection's. Nothing if the stream was ended.
  [[nodiscard]] std::optional<Resumption> take_over(Connection& connection, const stanza::sm::Resume& request);
  /// The session was told that it goes on: what its client has not counted is sent again.
  void go_on(Connection& connection);
  [[nodiscard]] Session* find_resumable(const LoginName& login, const std::string& id) const;
  /// The connection's session leaves it without ending.
  std::unique_ptr<Session> detach(Connection& connection);
  /// The connection is lost: its session, if it is resumable, waits to be resumed.
  void keep_session(Connection& connection);
  /// Ends the detached sessions whose time is over.
  void end_detached(Instant until);
  /// Makes room for another session by ending the oldest detached one. False if there is none.
  bool end_oldest_detached(const std::string& account);

  // router_idle.cpp: clients that fall silent (MSG-22)
  void heard(Connection& connection);
  /// Pings a client that has been silent for long, and ends its stream if that was in vain.
  void look_at_idle(Connection& connection);

  // router_turn.cpp: its end
  void cut_slow_readers();
  void cut(Connection& connection);
  void undo_turn(const store::StoreFault& fault);
  /// Drops the turn's actions but for those that cut connections.
  void keep_aborts();
  void release();
  void release(Connection& connection);
  void list_deadline(Connection& connection);
  [[nodiscard]] static std::optional<Instant> deadline_of(Connection& connection);

  // router_log.cpp
  /// One line of the log about a connection, where lines of the level go anywhere.
  void say(LogLevel level, const Connection& connection, std::string_view line);
  /// Connections that are refused come in floods: the log hears of them once a minute.
  void say_refused(std::string_view why);
  void say_failed_login(Connection& connection);
  void say_login(const Connection& connection, std::string_view username);
  void say_closed(const Connection& connection, const Closed& closed);

  Config config_;
  RandomSource& random_;
  Keys keys_;
  Turn turn_;
  Accounts accounts_;
  FastTokens tokens_;
  LoginPace login_pace_;
  Sessions sessions_;
  std::vector<Feature> features_;
  Context context_;
  Stanzas stanzas_;
  stream::ServerSettings settings_;
  stream::ServerSettings binding_settings_;  // of Config::login_binding_listeners
  Log& log_;
  bool shutting_down_ = false;
  std::optional<Instant> failures_since_;  // failed logins are counted from then on
  std::size_t failures_ = 0;
  std::optional<Instant> refusals_said_;                               // when the log last heard of connections that were refused
  std::unordered_map<Conn, std::unique_ptr<Connection>> connections_;  // iterated by shut_down(), in order
  std::unordered_map<std::string, std::size_t> of_address_;            // connections of one peer's address; never iterated
  Deadlines deadlines_;
  DetachedSessions detached_;
  std::uint64_t turn_number_ = 1;
  std::vector<Conn> touched_;                               // in the order of touching
  std::vector<Conn> to_settle_;                             // ended by a hook, not yet pumped
  std::vector<std::pair<LoginName, std::string>> to_drop_;  // detached sessions that a hook ended: whose, SM-ID
  struct Ending {
    std::string account;
    std::string device;  // a companion's; "" where the whole account ends
    stanza::StreamError error;
    bool sessions_told = false;
  };
  std::deque<Ending> endings_;
  std::optional<Instant> hour_at_;  // when the features look for what is too old
  std::vector<Action> pending_;     // of this turn
  std::deque<Action> released_;     // durable
};

}  // namespace assay::server
