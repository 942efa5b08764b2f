#pragma once
// For tests: a client and, at the other end of its connection, a script that plays the server.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/client/client.hpp"
#include "reference/stream/scripted_server.hpp"

namespace assay::client {

using Server = stream::ScriptedServer;

class ScriptedPhone {
 public:
  explicit ScriptedPhone(Config config = usual_config(), Credentials credentials = {})
      : client(std::move(config), random, std::move(credentials)) {
    now.wall = *from_date_time("2026-03-01T12:00:00Z");
  }

  static Config usual_config() {
    Config config;
    config.domain = "example.org";
    config.server = {"10.0.0.1", 5222};
    config.keep_alive = KeepAlive::Off;
    return config;
  }
  static Credentials registered() {
    Credentials credentials;
    credentials.jid = "12025550101@example.org";
    credentials.token = crypto::Secret(Bytes(Server::kPassword));
    credentials.key = crypto::ed25519_key_pair(Bytes(32, 'k'));
    return credentials;
  }

  /// Performs what the client wants, and collects its events unless `takes_events` is false.
  void turn() {
    for (bool again = true; again;) {
      client.end_turn(now);
      again = perform_actions();
      while (auto event = takes_events ? client.next_event() : std::nullopt) {
        events.push_back(std::move(*event));
        again = true;
      }
    }
  }
  void say(std::string_view octets) {
    client.handle(conn, Received{octets}, now);
    turn();
  }
  void cut() {
    client.handle(conn, Closed{CloseReason::Reset, {}}, now);
    turn();
  }
  void wait(Duration duration) {
    now.monotonic += duration;
    now.wall += duration;
    client.timer(now);
    turn();
  }

  void secure() {
    say(Server::header() + Server::tls_features());
    server.next();
    say(Server::proceed());
    TlsFacts facts;
    facts.exporter = Bytes(32, 'e');
    client.handle(conn, Secured{facts}, now);
    turn();
  }
  void authenticate() {
    say(Server::header() + Server::login_features());
    finish_login();
  }
  void finish_login() {
    say(server.challenge(server.next()));
    say(server.success(server.next()));
  }
  void bind(bool acknowledges = true) {
    say(Server::header() + (acknowledges ? Server::bound_features() : Server::bound_features_without_ack()));
    say(Server::bind_result(server.next()));
    if (!acknowledges) return;
    server.next();
    say(Server::enabled());
  }
  void come_online(bool acknowledges = true) {
    client.connect(now);
    turn();
    negotiate(acknowledges);
  }
  void negotiate(bool acknowledges = true) {
    secure();
    authenticate();
    bind(acknowledges);
  }
  /// The next element of this name that the client wrote; others before it are passed over.
  xml::Element next(std::string_view local) {
    for (;;) {
      xml::Element element = server.next();
      if (element.local() == local || element.local() == "nothing") return element;
    }
  }
  /// The oldest event of this kind that was not asked for yet; later ones stay.
  template <class E>
  std::optional<E> event() {
    for (auto at = events.begin(); at != events.end(); ++at) {
      auto* wanted = std::get_if<E>(&*at);
      if (wanted == nullptr) continue;
      E found = std::move(*wanted);
      events.erase(at);
      return found;
    }
    return std::nullopt;
  }

  KeyedRandom random{7, "phone"};
  Client client;
  Server server;
  Now now{};
  Conn conn{};
  int connections = 0;
  bool refuses = false;  // nobody listens
  bool takes_events = true;
  std::vector<Event> events;

 private:
  bool perform_actions() {
    bool any = false;
    while (auto action = client.next_action()) {
      any = true;
      if (auto* connect = std::get_if<Connect>(&*action)) {
        conn = connect->conn;
        ++connections;
        refuses ? client.handle(conn, Closed{CloseReason::Refused, {}}, now) : client.handle(conn, Opened{connect->to, ""}, now);
      } else if (auto* sent = std::get_if<Send>(&*action)) {
        server.hear(sent->bytes);
      } else if (std::get_if<Finish>(&*action) != nullptr) {
        client.handle(conn, Closed{CloseReason::Finished, {}}, now);
      } else if (std::get_if<Abort>(&*action) != nullptr) {
        client.handle(conn, Closed{CloseReason::Local, {}}, now);
      }
    }
    return any;
  }
};

}  // namespace assay::client
