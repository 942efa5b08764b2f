#pragma once
// Two drivers on one wire of memory, for this room's tests: A connects, B listens.

#include <deque>
#include <string>

#include "reference/host/driver.hpp"
#include "reference/host/scripted_machine_test.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::host {

/// One end of the wire. What it is told goes into its outbox until Wire::carry().
class WireEnd final : public Network {
 public:
  struct Write {
    Bytes octets;
  };
  struct Fin {};
  struct Cut {};
  using Packet = std::variant<Write, Fin, Cut>;

  void connect(Conn, const Endpoint&) override { ++connects; }
  void write(Conn, Bytes octets) override { outbox.push_back(Write{std::move(octets)}); }
  void finish(Conn) override { outbox.push_back(Fin{}); }
  void abort(Conn) override { outbox.push_back(Cut{}); }
  void pause(Conn) override { paused = true; }
  void resume(Conn) override { paused = false; }

  std::deque<Packet> outbox;
  int connects = 0;
  bool paused = false;
  bool finished = false;  // its FIN has been carried
};

inline const WallTime kToday{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

inline tls::Identity identity() {
  KeyedRandom random(1, "identity");
  return tls::self_signed({"example.org"}, tls::KeyKind::Ed25519, {kToday - std::chrono::days{1}, kToday + std::chrono::days{1}}, random);
}

/// A machine, its driver and its end of the wire.
struct Side {
  Side(ScriptedMachine::Reaction reaction, TlsContexts tls, std::string_view name)
      : machine(std::move(reaction)), random(5, name), driver(machine, end, random, std::move(tls)) {}

  ScriptedMachine machine;
  WireEnd end;
  KeyedRandom random;
  Driver driver;
  Conn conn{};
};

struct Wire {
  Wire(ScriptedMachine::Reaction client_reaction, ScriptedMachine::Reaction server_reaction)
      : a(std::move(client_reaction), {{}, *tls::Context::client(tls::TrustPem{identity().certificate_pem})}, "client"),
        b(std::move(server_reaction), {*tls::Context::server(identity()), {}}, "server") {
    a.conn = outbound(1);
    b.conn = Conn{1};
  }

  /// Opens the connection: A asks for it, both hear of it.
  void open(const std::string& listener) {
    a.machine.actions.emplace_back(Connect{a.conn, {"b", 5222}});
    a.driver.end_turn(now);
    a.driver.opened(a.conn, {"b", 5222}, "", now);
    b.driver.opened(b.conn, {"a", 40000}, listener, now);
    carry();
  }
  void act(Side& side, Action action) {
    side.machine.actions.push_back(std::move(action));
    carry();
  }
  /// Ends turns and carries packets until nothing moves.
  void carry() {
    do {
      a.driver.end_turn(now);
      b.driver.end_turn(now);
    } while (carry_packet(a, b) || carry_packet(b, a));
  }
  bool carry_packet(Side& from, Side& to) {
    if (from.end.outbox.empty() || to.end.paused) return false;
    const WireEnd::Packet packet = std::move(from.end.outbox.front());
    from.end.outbox.pop_front();
    std::visit(overloaded{
                   [&](const WireEnd::Write& write) {
                     from.driver.sent(from.conn, write.octets.size(), now);
                     to.driver.received(to.conn, write.octets, now);
                   },
                   [&](const WireEnd::Fin&) {
                     from.end.finished = true;
                     to.driver.peer_finished(to.conn, now);
                     if (!to.end.finished) return;
                     from.driver.closed(from.conn, CloseReason::Finished, "", now);
                     to.driver.closed(to.conn, CloseReason::Finished, "", now);
                   },
                   [&](const WireEnd::Cut&) { to.driver.closed(to.conn, CloseReason::Reset, "", now); },
               },
               packet);
    return true;
  }

  Now now{Instant{}, kToday};
  Side a;
  Side b;
};

}  // namespace assay::host
