#include "reference/stanza/carbons.hpp"

#include <gtest/gtest.h>

#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

xml::Element read(const std::string& text) { return std::get<xml::Element>(xml::parse(text, xml::ns::kClient, {})); }

std::string wrapped(const std::string& inside) { return "<message><sent xmlns='urn:xmpp:carbons:2'>" + inside + "</sent></message>"; }
std::string forwarded(const std::string& inside) { return "<forwarded xmlns='urn:xmpp:forward:0'>" + inside + "</forwarded>"; }
const std::string kMessage = "<message xmlns='jabber:client' id='m'/>";

TEST(Carbons, HoldOneMessage) {
  EXPECT_EQ(carbons::Copy::of(read(wrapped(forwarded(kMessage))))->original.attribute("id"), "m");
  EXPECT_TRUE(carbons::Copy::of(read(wrapped(forwarded("<delay xmlns='urn:xmpp:delay'/>" + kMessage)))));
  for (const std::string& bad : {wrapped(""), wrapped(kMessage), wrapped(forwarded("")), wrapped(forwarded(kMessage + kMessage)),
                                 wrapped(forwarded(kMessage) + forwarded(kMessage)), wrapped(forwarded("<message xmlns='urn:other'/>"))}) {
    EXPECT_TRUE(carbons::is_wrapped(read(bad))) << bad;
    EXPECT_FALSE(carbons::Copy::of(read(bad))) << bad;
  }
  EXPECT_FALSE(carbons::is_wrapped(read("<message><received xmlns='urn:xmpp:receipts' id='x'/></message>")));
}

TEST(Carbons, AreWrappedWithTheTypeOfTheOriginal) {
  const xml::Element chat = read("<message type='chat' id='m'/>");
  const xml::Element wrapped = carbons::wrap(carbons::Direction::Received, chat, "a@b", "a@b/c");
  EXPECT_EQ(wrapped.attribute("type"), "chat");
  EXPECT_EQ(carbons::Copy::of(wrapped)->original, chat);
  EXPECT_FALSE(carbons::wrap(carbons::Direction::Sent, read("<message/>"), "a@b", "a@b/c").has_attribute("type"));
}

TEST(Receipts, AreAskedForByMessagesAlone) {
  const auto asked = [](const std::string& head, const std::string& inside = {}) {
    return receipts::is_asked(read("<message " + head + "><request xmlns='urn:xmpp:receipts'/>" + inside + "</message>"));
  };
  EXPECT_TRUE(asked("id='m' type='chat'"));
  EXPECT_TRUE(asked("id='m'"));
  EXPECT_FALSE(asked("type='chat'"));
  EXPECT_FALSE(asked("id='m' type='error'"));
  EXPECT_FALSE(asked("id='m' type='groupchat'"));
  EXPECT_FALSE(asked("id='m'", "<received xmlns='urn:xmpp:receipts' id='x'/>"));
  EXPECT_FALSE(receipts::Received::of(read("<message><received xmlns='urn:xmpp:receipts'/></message>"))) << "for which message?";
}

}  // namespace
}  // namespace assay::stanza
