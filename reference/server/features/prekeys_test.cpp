#include "reference/stanza/prekeys.hpp"

#include <cstdio>

#include "reference/crypto/hash.hpp"
#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace keys_ = stanza::prekeys;

std::string between(const std::string& text, const std::string& before) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return text.substr(begin, text.find('\'', begin) - begin);
}

class PrekeyService : public testing::Test {
 protected:
  void meet() {
    alice.appear();
    bob.appear();
  }

  keys_::Upload keys(std::uint32_t first, std::uint32_t last) const {
    const Bytes signed_key = crypto::sha256("signed");
    keys_::Upload out{
        31415, false, identity.public_key, {{7, signed_key}, crypto::ed25519_sign(identity, signed_key)}, {999'999, crypto::sha256("last")},
        {}};
    for (std::uint32_t id = first; id <= last; ++id) out.prekeys.push_back({id, crypto::sha256(std::to_string(id))});
    return out;
  }
  static std::string publish(Phone& phone, const keys_::Upload& upload) {
    return phone.ask(xml::write(stanza::request("set", "u", upload.write())));
  }
  static std::string fetching(const Phone& of) {
    return "<iq type='set' id='f' to='" + of.bare() + "'><fetch xmlns='urn:cxmpp:prekeys:1' device='31415'/></iq>";
  }
  static std::string prekey_of(const std::string& answer) { return between(answer, "<prekey id='"); }

  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  crypto::Ed25519KeyPair identity = crypto::ed25519_key_pair(Bytes(32, 'i'));
};

TEST_F(PrekeyService, GivesTwoToOneAccountWithinAnHourAndThenTheLastResort) {
  meet();
  EXPECT_THAT(publish(bob, keys(1, 100)), HasSubstr("prekeys='100'"));
  const std::string first = prekey_of(alice.ask(fetching(bob)));
  const std::string second = prekey_of(alice.ask(fetching(bob)));
  EXPECT_NE(first, "");
  EXPECT_NE(first, second);
  EXPECT_THAT(alice.ask(fetching(bob)), AllOf(HasSubstr("<last-resort id='999999'"), Not(HasSubstr("<prekey "))));
  world.pass(std::chrono::hours{1});
  EXPECT_NE(prekey_of(alice.ask(fetching(bob))), "");
}

TEST_F(PrekeyService, TakesNothingOfAnUploadWithOneBadThing) {
  meet();
  auto unsigned_key = keys(1, 10);
  unsigned_key.signed_prekey.signature = crypto::ed25519_sign(identity, "something else");
  EXPECT_THAT(publish(bob, unsigned_key), HasSubstr("<bad-keys"));
  EXPECT_THAT(alice.ask(fetching(bob)), HasSubstr("<service-unavailable"));
  publish(bob, keys(1, 10));
  EXPECT_THAT(publish(bob, keys(10, 20)), HasSubstr("<bad-keys"));  // 10 is there already
  EXPECT_THAT(bob.ask("<iq type='get' id='s'><stock xmlns='urn:cxmpp:prekeys:1'/></iq>"), HasSubstr("prekeys='10'"));
  EXPECT_THAT(publish(bob, keys(11, 201)), HasSubstr("<too-many-prekeys"));
}

TEST_F(PrekeyService, KnowsADeviceByOneIdentity) {
  meet();
  publish(bob, keys(1, 10));
  identity = crypto::ed25519_key_pair(Bytes(32, 'j'));
  EXPECT_THAT(publish(bob, keys(11, 20)), HasSubstr("<other-identity"));
}

TEST_F(PrekeyService, TellsWhenFewAreLeft) {
  meet();
  publish(bob, keys(1, 21));
  bob.all();
  alice.ask(fetching(bob));
  EXPECT_THAT(bob.all(), HasSubstr("<low xmlns='urn:cxmpp:prekeys:1' device='31415' prekeys='20'/>"));
  bob.cut();
  bob.come_online();
  EXPECT_THAT(bob.all(), HasSubstr("prekeys='20'"));
}

TEST_F(PrekeyService, ForgetsWithTheAccountAndWithTheNumber) {
  meet();
  publish(bob, keys(1, 10));
  bob.register_number();
  EXPECT_THAT(alice.ask(fetching(bob)), HasSubstr("<service-unavailable"));
  bob.come_online();
  publish(bob, keys(1, 10));
  bob.ask("<iq type='set' id='u' to='example.org'><unregister xmlns='urn:cxmpp:register:1'/></iq>");
  const auto left = world.spaces_with(bob.digits());
  for (const char* space : {"prekey", "prekey-device", "prekey-day"}) EXPECT_FALSE(left.contains(space)) << space;
}

/// ENC-03: many ask at the same time, in one turn of the server; it crashes in the middle of turns, its disk fails, and it is started
/// again.
class ManyFetches : public PrekeyService {
 protected:
  static constexpr std::size_t kAskers = 100;
  static constexpr std::size_t kRounds = 100;
  static constexpr std::uint32_t kKeys = 10'500;

  void SetUp() override {
    world.config.limits.prekeys = kKeys;
    world.config.limits.prekey_fetches = world.config.limits.prekeys_per_day = world.config.limits.prekey_targets = kKeys;
    world.config.limits.contact_address_block_numbers = world.config.limits.contact_block_numbers = kKeys;  // all are behind one address
    world.config.limits.logins_per_second = world.config.limits.code_requests_per_address = 1'000'000;
    bob.appear();
    for (std::uint32_t id = 1; id <= kKeys; id += 100)
      ASSERT_THAT(publish(bob, keys(id, id + 99)), HasSubstr("prekeys='" + std::to_string(id + 99) + "'"));
    for (std::size_t i = 0; i < kAskers; ++i) {
      askers.emplace_back(world, "+1202555" + std::to_string(1'000 + i), static_cast<char>(i + 1)).register_number();
      askers.back().connect();
      askers.back().all();
    }
  }

  /// Each of them, before the server has committed anything.
  void ask_at_once(std::size_t how_many = kAskers) {
    for (std::size_t i = 0; i < how_many; ++i) world.server->handle(askers[i].conn, Received{fetching(bob)}, world.now);
  }
  void read_answers() {
    for (Phone& asker : askers) {
      for (std::string answer = asker.next(); !answer.empty(); answer = asker.next()) {
        const std::string key = prekey_of(answer);
        if (key.empty()) {
          ++without;
        } else if (!given.insert(key).second) {
          ++twice;
        }
      }
    }
  }
  void start_again() {
    world.crash();
    world.start();
    for (Phone& asker : askers) {
      asker.connect();
      asker.all();
    }
  }

  std::deque<Phone> askers;
  std::set<std::string> given;
  std::size_t twice = 0;
  std::size_t without = 0;
};

TEST_F(ManyFetches, GetNoKeyTwice) {
  for (std::size_t round = 0; round < kRounds; ++round) {
    if (round == 30) {  // half of them were heard: nothing of that was committed, and nobody was answered
      ask_at_once(kAskers / 2);
      start_again();
    }
    if (round == 60) start_again();  // between two turns
    if (round == 80) {               // a disk that takes nothing: the answers must not leave
      world.store.failures = 1;
      ask_at_once();
      world.end_turn();
      read_answers();
      EXPECT_EQ(given.size(), kAskers * round);
      start_again();
    }
    ask_at_once();
    world.end_turn();
    read_answers();
  }
  std::printf("%zu fetches, %zu keys handed out, %zu of them twice; %zu were told that it failed\n", kAskers * kRounds, given.size(), twice,
              without);
  EXPECT_EQ(twice, 0U);
  EXPECT_EQ(given.size(), kAskers * kRounds);
}

}  // namespace
}  // namespace assay::server
