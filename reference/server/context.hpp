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
  /// Ends the connection's stream with an error, after the hook that asks for it.
  virtual void end(Connection& connection, const stanza::StreamError& error) = 0;
  [[nodiscard]] virtual Connection* find(Conn id) = 0;
  [[nodiscard]] virtual const std::vector<Feature>& features() const = 0;
};

struct Context {
  const Config& config;
  const Keys& keys;
  RandomSource& random;
  SmsSink& sms;
  Log& log;
  Turn& turn;
  Accounts& accounts;
  Sessions& sessions;
  Outlet& outlet;

  [[nodiscard]] const Now& now() const { return turn.now(); }
  [[nodiscard]] const Limits& limits() const { return config.limits; }
  [[nodiscard]] store::Store& store() const { return turn.store(); }

  void send(Connection& connection, const xml::Element& element) const;
  void send(Session& session, const xml::Element& element) const { send(session.connection, element); }
  /// An element that was written in the scope of jabber:client.
  void send_written(Session& session, std::string_view text) const;
  /// Answers a stanza of the session with an error, unless the stanza is itself an error or an answer (RFC 6120 section 8.3.1).
  void refuse(Session& session, const xml::Element& stanza, const stanza::StanzaError& error) const;

  [[nodiscard]] bool is_local(const jid::Jid& jid) const { return jid.domain() == config.domain; }
  [[nodiscard]] jid::Jid address_of(std::string_view account) const;
};

}  // namespace assay::server
