#include "reference/stanza/sasl2.hpp"

#include <gtest/gtest.h>

#include "reference/stanza/bind2.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

xml::Element sasl2_element(std::string_view text) { return std::get<xml::Element>(xml::parse(text, xml::ns::kClient, {})); }

template <class T>
void sasl2_round_trip(const T& value, const std::string& text) {
  EXPECT_EQ(xml::write(value.write()), text);
  EXPECT_EQ(T::parse(sasl2_element(text)), value) << text;
}

constexpr const char* kId = "d4565fa7-4d72-4749-b3d3-740edbf87770";

TEST(Sasl2, RoundTrips) {
  sasl2_round_trip(
      sasl2::Feature{{"PLAIN"}, {xml::Element("urn:x", "x")}},
      "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism><inline><x xmlns='urn:x'/></inline></authentication>");
  sasl2_round_trip(
      sasl2::Authenticate{"PLAIN", Bytes("hi"), sasl2::UserAgent{kId, "assay", "phone"}, {xml::Element("urn:x", "x")}},
      std::string("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>aGk=</initial-response><user-agent id='") +
          kId + "'><software>assay</software><device>phone</device></user-agent><x xmlns='urn:x'/></authenticate>");
  sasl2_round_trip(sasl2::Success{Bytes("hi"), "a@b/c", {xml::Element("urn:x", "x")}},
                   "<success xmlns='urn:xmpp:sasl:2'><additional-data>aGk=</additional-data>"
                   "<authorization-identifier>a@b/c</authorization-identifier><x xmlns='urn:x'/></success>");
  sasl2_round_trip(sasl2::Failure{"not-authorized", "bad-token", "no"},
                   "<failure xmlns='urn:xmpp:sasl:2'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                   "<bad-token xmlns='urn:cxmpp:errors:1'/><text>no</text></failure>");
}

TEST(Sasl2, AnEmptyInitialResponseIsNotNone) {
  const auto parse = [](const char* inside) {
    return sasl2::Authenticate::parse(
        sasl2_element("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X'>" + std::string(inside) + "</authenticate>"));
  };
  EXPECT_EQ(parse("<initial-response/>")->initial_response, Bytes());
  EXPECT_EQ(parse("")->initial_response, std::nullopt);
  EXPECT_FALSE(parse("<initial-response>=</initial-response>"));
}

TEST(Sasl2, AUserAgentHasAUuidOrNoId) {
  const auto parse = [](const std::string& id) {
    return sasl2::UserAgent::parse(sasl2_element("<user-agent xmlns='urn:xmpp:sasl:2' id='" + id + "'/>"));
  };
  EXPECT_EQ(parse("D4565FA7-4D72-4749-B3D3-740EDBF87770")->id, kId);
  for (const char* wrong : {"", "phone", "d4565fa7-4d72-4749-b3d3-740edbf8777", "d4565fa7-4d72-4749-b3d3-740edbf8777g",
                            "d4565fa7x4d72-4749-b3d3-740edbf87770"}) {
    EXPECT_FALSE(parse(wrong)) << wrong;
  }
  EXPECT_TRUE(sasl2::UserAgent::parse(sasl2_element("<user-agent xmlns='urn:xmpp:sasl:2'/>")));
}

TEST(Sasl2, WhatLacksItsSubstanceIsNone) {
  EXPECT_FALSE(sasl2::Feature::parse(sasl2_element("<authentication xmlns='urn:xmpp:sasl:2'/>")));
  EXPECT_FALSE(sasl2::Authenticate::parse(sasl2_element("<authenticate xmlns='urn:xmpp:sasl:2'/>")));
  EXPECT_FALSE(sasl2::Success::parse(sasl2_element("<success xmlns='urn:xmpp:sasl:2'/>")));
  EXPECT_FALSE(sasl2::Failure::parse(sasl2_element("<failure xmlns='urn:xmpp:sasl:2'/>")));
}

TEST(Bind2, RoundTrips) {
  sasl2_round_trip(bind2::Feature{{"urn:xmpp:sm:3"}},
                   "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/></inline></bind>");
  sasl2_round_trip(bind2::Bind{"phone", {xml::Element("urn:x", "enable")}},
                   "<bind xmlns='urn:xmpp:bind:0'><tag>phone</tag><enable xmlns='urn:x'/></bind>");
  sasl2_round_trip(bind2::Bind{}, "<bind xmlns='urn:xmpp:bind:0'/>");
  sasl2_round_trip(bind2::Bound{{xml::Element("urn:x", "enabled")}}, "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:x'/></bound>");
}

TEST(Fast, RoundTrips) {
  sasl2_round_trip(fast::Feature{{"HT-SHA-256-NONE"}}, "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>");
  sasl2_round_trip(fast::RequestToken{"HT-SHA-256-NONE"}, "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>");
  sasl2_round_trip(fast::Token{"secret", *from_date_time("2026-01-01T00:00:00Z")},
                   "<token xmlns='urn:xmpp:fast:0' token='secret' expiry='2026-01-01T00:00:00.000Z'/>");
  sasl2_round_trip(fast::Use{7, true}, "<fast xmlns='urn:xmpp:fast:0' count='7' invalidate='true'/>");
  sasl2_round_trip(fast::Use{}, "<fast xmlns='urn:xmpp:fast:0'/>");
  for (const char* wrong : {"count='0'", "count='-1'", "count='x'", "invalidate='perhaps'"}) {
    EXPECT_FALSE(fast::Use::parse(sasl2_element("<fast xmlns='urn:xmpp:fast:0' " + std::string(wrong) + "/>"))) << wrong;
  }
}

}  // namespace
}  // namespace assay::stanza
