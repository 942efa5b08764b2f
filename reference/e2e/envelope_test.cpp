#include "reference/e2e/envelope.hpp"

#include <set>

#include <gtest/gtest.h>

#include "reference/e2e/padding.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::e2e {
namespace {

Envelope envelope(std::string_view text) {
  Envelope out{{.from = "12025550101@example.org",
                .to = "12025550102@example.org",
                .time = *from_date_time("2026-03-01T12:00:00.000Z"),
                .device = DeviceId{31'415},
                .id = "m1",
                .kind = "content",
                .conversation = "12025550102@example.org"},
               {}};
  out.content.push_back(xml::Element("jabber:client", "body").add_text(text));
  return out;
}

TEST(Envelope, ComesBack) {
  KeyedRandom random(1, "envelope");
  for (const Envelope& sent : {envelope("yes"), envelope(std::string(5'000, 'x'))}) EXPECT_EQ(*Envelope::parse(sent.write(random)), sent);
  Envelope of_group = envelope("hello");
  of_group.binding.to = of_group.binding.conversation = "g1@groups.example.org";
  of_group.binding.group_version = 7;
  EXPECT_EQ(*Envelope::parse(of_group.write(random)), of_group);
}

TEST(Envelope, YesNoAndLongerHaveOneSize) {
  KeyedRandom random(1, "envelope");
  std::set<std::size_t> sizes;
  for (std::size_t length = 0; length < 60; ++length) sizes.insert(envelope(std::string(length, 'x')).write(random).size());
  EXPECT_EQ(sizes.size(), 1u);
  for (std::size_t length = 0; length < 20'000; length += 37) {
    const std::size_t size = envelope(std::string(length, 'x')).write(random).size();
    EXPECT_EQ(size, bucket(size));
    sizes.insert(size);
  }
  EXPECT_LE(sizes.size(), 9u);
}

TEST(Envelope, EveryBoundThingIsCompared) {
  const Binding inside = envelope("m").binding;
  EXPECT_FALSE(mismatch(inside, inside));
  const auto differs = [&](auto change) {
    Binding outside = inside;
    change(outside);
    const auto found = mismatch(inside, outside);
    return found ? name_of(*found) : "";
  };
  EXPECT_EQ(differs([](Binding& b) { b.from = "x@example.org"; }), "from");
  EXPECT_EQ(differs([](Binding& b) { b.to = "x@example.org"; }), "to");
  EXPECT_EQ(differs([](Binding& b) { b.device = DeviceId{1}; }), "device");
  EXPECT_EQ(differs([](Binding& b) { b.id = "m2"; }), "id");
  EXPECT_EQ(differs([](Binding& b) { b.kind = "edit"; }), "kind");
  EXPECT_EQ(differs([](Binding& b) { b.conversation = "x@example.org"; }), "conversation");
  EXPECT_EQ(differs([](Binding& b) { b.group_version = 1; }), "version");
  EXPECT_EQ(differs([](Binding& b) { b.time += kEnvelopeTimeMargin; }), "");
  EXPECT_EQ(differs([](Binding& b) { b.time += kEnvelopeTimeMargin + std::chrono::milliseconds{1}; }), "time");
  EXPECT_EQ(differs([](Binding& b) { b.time -= kEnvelopeTimeMargin + std::chrono::milliseconds{1}; }), "time");
}

TEST(Envelope, RefusesMissingAndDoubledAffixes) {
  KeyedRandom random(1, "envelope");
  const std::string whole = envelope("m").write(random);
  const auto parsed = std::get<xml::Element>(xml::parse(whole));
  for (const char* name : {"content", "rpad", "from", "to", "time"}) {
    const std::size_t at = whole.find("<" + std::string(name));
    ASSERT_NE(at, std::string::npos);
    std::string renamed = whole;
    renamed.replace(at + 1, std::string(name).size(), std::string(name).size(), 'z');
    const std::string closing = "</" + std::string(name) + ">";
    if (const std::size_t end = renamed.find(closing); end != std::string::npos)
      renamed.replace(end + 2, std::string(name).size(), std::string(name).size(), 'z');
    EXPECT_EQ(Envelope::parse(renamed).error(), Fault::Malformed) << name;
  }
  std::string doubled = whole;
  doubled.insert(doubled.find("<from"), "<from jid='mallory@example.org'/>");
  EXPECT_EQ(Envelope::parse(doubled).error(), Fault::Malformed);
  for (const char* text : {"", "<", "<envelope xmlns='urn:xmpp:sce:1'/>", "<envelope/>"}) EXPECT_FALSE(Envelope::parse(text));
}

}  // namespace
}  // namespace assay::e2e
