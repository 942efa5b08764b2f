#include "reference/client/shim.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"

namespace assay::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ShimTest : public testing::Test {
 protected:
  ShimTest() : phone({}, ScriptedPhone::registered()), shim(phone.client) { phone.takes_events = false; }
  std::vector<std::string> lines() {
    std::vector<std::string> all;
    phone.turn();
    while (auto line = shim.next_line()) all.push_back(*line);
    phone.turn();
    return all;
  }
  std::vector<std::string> after(std::string_view line) {
    shim.line(line, phone.now);
    return lines();
  }
  void use() {
    EXPECT_THAT(after(R"({"do":"use","server":"10.0.0.1:5222","domain":"example.org","tls":"starttls","trust":"any"})"), ElementsAre());
  }

  ScriptedPhone phone;
  Shim shim;
};

TEST_F(ShimTest, TranslatesBothWays) {
  use();
  EXPECT_EQ(shim.trust(), "any");
  EXPECT_EQ(phone.client.config().server, (Endpoint{"10.0.0.1", 5222}));
  EXPECT_THAT(after(R"({"do":"login"})"), ElementsAre());
  phone.negotiate();
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"online","jid":"12025550101@example.org/phone"})"));
  EXPECT_THAT(after(R"({"do":"send","to":"12025550102@example.org","id":"m1","body":"hello \u00e9"})"), ElementsAre());
  EXPECT_EQ(phone.next("message").find_child("jabber:client", "body")->text(), "hello \u00e9");
  phone.say("<ack xmlns='urn:cxmpp:ack:1' id='m1' stamp='2026-03-01T12:00:01.000Z'/>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"accepted","id":"m1"})"));
  phone.say("<message from='12025550102@example.org/x'><received xmlns='urn:xmpp:receipts' id='m1'/></message>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"delivered","id":"m1","from":"12025550102@example.org"})"));
  phone.say("<message from='12025550102@example.org/x' id='m2'><body>\"hi\"</body></message>");
  EXPECT_THAT(
      lines(),
      ElementsAre(R"({"event":"message","from":"12025550102@example.org","id":"m2","body":"\"hi\"","delayed":false,"privacy":"clear"})"));
  EXPECT_THAT(after(R"({"do":"match","numbers":["+1 202"]})"), ElementsAre(R"({"event":"consent-needed"})"));
  EXPECT_THAT(after(R"({"do":"consent","given":true})"), ElementsAre());
  const auto iq = phone.next("iq");
  phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) +
            "'><matches xmlns='urn:cxmpp:contacts:1'><match number='+1 202' status='invalid'/></matches></iq>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"contacts","contacts":[{"number":"+1 202","status":"invalid"}]})"));
  EXPECT_THAT(after(R"({"do":"contact-settings","discoverable":"nobody","join-notices":true})"), ElementsAre());
  const auto settings = phone.next("iq");
  EXPECT_EQ(settings.first_child()->attribute("discoverable"), "nobody");
  EXPECT_EQ(settings.first_child()->attribute("join-notices"), "true");
  phone.say("<iq type='result' id='" + std::string(settings.attribute("id")) +
            "'><settings xmlns='urn:cxmpp:contacts:1' discoverable='nobody' join-notices='true'/></iq>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"contact-settings","discoverable":"nobody","join-notices":true})"));
  phone.say("<message from='example.org' id='n1'><contact-joined xmlns='urn:cxmpp:contacts:1' jid='12025550103@example.org'/></message>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"contact-joined","jid":"12025550103@example.org"})"));
  EXPECT_THAT(after(R"({"do":"blocked"})"), ElementsAre());
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) +
            "'><blocklist xmlns='urn:xmpp:blocking'><item jid='a@b'/></blocklist></iq>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"blocked","jids":["a@b"]})"));
  EXPECT_THAT(after(R"({"do":"block","jid":"c@d"})"), ElementsAre());
  phone.say("<iq type='result' id='" + std::string(phone.next("iq").attribute("id")) + "'/>");
  EXPECT_THAT(lines(), ElementsAre(R"({"event":"done","do":"block"})"));
  EXPECT_THAT(after(R"({"do":"logout"})"), ElementsAre(R"({"event":"offline","reason":"closed-by-us"})"));
  EXPECT_THAT(after(R"({"do":"sync","tag":"x"})"), ElementsAre(R"({"event":"synced","tag":"x"})"));
}

TEST_F(ShimTest, AnswersMalformedLines) {
  use();
  for (const char* line : {"", "nonsense", "[]", "{}", R"({"do":1})", "{\"do\":\"login\"", "\xff"}) {
    EXPECT_THAT(after(line), ElementsAre(StartsWith(R"({"event":"failed","do":"","condition":"bad-request","text":")"))) << line;
  }
  for (const char* line :
       {R"({"do":"send","to":"a@b"})", R"({"do":"match","numbers":"x"})", R"({"do":"match","numbers":[1]})", R"({"do":"sync"})",
        R"({"do":"edit-contacts","added":[1]})", R"({"do":"consent","given":"yes"})", R"({"do":"contact-settings","join-notices":1})",
        R"({"do":"use","server":"x","domain":"d"})", R"({"do":"use","server":"x:99999","domain":"d"})",
        R"({"do":"use","server":"x:1","domain":"d","tls":"maybe"})", R"({"do":"register"})"}) {
    EXPECT_THAT(after(line), ElementsAre(HasSubstr(R"("condition":"bad-request")"))) << line;
  }
  EXPECT_THAT(after(std::string(kShimLineOctets + 1, ' ')), ElementsAre(HasSubstr("too long")));
}

TEST_F(ShimTest, NamesWhatItDoesNotKnow) {
  use();
  EXPECT_THAT(after(R"({"do":"dance"})"), ElementsAre(R"({"event":"unsupported","do":"dance"})"));
}

TEST_F(ShimTest, NeedsAServerFirst) {
  EXPECT_THAT(after(R"({"do":"login"})"), ElementsAre(HasSubstr("bad-request")));
  EXPECT_EQ(phone.connections, 0);
}

TEST_F(ShimTest, TellsFailures) {
  use();
  EXPECT_THAT(after(R"({"do":"verify","code":"1"})"),
              ElementsAre(HasSubstr(R"({"event":"failed","do":"verify","condition":"code-missing")")));
}

}  // namespace
}  // namespace assay::client
