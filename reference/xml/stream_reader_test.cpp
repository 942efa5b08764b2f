#include "reference/xml/stream_reader.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::xml {
namespace {

constexpr std::string_view kHeader =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org'>";

std::vector<StreamItem> read(std::string_view text, StreamPolicy policy = StreamPolicy::Restricted, StreamLimits limits = {},
                             std::size_t step = 0) {
  StreamReader reader(policy, limits);
  std::vector<StreamItem> items;
  if (step == 0) step = text.size();
  for (std::size_t at = 0; at < text.size(); at += step) {
    reader.feed(text.substr(at, step));
    while (auto item = reader.next()) items.push_back(std::move(*item));
  }
  return items;
}

std::string condition(std::string_view after_header, StreamLimits limits = {}) {
  const auto items = read(std::string(kHeader) + std::string(after_header), StreamPolicy::Restricted, limits);
  if (const auto* broken = std::get_if<StreamBroken>(&items.back())) return broken->condition;
  return "";
}

TEST(StreamReader, ReadsHeaderStanzasAndClose) {
  const auto items = read(std::string(kHeader) + "<message id='1'><body>a &lt; b</body></message> <iq/></stream:stream>");
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(std::get<StreamOpened>(items[0]).header.attribute("to"), "example.org");
  EXPECT_EQ(std::get<StreamOpened>(items[0]).default_namespace, "jabber:client");
  EXPECT_EQ(std::get<StreamElement>(items[1]).element.find_child(ns::kClient, "body")->text(), "a < b");
  EXPECT_TRUE(std::holds_alternative<StreamClosed>(items[3]));
}

TEST(StreamReader, AnySplitGivesTheSameItems) {
  const std::string text = std::string(kHeader) + "<message><body>h\xc3\xa9llo</body><x xmlns='urn:x' a='1'/></message></stream:stream>";
  const auto whole = read(text);
  for (std::size_t step = 1; step < 40; ++step) {
    const auto split = read(text, StreamPolicy::Restricted, {}, step);
    ASSERT_EQ(split.size(), whole.size()) << step;
    EXPECT_EQ(std::get<StreamElement>(split[1]).element, std::get<StreamElement>(whole[1]).element);
  }
}

TEST(StreamReader, RestrictedPolicyRefusesWhatRfc6120Section11Forbids) {
  EXPECT_EQ(condition("<!-- a -->"), "restricted-xml");
  EXPECT_EQ(condition("<a><!-- a --></a>"), "restricted-xml");
  EXPECT_EQ(condition("<?php ?>"), "restricted-xml");
  EXPECT_EQ(condition("<a>&foo;</a>"), "restricted-xml");
  const auto items = read("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>");
  EXPECT_EQ(std::get<StreamBroken>(items.back()).condition, "restricted-xml");
}

TEST(StreamReader, PermissivePolicyReportsThem) {
  const auto items = read(std::string(kHeader) + "<!-- a --><iq/>", StreamPolicy::Permissive);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(std::get<StreamViolation>(items[1]).what, "comment");
}

TEST(StreamReader, NotWellFormed) {
  EXPECT_EQ(condition("<a></b>"), "not-well-formed");
  EXPECT_EQ(condition("<a b='1' b='2'/>"), "not-well-formed");
  EXPECT_EQ(condition("<a>\xc0\x80</a>"), "not-well-formed");
  EXPECT_EQ(condition("<a>&#0;</a>"), "not-well-formed");
  EXPECT_EQ(condition("<p:a/>"), "bad-namespace-prefix");
  EXPECT_EQ(condition("<a xmlns='x&#10;y'/>"), "not-well-formed");
  EXPECT_EQ(std::get<StreamBroken>(read("<?xml version='1.0' encoding='iso-8859-1'?><a/>").back()).condition, "unsupported-encoding");
}

TEST(StreamReader, LimitsHold) {
  const StreamLimits limits{.element_octets = 100, .depth = 3, .elements = 4, .attributes = 2};
  const std::string header = "<s xmlns='jabber:client'>";
  auto outcome = [&](std::string_view text, std::size_t step) {
    const auto items = read(header + std::string(text), StreamPolicy::Restricted, limits, step);
    const auto* broken = std::get_if<StreamBroken>(&items.back());
    return broken ? broken->condition : std::string("fine");
  };
  const std::string exact = "<a>" + std::string(93, 'x') + "</a>";
  const std::string over = "<a>" + std::string(94, 'x') + "</a>";
  for (std::size_t step : {1, 7, 1000}) {
    EXPECT_EQ(outcome(exact + exact, step), "fine");
    EXPECT_EQ(outcome(exact + over, step), "policy-violation");
    EXPECT_EQ(outcome("<a><b><c/></b></a>", step), "fine");
    EXPECT_EQ(outcome("<a><b><c><d/></c></b></a>", step), "policy-violation");
    EXPECT_EQ(outcome("<a><b/><b/><b/></a>", step), "fine");
    EXPECT_EQ(outcome("<a><b/><b/><b/><b/></a>", step), "policy-violation");
    EXPECT_EQ(outcome("<a b='' c='' d=''/>", step), "policy-violation");
    EXPECT_EQ(outcome(std::string(5000, ' ') + "<a/>", step), "fine");
  }
  EXPECT_EQ(outcome("<a " + std::string(200, 'b'), 1), "policy-violation");
  EXPECT_EQ(outcome("<" + std::string(9000, 'a'), 1000), "policy-violation");
}

TEST(StreamReader, RestsBetweenStanzasAndReadsOnWithTheNamespacesOfItsHeader) {
  // Two streams in turn: one parser serves those that declare the same, and none is taken for another's.
  const std::string plain = std::string(kHeader) + "<message><body>a</body></message>  <iq id='1'/>\r\n<stream:features/></stream:stream>";
  const std::string odd = "<x:root xmlns:x='urn:&apos;x&#xD;' xmlns='' xmlns:y='urn:y' y:a='1'><a y:b='2'><x:c/></a><y:d/> <x:e/></x:root><f/>";
  const auto elements = [](std::string_view text, std::size_t step, bool rests) {
    StreamReader reader(StreamPolicy::Restricted);
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += step) {
      reader.feed(text.substr(at, step));
      while (auto item = reader.next()) {
        out += std::to_string(item->index());
        if (const auto* element = std::get_if<StreamElement>(&*item)) out += write(element->element);
        if (const auto* broken = std::get_if<StreamBroken>(&*item)) out += broken->condition;
      }
      if (rests) reader.rest();
    }
    return out;
  };
  for (std::size_t step = 1; step < 150; ++step) {
    for (const std::string& text : {plain, odd}) EXPECT_EQ(elements(text, step, true), elements(text, text.size(), false)) << step << text;
  }
}

TEST(StreamReader, LimitsHoldBehindARest) {
  StreamReader reader(StreamPolicy::Restricted, {.element_octets = 100});
  reader.feed("<s xmlns='jabber:client'>");
  for (int i = 0; i < 3; ++i) {
    reader.rest();
    reader.feed("<a>" + std::string(93, 'x') + "</a>");
  }
  reader.rest();
  reader.feed("<a>" + std::string(94, 'x') + "</a>");
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(std::holds_alternative<StreamBroken>(*reader.next()));
  EXPECT_EQ(std::get<StreamBroken>(*reader.next()).condition, "policy-violation");
  reader.rest();
  reader.feed("<a/>");
  EXPECT_FALSE(reader.next());
}

TEST(StreamReader, ResetForgetsEverything) {
  StreamReader reader(StreamPolicy::Restricted);
  reader.feed(std::string(kHeader) + "<a/><b");
  reader.reset();
  EXPECT_FALSE(reader.next());
  reader.feed(kHeader);
  EXPECT_TRUE(std::holds_alternative<StreamOpened>(*reader.next()));
}

TEST(Parse, OneElementOrAFaultWithItsPlace) {
  const auto good = parse("<a x='1'><b/></a>", "urn:x");
  EXPECT_EQ(std::get<Element>(good).ns(), "urn:x");
  const auto bad = parse("<a>\n  <b></c>\n</a>");
  EXPECT_EQ(std::get<ParseFault>(bad).line, 2U);
  EXPECT_EQ(std::get<ParseFault>(parse("<a/><b/>")).what, "more than one element");
  EXPECT_EQ(std::get<ParseFault>(parse("")).what, "no element");
  EXPECT_TRUE(std::holds_alternative<ParseFault>(parse("</root><root>")));
}

TEST(Writer, RoundTripsAndDeclaresNamespacesOnlyWhereTheyChange) {
  const char* text =
      "<message to='a@b' xml:lang='en'><body>1 &lt; 2 &amp; 3</body><x xmlns='urn:x' n0:y='&quot;z&#xA;' xmlns:n0='urn:y'><body "
      "xmlns='jabber:client'/></x></message>";
  const Element element = std::get<Element>(parse(text, ns::kClient));
  EXPECT_EQ(std::get<Element>(parse(write(element), ns::kClient)), element);
  EXPECT_EQ(write(std::get<Element>(parse("<message><body>a</body></message>", ns::kClient))), "<message><body>a</body></message>");
}

TEST(Writer, ReplacesWhatXmlCannotCarry) {
  EXPECT_EQ(escaped_text(std::string("a\0b", 3)),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(escaped_text("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(escaped_text("\xf0\x9f\x98\x80"), "\xf0\x9f\x98\x80");
}

}  // namespace
}  // namespace assay::xml
