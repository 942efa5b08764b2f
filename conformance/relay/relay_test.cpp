#include "conformance/relay/relay.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"

namespace assay::conformance::relay {
namespace {

constexpr Conn kClient{1};
constexpr Conn kServer = outbound(1);
constexpr const char* kHeader =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' "
    "version='1.0'>";

class Doubling final : public Filter {
 public:
  std::vector<xml::Element> pass(Direction direction, xml::Element element, const Now&) override {
    std::vector<xml::Element> out;
    if (direction == Direction::ToClient && element.local() == "message") out.push_back(element);
    out.push_back(std::move(element));
    return out;
  }
};

class RelayTest : public testing::Test {
 protected:
  static RelayConfig config(bool doubling) {
    RelayConfig config;
    config.upstream = {{"c2s", {"upstream", 5222}}, {"c2s-tls", {"upstream", 5223}}};
    config.server_name = "localhost";
    config.filters = [doubling] {
      FilterChain chain;
      if (doubling) chain.push_back(std::make_unique<Doubling>());
      return chain;
    };
    return config;
  }

  void open(const char* listener = "c2s") {
    relay.handle(kClient, Opened{{"client", 1}, listener}, now);
    relay.handle(kServer, Opened{{"upstream", 5222}, ""}, now);
  }
  void from_client(std::string_view text) { relay.handle(kClient, Received{text}, now); }
  void from_server(std::string_view text) { relay.handle(kServer, Received{text}, now); }

  // What has left since the last call, as one line: "server:<octets>", "client:secure", ...
  std::string out() {
    relay.end_turn(now);
    std::string text;
    while (auto action = relay.next_action()) {
      text += connection_of(*action) == kClient ? "client:" : "server:";
      std::visit(overloaded{
                     [&](const Send& a) { text += a.bytes; },
                     [&](const Connect& a) { text += "connect " + a.to.host; },
                     [&](const Secure& a) { text += a.side == TlsSide::Client ? "secure as client" : "secure as server"; },
                     [&](const Finish&) { text += "finish"; },
                     [&](const Abort&) { text += "abort"; },
                     [&](const auto&) { text += "?"; },
                 },
                 *action);
      text += "\n";
    }
    return text;
  }

  Now now{};
  Relay relay{config(false)};
};

TEST_F(RelayTest, PassesBothDirectionsOn) {
  open();
  EXPECT_EQ(out(), "server:connect upstream\n");
  from_client(kHeader);
  EXPECT_NE(out().find("server:<?xml version='1.0'?><stream:stream xmlns='jabber:client'"), std::string::npos);
  from_server(std::string(kHeader) + "<stream:features/><message from='a'><body>x &amp; y</body></message></stream:stream>");
  const std::string text = out();
  EXPECT_NE(text.find("client:<stream:features/>\n"), std::string::npos) << text;
  EXPECT_NE(text.find("client:<message from='a'><body>x &amp; y</body></message>\nclient:</stream:stream>\n"), std::string::npos) << text;
}

TEST_F(RelayTest, HoldsWhatComesBeforeTheServerIsReached) {
  relay.handle(kClient, Opened{{"client", 1}, "c2s"}, now);
  from_client(kHeader);
  EXPECT_EQ(out(), "server:connect upstream\n");
  relay.handle(kServer, Opened{{"upstream", 5222}, ""}, now);
  EXPECT_NE(out().find("server:<?xml"), std::string::npos);
}

TEST_F(RelayTest, EndsTlsOnBothSidesAfterProceed) {
  open();
  from_client(kHeader);
  from_server(kHeader);
  (void)out();
  from_server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  EXPECT_EQ(out(), "client:<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\nclient:secure as server\nserver:secure as client\n");
  from_client(kHeader);  // both directions start anew
  EXPECT_NE(out().find("server:<?xml"), std::string::npos);
}

TEST_F(RelayTest, DirectTlsIsEndedAtOnce) {
  open("c2s-tls");
  EXPECT_EQ(out(), "client:secure as server\nserver:connect upstream\nserver:secure as client\n");
}

TEST_F(RelayTest, StripsChannelBinding) {
  open();
  from_server(
      std::string(kHeader) +
      "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1-PLUS</mechanism>"
      "<mechanism>SCRAM-SHA-1</mechanism></mechanisms><register xmlns='urn:cxmpp:register:1'><binding>tls-exporter</binding></register>"
      "</stream:features>");
  const std::string text = out();
  EXPECT_EQ(text.find("PLUS"), std::string::npos);
  EXPECT_EQ(text.find("binding"), std::string::npos);
  EXPECT_NE(text.find("<mechanism>SCRAM-SHA-1</mechanism>"), std::string::npos);
}

TEST_F(RelayTest, FiltersSeeEveryElement) {
  Relay doubling(config(true));
  doubling.handle(kClient, Opened{{"client", 1}, "c2s"}, now);
  doubling.handle(kServer, Opened{{"upstream", 5222}, ""}, now);
  const std::string octets = std::string(kHeader) + "<message id='1'/>";
  doubling.handle(kServer, Received{octets}, now);
  int messages = 0;
  while (auto action = doubling.next_action()) {
    const auto* send = std::get_if<Send>(&*action);
    if (send && send->bytes == "<message id='1'/>") ++messages;
  }
  EXPECT_EQ(messages, 2);
}

TEST_F(RelayTest, WhatIsBrokenStaysBroken) {
  open();
  from_client(std::string(kHeader) + "<a></b>");
  EXPECT_NE(out().find("server:</>"), std::string::npos);
}

TEST_F(RelayTest, OneSideFinishesTheOtherFollowsACutCutsBoth) {
  open();
  (void)out();
  relay.handle(kClient, PeerFinished{}, now);
  EXPECT_EQ(out(), "server:finish\n");
  relay.handle(kServer, Closed{CloseReason::Reset, ""}, now);
  EXPECT_EQ(out(), "client:abort\n");
}

TEST_F(RelayTest, UnknownListenersAreRefused) {
  relay.handle(kClient, Opened{{"client", 1}, "other"}, now);
  EXPECT_EQ(out(), "client:abort\n");
}

TEST_F(RelayTest, APeerThatReadsNothingIsCut) {
  open();
  from_server(kHeader);
  const std::string message = "<message><body>" + std::string(7'000'000, 'x') + "</body></message>";
  for (int i = 0; i < 6; ++i) from_server(message);
  const std::string text = out();
  EXPECT_NE(text.find("client:abort\n"), std::string::npos);
  EXPECT_NE(text.find("server:abort\n"), std::string::npos);
}

}  // namespace
}  // namespace assay::conformance::relay
