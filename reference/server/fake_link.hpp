#pragma once
// For tests: a server on a store in memory, and phones that talk to it octet by octet over a link without network. TLS is taken as done: a
// Secure action is answered by Secured with made-up facts.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/server/server.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/store/memory.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server::fake {

inline constexpr const char* kHeader =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>";
inline const Bytes kExporter(32, 'e');

class SmsBox final : public SmsSink {
 public:
  bool deliver(const Sms& sms) override {
    if (!reachable) return false;
    codes[sms.to] = sms.code;
    ++count;
    return true;
  }
  bool reachable = true;
  int count = 0;
  std::map<std::string, std::string> codes;
};

class TestLog final : public Log {
 public:
  using Log::write;
  void write(LogLevel, std::string_view line) override { lines += std::string{line} + "\n"; }
  std::string lines;
};

/// Fails every commit while told to.
class FailingStore final : public store::Store {
 public:
  void begin() override { inner->begin(); }
  Result<void, store::StoreFault> commit() override {
    ++commits;
    if (failures == 0) return inner->commit();
    --failures;
    inner->rollback();
    return fail(store::StoreFault{kind, "told to fail"});
  }
  void rollback() override { inner->rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override { return inner->get(space, key); }
  void put(std::string_view space, ByteView key, ByteView value) override {
    all.append(space).append(key).append(value);
    spaces.insert(std::string(space));
    inner->put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override { inner->erase(space, key); }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    inner->scan(space, prefix, after, visit);
  }

  int failures = 0;
  int commits = 0;
  store::StoreFault::Kind kind = store::StoreFault::Kind::Io;
  Bytes all;  // every octet that was ever written
  std::set<std::string> spaces;  // that were ever written to
  std::unique_ptr<store::Store> inner = std::make_unique<store::MemoryStore>();
};

/// The other end of one connection.
struct Wire {
  xml::StreamReader reader{xml::StreamPolicy::Permissive};
  std::deque<xml::Element> received;
  bool ended = false;     // closing tag
  bool finished = false;  // the server finished sending
  bool aborted = false;
  bool reading = true;
  std::size_t unreported = 0;
};

class World {
 public:
  World() {
    config.domain = "example.org";
    config.secret = Bytes(32, 's');
    config.scram_iterations = 1;  // its cost is tested elsewhere
    config.pin_cost = {1, crypto::kArgon2LeastMemory};
    config.limits.code_burst_per_address = 1'000'000;  // all phones register from one address
    now.wall = *from_date_time("2026-01-01T00:00:00Z");
  }

  void start() { server.emplace(config, store, random, sms, log); }
  /// What a crash leaves: the store.
  void crash() {
    server.reset();
    for (auto& [conn, wire] : wires) wire.aborted = true;
  }

  Conn open(const std::string& listener = "c2s-tls", const std::string& host = "192.0.2.1") {
    if (!server) start();
    const Conn conn{++last_conn};
    wires.try_emplace(conn);
    give(conn, Opened{{host, 4000}, listener});
    return conn;
  }

  /// One turn with one input.
  void give(Conn conn, const Event& event) {
    server->handle(conn, event, now);
    end_turn();
  }
  void say(Conn conn, std::string_view octets) { give(conn, Received{octets}); }

  void end_turn() {
    server->end_turn(now);
    while (true) {
      std::vector<std::pair<Conn, Event>> events;
      while (const std::optional<Action> action = server->next_action()) perform(*action, events);
      if (events.empty()) return;
      for (const auto& [conn, event] : events) server->handle(conn, event, now);
      server->end_turn(now);
    }
  }

  void pass(Duration time) {
    now.monotonic += time;
    now.wall += time;
    server->timer(now);
    end_turn();
  }

  /// The next element that arrived, as text; "" if there is none.
  std::string next(Conn conn) {
    auto& received = wires.at(conn).received;
    if (received.empty()) return {};
    std::string text = xml::write(received.front());
    received.pop_front();
    return text;
  }
  std::optional<xml::Element> next_element(Conn conn) {
    auto& received = wires.at(conn).received;
    if (received.empty()) return std::nullopt;
    xml::Element element = std::move(received.front());
    received.pop_front();
    return element;
  }
  /// All that arrived since the last look, a line each.
  std::string all(Conn conn) {
    std::string out;
    for (std::string text = next(conn); !text.empty(); text = next(conn)) out += text + "\n";
    return out;
  }
  /// Says something and answers what came back on that connection.
  std::string ask(Conn conn, std::string_view octets) {
    say(conn, octets);
    return all(conn);
  }

  void resume_reading(Conn conn) {
    Wire& wire = wires.at(conn);
    wire.reading = true;
    while (wire.unreported > 0 && !wire.aborted) give(conn, Sent{std::exchange(wire.unreported, 0)});
  }

  /// The spaces in which a record holds the text, in its key or its value.
  [[nodiscard]] std::set<std::string> spaces_with(const std::string& text) {
    std::set<std::string> found;
    store.begin();
    for (const std::string& space : store.spaces) {
      store.scan(space, {}, {}, [&](ByteView key, ByteView value) {
        if (key.find(text) != ByteView::npos || value.find(text) != ByteView::npos) found.insert(space);
        return true;
      });
    }
    store.rollback();
    return found;
  }

  Config config;
  FailingStore store;
  KeyedRandom random{7, "server"};
  SmsBox sms;
  TestLog log;
  Now now{};
  std::optional<Server> server;
  std::map<Conn, Wire> wires;
  std::uint64_t last_conn = 0;

 private:
  void perform(const Action& action, std::vector<std::pair<Conn, Event>>& events) {
    Wire& wire = wires.at(connection_of(action));
    const Conn conn = connection_of(action);
    std::visit(overloaded{
                   [&](const Send& send) {
                     if (wire.reading) {
                       events.emplace_back(conn, Sent{send.bytes.size()});
                     } else {
                       wire.unreported += send.bytes.size();
                     }
                     read(wire, send.bytes);
                   },
                   [&](const Secure&) {
                     wire.reader.reset();
                     TlsFacts facts;
                     facts.version = "TLSv1.3";
                     facts.exporter = kExporter;
                     events.emplace_back(conn, Secured{facts});
                   },
                   [&](const Finish&) {
                     wire.finished = true;
                     events.emplace_back(conn, Closed{CloseReason::Finished, {}});
                   },
                   [&](const Abort&) {
                     wire.aborted = true;
                     events.emplace_back(conn, Closed{CloseReason::Local, {}});
                   },
                   [](const auto&) { FAIL() << "an action that the server has no use for"; },
               },
               action);
  }

  static void read(Wire& wire, ByteView bytes) {
    // A restarted stream begins with a declaration, which only a fresh reader takes.
    if (bytes.rfind("<?xml", 0) == 0) wire.reader.reset();
    const std::size_t restart = bytes.find("<?xml", 1);
    wire.reader.feed(bytes.substr(0, restart));
    while (auto item = wire.reader.next()) {
      if (auto* element = std::get_if<xml::StreamElement>(&*item)) wire.received.push_back(std::move(element->element));
      if (std::holds_alternative<xml::StreamClosed>(*item)) wire.ended = true;
      ASSERT_FALSE(std::holds_alternative<xml::StreamBroken>(*item)) << bytes;
    }
    if (restart != ByteView::npos) read(wire, bytes.substr(restart));
  }
};

/// A phone with a number and a key, and at most one connection.
class Phone {
 public:
  Phone(World& world, std::string number, char key = 'k')
      : world_(world), number_(std::move(number)), keys_(crypto::ed25519_key_pair(Bytes(32, key))) {}

  [[nodiscard]] std::string digits() const { return number_.substr(1); }
  [[nodiscard]] std::string bare() const { return digits() + "@example.org"; }
  [[nodiscard]] std::string full() const { return bare() + "/" + resource; }

  std::string request(Conn on, const std::string& method = "sms") {
    return world_.ask(on, "<iq type='set' id='r1'><request xmlns='urn:cxmpp:register:1' number='" + number_ + "' method='" + method +
                              "' key='" + base64(keys_.public_key) + "'/></iq>");
  }
  std::string verify(Conn on, const std::string& request, const std::string& code, bool bound = true,
                     const std::optional<std::string>& pin = std::nullopt) {
    using namespace stanza::registration;
    const Binding binding = bound ? Binding::TlsExporter : Binding::None;
    const Bytes signature =
        crypto::ed25519_sign(keys_, signed_octets({"example.org", digits(), request, binding, bound ? ByteView{kExporter} : ByteView{}}));
    return world_.ask(on, xml::write(stanza::request("set", "r2", Verify{request, code, binding, signature, pin}.write())));
  }
  /// The id of the newest request, from its answer.
  static std::string request_id(const std::string& answer) {
    const std::size_t at = answer.find("requested");
    const std::size_t id = answer.find(" id='", at) + 5;
    return at == std::string::npos ? "" : answer.substr(id, answer.find('\'', id) - id);
  }
  [[nodiscard]] std::string code() const { return world_.sms.codes[number_]; }

  void register_number() {
    const Conn c = world_.open();
    world_.ask(c, kHeader);
    const std::string id = request_id(request(c));
    const std::string answer = verify(c, id, code());
    const std::size_t at = answer.find("token='");
    ASSERT_NE(at, std::string::npos) << answer;
    token = answer.substr(at + 7, answer.find('\'', at + 7) - at - 7);
    world_.give(c, Closed{CloseReason::Reset, {}});
  }

  /// Logs in on a new connection, up to the features behind it.
  void log_in() {
    conn = world_.open();
    world_.ask(conn, kHeader);
    const std::string zero(1, '\0');
    const std::string answer = world_.ask(conn, xml::write(stanza::sasl::auth("PLAIN", zero + (user.empty() ? digits() : user) + zero + token)));
    ASSERT_NE(answer.find("<success"), std::string::npos) << answer;
    world_.ask(conn, kHeader);
  }
  /// Logs in and binds `resource`.
  void connect() {
    log_in();
    const std::string bound = world_.ask(
        conn, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + resource + "</resource></bind></iq>");
    ASSERT_NE(bound.find("<jid>" + full() + "</jid>"), std::string::npos) << bound;
  }
  void enable_acks() { ASSERT_EQ(ask("<enable xmlns='urn:cxmpp:ack:1'/>"), "<enabled xmlns='urn:cxmpp:ack:1'/>\n"); }
  /// connect(), ack:1 and available presence; what arrives by it stays to be read.
  void come_online() {
    connect();
    enable_acks();
    say("<presence/>");
  }
  /// come_online() of a fresh account, with what arrives by it read.
  void appear() {
    register_number();
    come_online();
    all();
  }
  void cut() { world_.give(conn, Closed{CloseReason::Reset, {}}); }

  void say(std::string_view octets) { world_.say(conn, octets); }
  std::string ask(std::string_view octets) { return world_.ask(conn, octets); }
  std::string all() { return world_.all(conn); }
  std::string next() { return world_.next(conn); }
  Wire& wire() { return world_.wires.at(conn); }

  std::string message(const Phone& to, const std::string& id, const std::string& body) {
    return ask("<message type='chat' id='" + id + "' to='" + to.bare() + "'><body>" + body + "</body></message>");
  }

  Conn conn{};
  std::string token;
  std::string user;  // a companion's login name; "" for the number
  std::string resource = "r";

 private:
  World& world_;
  std::string number_;
  crypto::Ed25519KeyPair keys_;
};

}  // namespace assay::server::fake
