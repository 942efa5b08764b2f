#include <gtest/gtest.h>

#include "reference/client/scripted_phone.hpp"
#include "reference/stanza/devices.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

TEST(CompanionKeys, AreKeptOfACompanionThatWasLinkedBeforeItsPhoneEncrypted) {
  ScriptedPhone phone(ScriptedPhone::usual_config(), ScriptedPhone::registered());
  phone.come_online();
  ASSERT_FALSE(phone.client.keyring());
  const Bytes key(32, 'k');
  phone.client.perform(LinkDevice{base64(key), "tablet"}, phone.now);
  phone.turn();
  xml::Element iq = phone.next("iq");
  while (iq.local() == "iq" && iq.find_child(stanza::devices::kNs, "link") == nullptr) iq = phone.next("iq");
  ASSERT_EQ(iq.local(), "iq");
  phone.say("<iq type='result' id='" + std::string(iq.attribute("id")) + "'>" + xml::write(stanza::devices::Linked{"d1"}.write()) +
            "</iq>");
  ASSERT_TRUE(phone.event<Linked>());
  ASSERT_TRUE(phone.client.keyring());
  EXPECT_EQ(phone.client.keyring()->account(), ScriptedPhone::registered().jid);
  ASSERT_EQ(phone.client.keyring()->companions().size(), 1U);
  EXPECT_EQ(phone.client.keyring()->companions().at("d1").linked_by, key);
}

}  // namespace
}  // namespace assay::client
