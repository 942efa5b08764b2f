#include "reference/stanza/devices.hpp"

#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kExporter;
using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace dev = stanza::devices;

std::string between(const std::string& text, const std::string& before) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return text.substr(begin, text.find('\'', begin) - begin);
}

class Devices : public testing::Test {
 protected:
  Devices() {
    alice.appear();
    bob.appear();
  }

  std::string link(Phone& phone, const crypto::Ed25519KeyPair& key, const std::string& name = "Laptop") {
    return phone.ask(xml::write(stanza::request("set", "l", dev::Link{key.public_key, name}.write())));
  }

  std::string claim(const crypto::Ed25519KeyPair& key) {
    using stanza::registration::Binding;
    const Conn conn = world.open();
    world.ask(conn, kHeader);
    const std::string request = between(world.ask(conn, xml::write(stanza::request("get", "c", dev::Challenge{}.write()))), "request='");
    const Bytes octets = dev::signed_octets({"example.org", key.public_key, request, Binding::TlsExporter, kExporter});
    const std::string answer =
        world.ask(conn, xml::write(stanza::request(
                            "set", "d", dev::Claim{key.public_key, Binding::TlsExporter, crypto::ed25519_sign(key, octets)}.write())));
    world.give(conn, Closed{CloseReason::Reset, {}});
    return answer;
  }

  // A companion of alice's with its token; the phone has read what it is told.
  void gain(Phone& companion, const crypto::Ed25519KeyPair& key) {
    const std::string device = between(link(alice, key), "device='");
    companion.user = alice.digits() + "." + device;
    companion.token = between(claim(key), "token='");
    ASSERT_EQ(companion.token.size(), 43U);
    alice.all();
  }

  static std::string entry_of(const std::string& message) { return between(message, "example.org' id='"); }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  Phone laptop{world, "+12025550101", 'l'};
  crypto::Ed25519KeyPair laptop_key = crypto::ed25519_key_pair(Bytes(32, 'l'));
};

TEST_F(Devices, HaveMailboxesOfTheirOwn) {
  gain(laptop, laptop_key);
  bob.message(alice, "m1", "hello");
  EXPECT_THAT(alice.all(), HasSubstr("hello"));
  laptop.resource = "laptop";
  laptop.come_online();
  EXPECT_THAT(laptop.all(), AllOf(HasSubstr("messages='1'"), HasSubstr("hello"), HasSubstr("<delay")));
}

TEST_F(Devices, AreForgottenWithTheirAccount) {
  gain(laptop, laptop_key);
  laptop.resource = "laptop";
  laptop.come_online();
  bob.message(alice, "m1", "hello");
  alice.ask("<iq type='set' id='u' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  EXPECT_TRUE(laptop.wire().ended);
  EXPECT_THAT(laptop.all(), HasSubstr("<unregistered"));
  const auto left = world.spaces_with(alice.digits());
  for (const char* space : {"companion", "companion-key", "companion-day", "mailbox-size", "account", "account-login"}) {
    EXPECT_FALSE(left.contains(space)) << space;
  }
}

TEST_F(Devices, GetWhatAnotherSaysEvenWhenTheirConnectionIsCut) {
  gain(laptop, laptop_key);
  laptop.resource = "laptop";
  laptop.come_online();
  laptop.all();
  alice.message(bob, "m1", "said");
  const std::string copy = laptop.all();
  EXPECT_THAT(copy, AllOf(HasSubstr("<sent xmlns='urn:xmpp:carbons:2'"), HasSubstr("id='m1'"), HasSubstr("said")));
  EXPECT_THAT(alice.all(), Not(HasSubstr("said")));
  laptop.cut();
  laptop.come_online();
  EXPECT_THAT(laptop.all(), HasSubstr("said"));
}

// A number of the phone's mailbox that a companion acknowledges is one of its own mailbox.
TEST_F(Devices, AcknowledgeTheirOwnEntriesAlone) {
  gain(laptop, laptop_key);
  bob.message(alice, "m1", "hello");
  const std::string entry = entry_of(alice.all());
  laptop.resource = "laptop";
  laptop.come_online();
  laptop.all();
  for (int number = 1; number < 9; ++number) laptop.say("<ack xmlns='urn:cxmpp:ack:1' id='" + std::to_string(number) + "'/>");
  alice.cut();
  alice.come_online();
  EXPECT_THAT(alice.all(), HasSubstr("hello"));
}

TEST_F(Devices, LinkTheSameKeyOnce) {
  const std::string first = between(link(alice, laptop_key), "device='");
  EXPECT_EQ(between(link(alice, laptop_key, "Other name"), "device='"), first);
  EXPECT_THAT(link(bob, laptop_key), HasSubstr("<key-taken"));
  EXPECT_THAT(link(alice, crypto::ed25519_key_pair(Bytes(32, 'x')), std::string(65, 'n')), HasSubstr("<not-acceptable"));
}

TEST_F(Devices, AskOthersForNothingBeforeTheyAreLinked) { EXPECT_THAT(claim(laptop_key), HasSubstr("<not-linked")); }

}  // namespace
}  // namespace assay::server
