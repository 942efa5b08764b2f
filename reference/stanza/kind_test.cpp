#include "reference/stanza/kind.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::stanza {
namespace {

std::optional<Kind> kind(const std::string& inside) {
  return kind_of(std::get<xml::Element>(xml::parse("<message>" + inside + "</message>", xml::ns::kClient, {})));
}
std::string said(const std::string& attributes) { return "<kind xmlns='urn:cxmpp:msg:1' " + attributes + "/>"; }

const std::string kReceived = "<received xmlns='urn:xmpp:receipts' id='m'/>";
const std::string kDisplayed = "<displayed xmlns='urn:xmpp:chat-markers:0' id='m'/>";
const std::string kReplace = "<replace xmlns='urn:xmpp:message-correct:0' id='m'/>";

TEST(Kinds, AreSaidOrShownByThePayload) {
  EXPECT_EQ(kind("<body>x</body>"), (Kind{MessageKind::Content, ""}));
  EXPECT_EQ(kind(kReceived), (Kind{MessageKind::Receipt, "m"}));
  EXPECT_EQ(kind(kReceived + kDisplayed), (Kind{MessageKind::Receipt, "m"})) << "of one message";
  EXPECT_EQ(kind("<body>x</body>" + kReplace), (Kind{MessageKind::Edit, "m"}));
  EXPECT_EQ(kind("<retract xmlns='urn:xmpp:message-retract:1' id='m'/>"), (Kind{MessageKind::Revoke, "m"}));
  EXPECT_EQ(kind(said("type='revoke' ref='m'")), (Kind{MessageKind::Revoke, "m"})) << "what else is in it is encrypted";
  EXPECT_EQ(kind(said("type='edit' ref='m'") + kReplace), (Kind{MessageKind::Edit, "m"}));
  EXPECT_EQ(kind("<body>x</body>" + kReceived), (Kind{MessageKind::Receipt, "m"})) << "a body hides no receipt";
}

TEST(Kinds, AreNothingWhereTheyAreTwoOrNone) {
  EXPECT_FALSE(kind(said("type='prophecy'")));
  EXPECT_FALSE(kind(said("")));
  EXPECT_FALSE(kind(said("type='edit'"))) << "of what?";
  EXPECT_FALSE(kind("<displayed xmlns='urn:xmpp:chat-markers:0'/>"));
  EXPECT_FALSE(kind(said("type='content'") + said("type='content'")));
  EXPECT_FALSE(kind(said("type='content'") + kReceived));
  EXPECT_FALSE(kind(said("type='receipt' ref='n'") + kReceived));
  EXPECT_FALSE(kind(kReceived + kReplace));
  EXPECT_FALSE(kind(kReceived + "<received xmlns='urn:xmpp:receipts' id='n'/>"));
}

}  // namespace
}  // namespace assay::stanza
