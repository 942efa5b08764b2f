#include "reference/stanza/key_log.hpp"

#include <fstream>
#include <iterator>

#include "reference/crypto/hash.hpp"
#include "reference/crypto/merkle.hpp"
#include "reference/server/fake_link.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/store/key.hpp"
#include "source_folder.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::HasSubstr;

namespace list_ = stanza::device_list;
namespace log_ = stanza::key_log;

Bytes leaf_of(const std::string& account, const log_::Proof& proof) {
  const Bytes digest = crypto::sha256(log_::digested_octets(account, proof.list));
  return crypto::merkle_leaf(log_::entry_octets(account, proof.list.version, digest, proof.nonce));
}

/// Signed by the log, and with the list's leaf in it.
bool is_good(const std::string& account, const log_::Proof& proof) {
  return crypto::ed25519_verify(proof.head.key, log_::signed_octets("example.org", proof.head), proof.head.signature) &&
         crypto::merkle_includes({proof.head.size, proof.head.root}, proof.index, leaf_of(account, proof), proof.inclusion);
}

// Made by another program than ours.
TEST(KeyLogVector, TheExampleIsProvedAsTheChapterSays) {
  std::ifstream in(ASSAY_SOURCE_DIR "/reference/spec/examples/key-log-proof.xml");
  const auto iq = std::get<xml::Element>(xml::parse(std::string((std::istreambuf_iterator<char>(in)), {}), xml::ns::kClient));
  auto proof = log_::Proof::parse(*iq.first_child());
  ASSERT_TRUE(proof && proof->consistency);
  EXPECT_TRUE(is_good("12025550102@example.org", *proof));
  const Bytes root_of_three = *from_base64("lPvQ3YNvUDAWkubQ6t5yjuGexSv/8WBu2AfIV11aqhk=");
  EXPECT_TRUE(crypto::merkle_continues({5, proof->head.root}, {3, root_of_three}, *proof->consistency));
  EXPECT_FALSE(is_good("12025550103@example.org", *proof));
  proof->head.size = 6;
  EXPECT_FALSE(is_good("12025550102@example.org", *proof));
}

/// A phone that has published its keys.
struct Owner {
  Owner(World& in, const std::string& number, char key)
      : world(in), phone(in, number, key), identity(crypto::ed25519_key_pair(Bytes(32, static_cast<char>(key ^ 0x20)))) {
    phone.appear();
    const Bytes signed_key = crypto::sha256("signed");
    const stanza::prekeys::Upload upload{31415,
                                         false,
                                         identity.public_key,
                                         {{7, signed_key}, crypto::ed25519_sign(identity, signed_key)},
                                         {9, crypto::sha256("last")},
                                         {}};
    phone.ask(xml::write(stanza::request("set", "u", upload.write())));
  }

  std::string publish(std::uint64_t version) {
    list_::Devices list{version,
                        std::chrono::floor<std::chrono::milliseconds>(world.now.wall + std::chrono::days{30}),
                        {},
                        {{31415, identity.public_key}}};
    list.signature = crypto::ed25519_sign(identity, list_::signed_octets(phone.bare(), list));
    return phone.ask(xml::write(stanza::request("set", "l", list.write())));
  }
  std::string ask(const std::string& to, std::uint64_t since = 0) {
    xml::Element iq = stanza::request("get", "p", log_::Ask{since}.write());
    iq.set_attribute("to", to);
    return phone.ask(xml::write(iq));
  }
  log_::Proof proof_of(const std::string& to, std::uint64_t since = 0) {
    const std::string answer = ask(to, since);
    const auto iq = std::get<xml::Element>(xml::parse(answer.substr(0, answer.find('\n')), xml::ns::kClient));
    const xml::Element* child = iq.find_child(log_::kNs, "proof");
    auto proof = child != nullptr ? log_::Proof::parse(*child) : std::nullopt;
    EXPECT_TRUE(proof) << answer;
    return proof.value_or(log_::Proof{});
  }

  World& world;
  Phone phone;
  crypto::Ed25519KeyPair identity;
};

class KeyLogs : public testing::Test {
 protected:
  void forget(const char* space, ByteView key) {
    world.store.begin();
    world.store.erase(space, key);
    EXPECT_TRUE(world.store.commit());
  }

  World world;
  Owner alice{world, "+12025550101", 'a'};
  Owner bob{world, "+12025550102", 'b'};
};

TEST_F(KeyLogs, EveryHeadGoesOnFromEachBefore) {
  world.config.limits.device_lists_per_hour = 100;
  world.start();
  alice.phone.come_online();
  bob.phone.come_online();
  alice.phone.all();
  std::vector<log_::Head> heads;
  for (std::uint64_t version = 1; version <= 20; ++version) {
    Owner& owner = version % 3 == 0 ? bob : alice;
    ASSERT_THAT(owner.publish(version), HasSubstr("type='result'"));
    const log_::Proof newest = alice.proof_of(owner.phone.bare());
    EXPECT_TRUE(is_good(owner.phone.bare(), newest)) << version;
    EXPECT_EQ(newest.index, version - 1);
    EXPECT_EQ(newest.list.version, version);
    for (const log_::Head& before : heads) {
      const log_::Proof since = alice.proof_of(alice.phone.bare(), before.size);
      EXPECT_EQ(since.head.key, before.key);
      EXPECT_TRUE(is_good(alice.phone.bare(), since));
      EXPECT_TRUE(since.consistency &&
                  crypto::merkle_continues({since.head.size, since.head.root}, {before.size, before.root}, *since.consistency));
    }
    heads.push_back(newest.head);
  }
}

TEST_F(KeyLogs, AListThatWasNotCommittedIsNotInTheLog) {
  alice.publish(1);
  world.store.failures = 1;
  bob.publish(1);
  world.crash();
  world.start();
  alice.phone.come_online();
  alice.phone.all();
  EXPECT_THAT(alice.ask(bob.phone.bare()), HasSubstr("<service-unavailable"));
  EXPECT_EQ(alice.proof_of(alice.phone.bare()).head.size, 1U);
}

TEST_F(KeyLogs, AListFromBeforeTheLogGetsItsEntryWhenItIsAskedFor) {
  bob.publish(1);
  bob.publish(2);
  forget("key-log-entry", store::key({bob.phone.digits()}));
  const log_::Proof proof = alice.proof_of(bob.phone.bare());
  EXPECT_TRUE(is_good(bob.phone.bare(), proof));
  EXPECT_EQ(proof.index, 2U);
  EXPECT_EQ(alice.proof_of(bob.phone.bare()).head.size, 3U);
}

TEST_F(KeyLogs, NothingOfAnAccountIsLegibleBehindItsEnd) {
  bob.publish(1);
  const log_::Proof before = alice.proof_of(bob.phone.bare());
  bob.phone.ask("<iq type='set' id='e' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  EXPECT_TRUE(world.spaces_with(before.nonce).empty());
  EXPECT_EQ(world.spaces_with(leaf_of(bob.phone.bare(), before)), std::set<std::string>{"key-log-node"});
  alice.publish(1);
  const log_::Proof after = alice.proof_of(alice.phone.bare(), before.head.size);
  EXPECT_TRUE(crypto::merkle_continues({after.head.size, after.head.root}, {before.head.size, before.head.root}, *after.consistency));
}

}  // namespace
}  // namespace assay::server
