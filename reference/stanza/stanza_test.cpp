#include <gtest/gtest.h>

#include "reference/base/decimal.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind.hpp"
#include "reference/stanza/contacts.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/disco.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/identity.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/number_change.hpp"
#include "reference/stanza/offline.hpp"
#include "reference/stanza/pin.hpp"
#include "reference/stanza/ping.hpp"
#include "reference/stanza/push.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/stanza/roster.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/stanza/stream_error.hpp"
#include "reference/stanza/version.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

xml::Element element(std::string_view text) {
  return std::get<xml::Element>(xml::parse(text, xml::ns::kClient, {{"stream", xml::ns::kStreams}}));
}

// Written, read as text and parsed again, a value is the same; and so is its text as the specification shows it.
template <class T>
void round_trip(const T& value, std::string_view text) {
  EXPECT_EQ(value.write(), element(text)) << xml::write(value.write());
  EXPECT_EQ(T::parse(element(xml::write(value.write()))), value);
  EXPECT_EQ(T::parse(element("<other xmlns='urn:other'/>")), std::nullopt);
}

TEST(Stanza, ErrorsRoundTrip) {
  round_trip(cxmpp_error("rate-limit", std::chrono::seconds{120}),
             "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
             "<rate-limit xmlns='urn:cxmpp:errors:1' retry-after='120'/></error>");
  round_trip(stanza_error("service-unavailable", "no such account"),
             "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
             "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no such account</text></error>");
  EXPECT_EQ(StanzaError::parse(element("<error type='cancel'><no-such xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")),
            std::nullopt);
  round_trip(StreamError{"conflict", "replaced by a new registration", "replaced"},
             "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams' "
             "xml:lang='en'>replaced by a new registration</text><replaced xmlns='urn:cxmpp:errors:1'/></stream:error>");
}

TEST(Stanza, RepliesSwapAddresses) {
  const xml::Element iq = element("<iq type='get' id='a' from='x@y/z' to='y'><ping xmlns='urn:xmpp:ping'/></iq>");
  EXPECT_EQ(result_of(iq), element("<iq type='result' id='a' to='x@y/z' from='y'/>"));
  EXPECT_EQ(error_of(iq, stanza_error("bad-request")),
            element("<iq type='error' id='a' to='x@y/z' from='y'><error type='modify'><bad-request "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
  EXPECT_EQ(*payload_of(iq), ping());
  EXPECT_EQ(payload_of(element("<iq type='get' id='a'/>")), nullptr);
  EXPECT_EQ(payload_of(element("<iq type='get' id='a'><b/><c/></iq>")), nullptr);
  EXPECT_EQ(payload_of(element("<iq type='result' id='a'><b/></iq>")), nullptr);
}

TEST(Stanza, RegistrationRoundTrips) {
  using namespace registration;
  const std::string key(32, 'k');
  const std::string signature(64, 's');
  round_trip(Feature{true}, "<register xmlns='urn:cxmpp:register:1'><binding>tls-exporter</binding></register>");
  round_trip(Request{"+12025550101", Method::Voice, key},
             "<request xmlns='urn:cxmpp:register:1' number='+12025550101' method='voice' key='" + base64(key) + "'/>");
  round_trip(Requested{"REQ", 6, std::chrono::seconds{600}, std::chrono::seconds{120}, {Method::Sms, Method::Voice}},
             "<requested xmlns='urn:cxmpp:register:1' id='REQ' digits='6' expires='600' retry-after='120' methods='sms voice'/>");
  EXPECT_EQ(methods_in(" pigeon  voice"), std::vector{Method::Voice});
  EXPECT_EQ(methods_in(""), std::vector<Method>{});
  round_trip(
      Verify{"REQ", "123456", Binding::TlsExporter, signature},
      "<verify xmlns='urn:cxmpp:register:1' request='REQ' code='123456' binding='tls-exporter' signature='" + base64(signature) + "'/>");
  round_trip(Registered{"12025550101@example.org", "abc"},
             "<registered xmlns='urn:cxmpp:register:1' jid='12025550101@example.org' token='abc'/>");
  round_trip(
      Verify{"REQ", "123456", Binding::None, signature, "2580"},
      "<verify xmlns='urn:cxmpp:register:1' request='REQ' code='123456' binding='none' signature='" + base64(signature) + "' pin='2580'/>");
  round_trip(Request{"+12025550101", Method::Sms, key, ClientVersion{"assay", "1.2"}},
             "<request xmlns='urn:cxmpp:register:1' number='+12025550101' method='sms' key='" + base64(key) +
                 "'><client name='assay' version='1.2'/></request>");
  EXPECT_EQ(Request::parse(element("<request xmlns='urn:cxmpp:register:1' number='+1' method='sms' key='" + base64(key) +
                                   "'><client name='assay'/></request>")),
            std::nullopt);
  EXPECT_EQ(Request::parse(element("<request xmlns='urn:cxmpp:register:1' number='+1' method='sms' key='AAAA'/>")), std::nullopt);
  EXPECT_EQ(Request::parse(element("<request xmlns='urn:cxmpp:register:1' number='+1' method='fax' key='" + base64(key) + "'/>")),
            std::nullopt);
}

TEST(Stanza, PushRegistrationsRoundTrip) {
  const jid::Jid service = *jid::Jid::parse("push.example.org");
  round_trip(push::Enable{service, "n", ""}, "<enable xmlns='urn:xmpp:push:0' jid='push.example.org' node='n'/>");
  round_trip(push::Enable{service, "n", "s"},
             "<enable xmlns='urn:xmpp:push:0' jid='push.example.org' node='n'><x xmlns='jabber:x:data' type='submit'>"
             "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
             "<field var='secret'><value>s</value></field></x></enable>");
  round_trip(push::Disable{service, std::nullopt}, "<disable xmlns='urn:xmpp:push:0' jid='push.example.org'/>");
  round_trip(push::Disable{service, "n"}, "<disable xmlns='urn:xmpp:push:0' jid='push.example.org' node='n'/>");
  EXPECT_FALSE(push::Enable::parse(element("<enable xmlns='urn:xmpp:push:0' node='n'/>")));
  EXPECT_FALSE(push::Enable::parse(element("<enable xmlns='urn:xmpp:push:0' jid='@'/>")));
  EXPECT_FALSE(push::Disable::parse(element("<disable xmlns='urn:xmpp:push:0'/>")));
}

TEST(Stanza, PinsAndIdentitiesRoundTrip) {
  round_trip(pin::Set{"2580"}, "<set xmlns='urn:cxmpp:pin:1' pin='2580'/>");
  round_trip(pin::Status{true}, "<status xmlns='urn:cxmpp:pin:1' set='true'/>");
  EXPECT_EQ(pin::Status::parse(pin::ask_status()), std::nullopt);
  EXPECT_EQ(pin::Set::parse(element("<set xmlns='urn:cxmpp:pin:1'/>")), std::nullopt);
  round_trip(identity::Changed{}, "<changed xmlns='urn:cxmpp:identity:1'/>");
  round_trip(identity::Moved{*jid::Jid::parse("12025550102@example.org")},
             "<moved xmlns='urn:cxmpp:identity:1' jid='12025550102@example.org'/>");
  round_trip(number_change::Change{*jid::Jid::parse("12025550102@example.org"), "abc", true},
             "<change xmlns='urn:cxmpp:number:1' jid='12025550102@example.org' token='abc' tell='true'/>");
  EXPECT_EQ(identity::Moved::parse(element("<moved xmlns='urn:cxmpp:identity:1' jid='example.org'/>")), std::nullopt);
}

TEST(Stanza, SignedOctetsKeepTheirPartsApart) {
  using namespace registration;
  const Bytes octets = signed_octets({"example.org", "12025550101", "REQ", Binding::TlsExporter, "DATA"});
  EXPECT_EQ(octets, std::string("CXMPP-register-1\0example.org\0"
                                "12025550101\0REQ\0tls-exporter\0DATA",
                                62));
}

TEST(Stanza, ContactsRoundTrip) {
  using namespace contacts;
  round_trip(Sync{Mode::Full, "US", {"+1 202-555-0102", ""}},
             "<sync xmlns='urn:cxmpp:contacts:1' mode='full' region='US'><number>+1 202-555-0102</number><number/></sync>");
  round_trip(Matches{{{"+1 202-555-0102", Status::In, "12025550102@example.org"}, {"x", Status::Invalid, ""}}},
             "<matches xmlns='urn:cxmpp:contacts:1'><match number='+1 202-555-0102' status='in' jid='12025550102@example.org'/>"
             "<match number='x' status='invalid'/></matches>");
  round_trip(Sync{.mode = Mode::Full, .chunk = Chunk{"b1", 3, true}, .version = ""},
             "<sync xmlns='urn:cxmpp:contacts:1' mode='full' id='b1' index='3' last='true' version=''/>");
  round_trip(Sync{.mode = Mode::Delta, .numbers = {"+1"}, .removed = {"+2"}, .cursor = "c"},
             "<sync xmlns='urn:cxmpp:contacts:1' mode='delta' cursor='c'><number>+1</number><removed>+2</removed></sync>");
  round_trip(Matches{{}, {{"12025550102@example.org", Status::Out}}, "c", "v"},
             "<matches xmlns='urn:cxmpp:contacts:1' cursor='c' version='v'><change jid='12025550102@example.org' status='out'/></matches>");
  round_trip(Settings{Discoverable::Mutual, true}, "<settings xmlns='urn:cxmpp:contacts:1' discoverable='mutual' join-notices='true'/>");
  round_trip(Settings{}, "<settings xmlns='urn:cxmpp:contacts:1'/>");
  round_trip(Joined{"12025550102@example.org"}, "<contact-joined xmlns='urn:cxmpp:contacts:1' jid='12025550102@example.org'/>");
  for (const char* bad : {"mode='odd'", "mode='full' index='1'", "mode='full' id='' index='1'", "mode='full' id='a' index='-1'",
                          "mode='full' id='a' index='1' last='yes'", "mode='delta' id='a' index='0'", "mode='full' cursor='c'"}) {
    EXPECT_EQ(Sync::parse(element("<sync xmlns='urn:cxmpp:contacts:1' " + std::string(bad) + "/>")), std::nullopt) << bad;
  }
  EXPECT_EQ(Sync::parse(element("<sync xmlns='urn:cxmpp:contacts:1' mode='full'><removed>+1</removed></sync>")), std::nullopt);
  EXPECT_EQ(Settings::parse(element("<settings xmlns='urn:cxmpp:contacts:1' discoverable='friends'/>")), std::nullopt);
  EXPECT_EQ(Settings::parse(element("<settings xmlns='urn:cxmpp:contacts:1' join-notices='1'/>")), std::nullopt);
}

TEST(Stanza, AcksAndBacklogRoundTrip) {
  const WallTime stamp = *from_date_time("2026-01-01T00:00:00.125Z");
  round_trip(ack::Ack{"m1", stamp}, "<ack xmlns='urn:cxmpp:ack:1' id='m1' stamp='2026-01-01T00:00:00.125Z'/>");
  round_trip(ack::Ack{"e1", std::nullopt}, "<ack xmlns='urn:cxmpp:ack:1' id='e1'/>");
  round_trip(offline::Summary{20}, "<summary xmlns='urn:cxmpp:offline:1' messages='20'/>");
  round_trip(offline::End{20}, "<end xmlns='urn:cxmpp:offline:1' total='20'/>");
  round_trip(Delay{"example.org", stamp}, "<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2026-01-01T00:00:00.125Z'/>");
  round_trip(StanzaId{"a@example.org", "7"}, "<stanza-id xmlns='urn:xmpp:sid:0' by='a@example.org' id='7'/>");
  const xml::Element forged = element(
      "<message><stanza-id xmlns='urn:xmpp:sid:0' by='evil@x' id='1'/><stanza-id xmlns='urn:xmpp:sid:0' by='me@x' id='2'/></message>");
  EXPECT_EQ(StanzaId::of(forged, "me@x"), (StanzaId{"me@x", "2"}));
  EXPECT_EQ(StanzaId::of(forged, "you@x"), std::nullopt);
}

TEST(Stanza, RosterRoundTrips) {
  using namespace roster;
  const Item item{*jid::Jid::parse("12025550102@example.org"), Subscription::Both, true, "Bob", {"friends"}};
  round_trip(Query{{item}},
             "<query xmlns='jabber:iq:roster'><item jid='12025550102@example.org' subscription='both' ask='subscribe' "
             "name='Bob'><group>friends</group></item></query>");
  round_trip(Query{{}, "7"}, "<query xmlns='jabber:iq:roster' ver='7'/>");
  EXPECT_EQ(Query::parse(element("<query xmlns='jabber:iq:roster'><item/></query>")), std::nullopt);
  EXPECT_EQ(Item::parse(element("<item xmlns='jabber:iq:roster' jid='a@b'><group>x</group><group>x</group></item>")), std::nullopt);
}

TEST(Stanza, LoginRoundTrips) {
  round_trip(Bind{"phone", ""}, "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>phone</resource></bind>");
  round_trip(
      sasl::Mechanisms{{"SCRAM-SHA-256", "PLAIN"}},
      "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism><mechanism>PLAIN</mechanism></mechanisms>");
  round_trip(sasl::Failure{"not-authorized", "no"},
             "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text xml:lang='en'>no</text></failure>");
  EXPECT_EQ(sasl::Payload::of(sasl::auth("PLAIN", Bytes("\0a\0b", 4))).octets, Bytes("\0a\0b", 4));
  EXPECT_EQ(sasl::Payload::of(sasl::auth("PLAIN", Bytes{})).octets, Bytes{});
  EXPECT_EQ(sasl::Payload::of(sasl::auth("PLAIN", std::nullopt)), sasl::Payload{});
  EXPECT_TRUE(sasl::Payload::of(element("<response>A</response>")).faulty);
}

TEST(Stanza, DiscoAndVersionRoundTrip) {
  round_trip(disco::Info{"n", {{"server", "im", "x"}}, {"urn:xmpp:ping"}},
             "<query xmlns='http://jabber.org/protocol/disco#info' node='n'><identity category='server' type='im' name='x'/><feature "
             "var='urn:xmpp:ping'/></query>");
  round_trip(disco::Items{"", {{"a.b", "", ""}}}, "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='a.b'/></query>");
  round_trip(Version{"assay", "1"}, "<query xmlns='jabber:iq:version'><name>assay</name><version>1</version></query>");
}

TEST(Stanza, DecimalsAreStrict) {
  EXPECT_EQ(decimal("0"), 0U);
  EXPECT_EQ(decimal("999999999999999999"), 999999999999999999U);
  for (const char* bad : {"", "-1", "+1", " 1", "1 ", "1x", "9999999999999999999"}) EXPECT_EQ(decimal(bad), std::nullopt) << bad;
  EXPECT_EQ(decimal_seconds("4294967296"), std::nullopt);
}

}  // namespace
}  // namespace assay::stanza
