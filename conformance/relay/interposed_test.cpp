#include "conformance/relay/interposed.hpp"

#include <functional>

#include <gtest/gtest.h>

namespace assay::conformance::relay {
namespace {

constexpr const char* kTag = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

// Writes what it is told to, and keeps what it hears.
class Client final : public Machine {
 public:
  void handle(Conn, const Event& event, const Now&) override {
    if (const auto* received = std::get_if<Received>(&event)) heard += received->bytes;
    if (const auto* sent = std::get_if<Sent>(&event)) acknowledged += sent->bytes;
  }
  void timer(const Now&) override {}
  void end_turn(const Now&) override {}
  std::optional<Action> next_action() override {
    if (actions.empty()) return std::nullopt;
    Action action = std::move(actions.front());
    actions.pop_front();
    return action;
  }
  std::optional<Instant> next_deadline() const override { return std::nullopt; }
  void say(Bytes octets) { actions.emplace_back(Send{outbound(1), std::move(octets)}); }

  std::deque<Action> actions;
  Bytes heard;
  std::size_t acknowledged = 0;
};

class Scripted final : public Filter {
 public:
  using Change = std::function<std::vector<xml::Element>(Direction, xml::Element)>;
  explicit Scripted(Change change, std::vector<xml::Element> answers = {}) : change_(std::move(change)), answers_(std::move(answers)) {}
  std::vector<xml::Element> pass(Direction direction, xml::Element element, const Now&) override {
    return change_(direction, std::move(element));
  }
  std::vector<xml::Element> answers() override { return std::exchange(answers_, {}); }

 private:
  Change change_;
  std::vector<xml::Element> answers_;
};

FilterChain chain(std::unique_ptr<Filter> filter) {
  FilterChain out;
  out.push_back(std::move(filter));
  return out;
}

Bytes drained(Machine& machine) {
  Bytes out;
  while (auto action = machine.next_action()) {
    if (const auto* send = std::get_if<Send>(&*action)) out += send->bytes;
  }
  return out;
}

std::vector<xml::Element> twice(Direction direction, xml::Element element) {
  std::vector<xml::Element> out = {element};
  if (direction == Direction::ToServer) out.push_back(std::move(element));
  return out;
}

std::vector<xml::Element> same(Direction, xml::Element element) { return {std::move(element)}; }

TEST(Interposed, WhatTheClientSaysGoesThroughTheChain) {
  Client client;
  Interposed machine(client, chain(std::make_unique<Scripted>(twice)));
  client.say(kTag);
  client.say("<message id='1'");
  client.say("/>");
  const Bytes said = drained(machine);
  EXPECT_NE(said.find("version='1.0'"), Bytes::npos);
  EXPECT_EQ(said.substr(said.size() - 34), "<message id='1'/><message id='1'/>");
}

TEST(Interposed, TheClientIsToldOfItsOwnOctetsAlone) {
  Client client;
  Interposed machine(client, chain(std::make_unique<Scripted>(twice)));
  client.say(kTag);
  client.say("<message id='1'/>");
  const std::size_t own = std::string(kTag).size() + 17;
  const std::size_t real = drained(machine).size();
  ASSERT_GT(real, own);
  machine.handle(outbound(1), Sent{real - 1}, {});
  EXPECT_LE(client.acknowledged, own);
  machine.handle(outbound(1), Sent{1}, {});
  EXPECT_EQ(client.acknowledged, own);
}

TEST(Interposed, AnswersGoBackToWhomTheElementCameFrom) {
  Client client;
  Interposed machine(client, chain(std::make_unique<Scripted>(same, std::vector<xml::Element>{xml::Element("jabber:client", "iq")})));
  client.say(kTag);
  (void)drained(machine);
  machine.handle(outbound(1), Received{kTag}, {});
  machine.handle(outbound(1), Received{"<message/>"}, {});
  EXPECT_EQ(drained(machine), "<iq/>");
  EXPECT_NE(client.heard.find("<message/>"), Bytes::npos);
}

TEST(Interposed, AStreamBeginsAnewOnlyIfTheClientAgrees) {
  Client client;
  Interposed machine(client, chain(std::make_unique<Scripted>(same)));
  client.say(kTag);
  (void)drained(machine);
  machine.handle(outbound(1), Received{kTag}, {});
  machine.handle(outbound(1), Received{"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"}, {});
  client.say("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");  // it does not believe the success
  EXPECT_EQ(drained(machine), "<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  client.say(kTag);
  client.say("<presence/>");
  const Bytes said = drained(machine);
  EXPECT_EQ(said.substr(said.size() - 11), "<presence/>");
}

}  // namespace
}  // namespace assay::conformance::relay
