#pragma once
// What a feature's hooks may use.

#include <functional>
#include <string_view>

#include "reference/base/random_source.hpp"
#include "reference/server/accounts.hpp"
#include "reference/server/config.hpp"
#include "reference/server/connection.hpp"
#include "reference/server/keys.hpp"
#include "reference/server/log.hpp"
#include "reference/server/push_sink.hpp"
#include "reference/server/session.hpp"
#include "reference/server/sessions.hpp"
#include "reference/server/sms_sink.hpp"
#include "reference/server/turn.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/stream_error.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

struct Feature;

/// What the router does for features.
class Outlet {
 public:
  Outlet() = default;
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;
  virtual ~Outlet() = default;
  /// Says that something of the connection changed in this turn: its output, or what its session remembers.
  virtual void touch(Connection& connection) = 0;
  /// The same of a session, detached or not.
  virtual void touch(Session& session) = 0;
  /// Ends the connection's stream with an error, after the hook that asks for it.
  virtual void end(Connection& connection, const stanza::StreamError& error) = 0;
  /// Ends the session, and its stream with an error if it has one, after the hook that asks for it. It cannot be resumed any more.
  virtual void end(Session& session, const stanza::StreamError& error) = 0;
  /// Ends the account: there is none of that number from now on. After the hook that asks for it its sessions are ended with `error`, then
  /// every feature forgets it (Feature::forgotten).
  virtual void end_account(const std::string& account, const stanza::StreamError& error) = 0;
  /// Ends a companion: its token opens nothing from now on. After the hook that asks for it its sessions are ended with `error`, then every
  /// feature forgets it (Feature::device_forgotten).
  virtual void end_device(const std::string& account, const std::string& device, const stanza::StreamError& error) = 0;
  [[nodiscard]] virtual Connection* find(Conn id) = 0;
  [[nodiscard]] virtual const std::vector<Feature>& features() const = 0;
};

struct Context {
  const Config& config;
  const Keys& keys;
  RandomSource& random;
  SmsSink& sms;
  PushSink& push;
  Log& log;
  Turn& turn;
  Accounts& accounts;
  Sessions& sessions;
  Outlet& outlet;

  [[nodiscard]] const Now& now() const { return turn.now(); }
  [[nodiscard]] const Limits& limits() const { return config.limits; }
  [[nodiscard]] store::Store& store() const { return turn.store(); }

  void send(Connection& connection, const xml::Element& element) const;
  /// To a detached session: remembered until it is resumed. Elements that are no stanzas are lost on it.
  void send(Session& session, const xml::Element& element) const;
  /// A stanza that was written before.
  void send(Session& session, SentStanza stanza) const;
  /// Answers a stanza of the session with an error, unless the stanza is itself an error or an answer (RFC 6120 section 8.3.1).
  void refuse(Session& session, const xml::Element& stanza, const stanza::StanzaError& error) const;

  /// Ends every session of the account, detached ones too: none of them can be resumed.
  void end_sessions(const std::string& account, const stanza::StreamError& error) const;
  /// The same of one device.
  void end_sessions(const std::string& account, const std::string& device, const stanza::StreamError& error) const;

  [[nodiscard]] bool is_local(const jid::Jid& jid) const { return jid.domain() == config.domain; }
  [[nodiscard]] jid::Jid address_of(std::string_view account) const;
};

}  // namespace assay::server
