#include "reference/crypto/hash.hpp"
#include "reference/server/fake_link.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::HasSubstr;

namespace list_ = stanza::device_list;

class DeviceLists : public testing::Test {
 protected:
  DeviceLists() {
    alice.appear();
    bob.appear();
    const Bytes signed_key = crypto::sha256("signed");
    const stanza::prekeys::Upload upload{31415,
                                         false,
                                         identity.public_key,
                                         {{7, signed_key}, crypto::ed25519_sign(identity, signed_key)},
                                         {9, crypto::sha256("last")},
                                         {{1, crypto::sha256("one")}}};
    bob.ask(xml::write(stanza::request("set", "u", upload.write())));
  }

  list_::Devices list(std::uint64_t version, Duration good_for = std::chrono::days{30}) const {
    list_::Devices out{
        version, std::chrono::floor<std::chrono::milliseconds>(world.now.wall + good_for), {}, {{31415, identity.public_key}}};
    out.signature = crypto::ed25519_sign(identity, list_::signed_octets("12025550102@example.org", out));
    return out;
  }
  std::string publish(const list_::Devices& devices) { return bob.ask(xml::write(stanza::request("set", "l", devices.write()))); }
  std::string ask_for_bobs() {
    return alice.ask("<iq type='get' id='g' to='" + bob.bare() + "'><devices xmlns='urn:cxmpp:device-list:1'/></iq>");
  }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  crypto::Ed25519KeyPair identity = crypto::ed25519_key_pair(Bytes(32, 'i'));
};

TEST_F(DeviceLists, AreToldAsTheyWereSigned) {
  EXPECT_THAT(ask_for_bobs(), HasSubstr("<service-unavailable"));
  EXPECT_THAT(publish(list(1)), HasSubstr("type='result'"));
  EXPECT_THAT(ask_for_bobs(), HasSubstr("signature='" + base64(list(1).signature) + "'"));
}

TEST_F(DeviceLists, AreRefusedUnlessThePhoneSignedThem) {
  auto forged = list(1);
  forged.version = 2;
  EXPECT_THAT(publish(forged), HasSubstr("<bad-keys"));
  auto of_another = list(1);
  of_another.devices.front().id = 27182;
  EXPECT_THAT(publish(of_another), HasSubstr("<bad-keys"));
}

TEST_F(DeviceLists, GoForwardOnly) {
  publish(list(2));
  EXPECT_THAT(publish(list(2)), HasSubstr("<old-version"));
  EXPECT_THAT(publish(list(1)), HasSubstr("<old-version"));
  EXPECT_THAT(publish(list(3)), HasSubstr("type='result'"));
}

TEST_F(DeviceLists, AreGoodForALimitedTime) {
  EXPECT_THAT(publish(list(1, std::chrono::days{36})), HasSubstr("<not-acceptable"));
  EXPECT_THAT(publish(list(1, -std::chrono::seconds{1})), HasSubstr("<not-acceptable"));
  EXPECT_THAT(publish(list(1, std::chrono::days{35})), HasSubstr("type='result'"));
}

TEST_F(DeviceLists, AreSentToWhoAskedUntilHisSessionEnds) {
  publish(list(1));
  ask_for_bobs();
  publish(list(2));
  EXPECT_THAT(alice.all(), HasSubstr("version='2'"));
  alice.cut();
  alice.come_online();
  alice.all();
  publish(list(3));
  EXPECT_EQ(alice.all(), "");
}

TEST_F(DeviceLists, GoWithTheNumber) {
  publish(list(1));
  bob.register_number();
  EXPECT_THAT(ask_for_bobs(), HasSubstr("<service-unavailable"));
}

}  // namespace
}  // namespace assay::server
