#include "reference/server/group_message_keys.hpp"

#include <string>

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

xml::Element message_with(const std::string& children) {
  return std::get<xml::Element>(xml::parse("<message type='groupchat'>" + children + "</message>", xml::ns::kClient));
}

std::string encrypted(const std::string& keys) {
  return "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='7'>" + keys + "</header><payload>cA==</payload></encrypted>";
}

const std::string kBob = "<keys jid='bob@example.org'><key rid='1'>Yg==</key><key rid='2'>Yg==</key></keys>";
const std::string kCarol = "<keys jid='carol@example.org'><key rid='3' kex='true'>Yw==</key></keys>";

TEST(GroupMessageKeys, EachAccountGetsItsOwn) {
  xml::Element message = message_with("<body>hello</body>" + encrypted(kBob + kCarol));
  const GroupMessageKeys keys(message);
  EXPECT_EQ(message, message_with("<body>hello</body>"));
  EXPECT_EQ(message_with(keys.of("bob@example.org")), message_with(encrypted(kBob)));
  EXPECT_EQ(message_with(keys.of("carol@example.org")), message_with(encrypted(kCarol)));
  EXPECT_EQ(keys.of("dave@example.org"), "");
}

TEST(GroupMessageKeys, WhatHasNoneIsForEverybody) {
  xml::Element message = message_with(encrypted({}) + "<encrypted xmlns='urn:xmpp:omemo:2'/>");
  const GroupMessageKeys keys(message);
  EXPECT_EQ(message, message_with(encrypted({}) + "<encrypted xmlns='urn:xmpp:omemo:2'/>"));
  EXPECT_EQ(keys.of("bob@example.org"), "");
}

TEST(GroupMessageKeys, WhatIsLargeBesideThemIsNotCopiedForEverybody) {
  const auto large = [](std::size_t octets) {
    return "<encrypted xmlns='urn:xmpp:omemo:2'><header sid='7'>" + kBob + "</header><payload>" + std::string(octets, 'A') + "</payload></encrypted>";
  };
  xml::Element fits = message_with(large(kCopiedOctets - 200));
  EXPECT_NE(GroupMessageKeys(fits).of("bob@example.org"), "");
  xml::Element message = message_with(large(kCopiedOctets));
  const GroupMessageKeys keys(message);
  EXPECT_EQ(message, message_with(large(kCopiedOctets)));
  EXPECT_EQ(keys.of("bob@example.org"), "");
}

TEST(GroupMessageKeys, AnAccountMayStandInSeveralPlaces) {
  xml::Element message = message_with(encrypted(kBob + kCarol + kBob) + encrypted(kBob));
  const GroupMessageKeys keys(message);
  EXPECT_EQ(message_with(keys.of("bob@example.org")), message_with(encrypted(kBob + kBob) + encrypted(kBob)));
  EXPECT_EQ(message_with(keys.of("carol@example.org")), message_with(encrypted(kCarol)));
}

}  // namespace
}  // namespace assay::server
