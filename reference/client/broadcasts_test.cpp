#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <gtest/gtest.h>

#include "reference/client/broadcast_memory.hpp"
#include "reference/client/scripted_phone.hpp"
#include "reference/stanza/broadcast.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

namespace listing_ = stanza::device_list;
namespace bundles_ = stanza::prekeys;
namespace uploads_ = stanza::broadcast;

/// A phone that encrypts, and a server with the keys of many others.
struct SealingOwner {
  SealingOwner() : phone(encrypting(), ScriptedPhone::registered()) {}

  static Config encrypting() {
    Config config = ScriptedPhone::usual_config();
    config.encrypt = true;
    return config;
  }
  void has_friends(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string jid = std::to_string(12025550110 + i) + "@example.org";
      friends.emplace(jid, Keyring::create(jid, random, phone.now.wall));
    }
  }
  [[nodiscard]] std::vector<std::string> all() const {
    std::vector<std::string> jids;
    for (const auto& [jid, keyring] : friends) jids.push_back(jid);
    return jids;
  }

  static std::string result(const xml::Element& iq, const std::string& payload) {
    std::string answer = "<iq type='result' id='" + std::string(iq.attribute("id")) + "'";
    if (iq.has_attribute("to")) answer += " from='" + std::string(iq.attribute("to")) + "'";
    return answer + ">" + payload + "</iq>";
  }
  static std::string error(const xml::Element& iq, const std::string& condition, const std::string& more = {}) {
    std::string answer = "<iq type='error' id='" + std::string(iq.attribute("id")) + "'";
    if (iq.has_attribute("to")) answer += " from='" + std::string(iq.attribute("to")) + "'";
    return answer + "><error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + more + "</error></iq>";
  }
  std::string list_of(const Keyring& keyring) const {
    listing_::Devices list{1, phone.now.wall + std::chrono::days{30}, {}, {{keyring.device(), keyring.own().identity().public_key}}};
    list.signature = crypto::ed25519_sign(keyring.own().identity(), listing_::signed_octets(keyring.account(), list));
    return xml::write(list.write());
  }
  static std::string bundle_of(const Keyring& keyring) {
    const e2e::Bundle bundle = keyring.own().bundle(keyring.own().one_time_prekeys().front().id);
    const auto written = [](const e2e::PublicPreKey& key) { return bundles_::PreKey{static_cast<std::uint32_t>(key.id), key.key}; };
    return xml::write(bundles_::Bundle{
        keyring.device(), bundle.identity_key, {written(bundle.signed_prekey.key), bundle.signed_prekey.signature}, written(bundle.prekey)}
                          .write());
  }

  std::string answer_to(const xml::Element& iq) {
    const auto other = friends.find(std::string(iq.attribute("to")));
    if (iq.find_child(bundles_::kNs, "stock")) return error(iq, "item-not-found");
    if (iq.find_child(bundles_::kNs, "upload")) return result(iq, "<stock xmlns='urn:cxmpp:prekeys:1'/>");
    if (iq.find_child(listing_::kNs, "devices") && iq.attribute("type") == "set") return result(iq, "");
    if (iq.find_child(listing_::kNs, "devices") && other != friends.end()) return result(iq, list_of(other->second));
    if (iq.find_child(bundles_::kNs, "fetch") && other != friends.end()) {
      if (bundles == 0) return error(iq, "resource-constraint", "<rate-limit xmlns='urn:cxmpp:errors:1' retry-after='3600'/>");
      --bundles;
      return result(iq, bundle_of(other->second));
    }
    if (const auto* upload = iq.find_child(uploads_::kNs, "broadcast")) {
      octets.push_back(xml::write(iq).size());
      taken.push_back(*uploads_::Broadcast::parse(*upload));
      return result(iq, xml::write(uploads_::Accepted{taken.back().id, phone.now.wall, {}}.write()));
    }
    return error(iq, "service-unavailable");
  }
  /// The server answers all that it is asked, until nobody asks any more.
  void serve() {
    for (;;) {
      std::vector<std::string> answers;
      std::size_t asked = 0;
      for (xml::Element element = phone.server.next(); element.local() != "nothing"; element = phone.server.next()) {
        if (element.local() != "iq" || element.attribute("type") == "result" || element.attribute("type") == "error") continue;
        if (element.find_child(listing_::kNs, "devices") != nullptr) ++asked;
        answers.push_back(answer_to(element));
      }
      most_asked = std::max(most_asked, asked);
      if (answers.empty()) return;
      for (const std::string& answer : answers) phone.say(answer);
    }
  }

  KeyedRandom random{11, "friends"};
  ScriptedPhone phone;
  std::map<std::string, Keyring> friends;
  std::size_t bundles = 200;  // of this hour
  std::size_t most_asked = 0;
  std::vector<uploads_::Broadcast> taken;
  std::vector<std::size_t> octets;
};

struct SealedBroadcasts : testing::Test, SealingOwner {};

// BCL-19, ENC-05b: a full list, of which a server hands out the bundles of 200 within an hour.
TEST_F(SealedBroadcasts, GoToAFullListPieceByPiece) {
  has_friends(256);
  phone.come_online();
  serve();
  phone.client.perform(SendBroadcast{all(), "We are open again.", "b1"}, phone.now);
  phone.turn();
  serve();
  EXPECT_LE(most_asked, 32U);
  std::size_t now = 0;
  for (const uploads_::Broadcast& upload : taken) now += upload.recipients.size();
  EXPECT_EQ(now, 200U);
  auto event = phone.event<BroadcastAccepted>();
  while (auto next = phone.event<BroadcastAccepted>()) event = next;
  ASSERT_TRUE(event);
  EXPECT_EQ(event->id, "b1");
  EXPECT_EQ(event->waiting.size(), 56U);
  bundles = 200;
  phone.wait(std::chrono::hours{1} + std::chrono::seconds{1});
  serve();
  std::set<std::string> reached;
  std::set<std::string> ids;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    EXPECT_LE(octets[i], phone.client.config().limits.stanza_octets);
    sum += octets[i];
    ids.insert(taken[i].id);
    for (const uploads_::Recipient& recipient : taken[i].recipients) {
      reached.insert(recipient.jid);
      ids.insert(recipient.id);
      ASSERT_EQ(recipient.payload.size(), 1U);
      EXPECT_TRUE(recipient.payload.front().is(stanza::encrypted::kNs, "encrypted"));
    }
  }
  EXPECT_EQ(reached.size(), 256U);
  EXPECT_EQ(ids.size(), 256U + taken.size());
  event = phone.event<BroadcastAccepted>();
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->waiting.empty());
  RecordProperty("octets", static_cast<int>(sum));
  RecordProperty("uploads", static_cast<int>(taken.size()));
  std::cout << "256 parts: " << taken.size() << " uploads, " << sum << " octets\n";
}

TEST_F(SealedBroadcasts, ReadByTheirRecipientsAlone) {
  has_friends(2);
  phone.come_online();
  serve();
  phone.client.perform(SendBroadcast{all(), "We are open again.", "b1"}, phone.now);
  phone.turn();
  serve();
  ASSERT_EQ(taken.size(), 1U);
  for (const uploads_::Recipient& part : taken.front().recipients) {
    const auto encrypted = stanza::encrypted::Encrypted::parse(part.payload.front());
    ASSERT_TRUE(encrypted);
    for (const auto& [jid, keyring] : friends) {
      EXPECT_EQ(encrypted->find(jid, keyring.device()) != nullptr, jid == part.jid) << jid;
    }
  }
}

TEST_F(SealedBroadcasts, TakenBackBeforeTheyWentGoToNobodyMore) {
  has_friends(3);
  bundles = 1;
  phone.come_online();
  serve();
  phone.client.perform(SendBroadcast{all(), "We are open again.", "b1"}, phone.now);
  phone.turn();
  serve();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken.front().recipients.size(), 1U);
  phone.client.perform(RevokeBroadcast{"b1", "b2"}, phone.now);
  phone.turn();
  serve();
  bundles = 200;
  phone.wait(std::chrono::hours{1} + std::chrono::seconds{1});
  serve();
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(taken.back().id, "b2");
  EXPECT_EQ(taken.back().recipients.size(), 1U);
  EXPECT_EQ(taken.back().recipients.front().jid, taken.front().recipients.front().jid);
}

TEST_F(SealedBroadcasts, GoToNoMoreThanABroadcastMayHave) {
  has_friends(257);
  phone.come_online();
  serve();
  phone.client.perform(SendBroadcast{all(), "We are open again.", "b1"}, phone.now);
  phone.turn();
  const auto failed = phone.event<Failed>();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->condition, "too-many-recipients");
  serve();
  EXPECT_TRUE(taken.empty());
}

// What an earlier run knew: who waits still gets his, and a change goes to all of them.
TEST_F(SealedBroadcasts, GoOnInTheNextRun) {
  has_friends(3);
  bundles = 1;
  phone.come_online();
  serve();
  phone.client.broadcast_book().lists()["club & friends"] = {"12025550110@example.org", "12025550111@example.org"};
  phone.client.perform(SendBroadcast{all(), "We are <open> again.\n", "b1"}, phone.now);
  phone.turn();
  serve();
  ASSERT_EQ(taken.size(), 1U);
  const std::string kept = write_broadcast_memory(phone.client.broadcast_book());
  auto known = read_broadcast_memory(kept);
  ASSERT_TRUE(known);
  EXPECT_EQ(write_broadcast_memory(*known), kept);
  EXPECT_EQ(known->lists(), phone.client.broadcast_book().lists());
  EXPECT_EQ(known->last(), "b1");
  ASSERT_EQ(known->drafts().size(), 1U);
  EXPECT_EQ(known->drafts().front().waiting().size(), 2U);
  ASSERT_NE(known->content("b1"), nullptr);
  const uploads_::Recipient& first = taken.front().recipients.front();
  EXPECT_EQ(known->broadcast_of(first.jid, first.id), "b1");
  EXPECT_EQ(known->recipient_of(first.id), first.jid);

  SealingOwner next;
  next.friends = std::move(friends);
  next.phone.client.recall(std::move(*known));
  next.phone.come_online();
  next.serve();
  ASSERT_EQ(next.taken.size(), 1U);
  EXPECT_EQ(next.taken.front().recipients.size(), 2U);
  next.phone.client.perform(EditBroadcast{"b1", "We are closed.", "b2"}, next.phone.now);
  next.phone.turn();
  next.serve();
  ASSERT_EQ(next.taken.size(), 2U);
  EXPECT_EQ(next.taken.back().id, "b2");
  EXPECT_EQ(next.taken.back().recipients.size(), 3U);
  EXPECT_TRUE(next.phone.client.broadcast_book().drafts().empty());
}

// An upload that the server may have goes again as it was (BCL-17), by another program run.
TEST_F(SealedBroadcasts, AskedForGoAgainAsTheyWereInTheNextRun) {
  has_friends(2);
  phone.come_online();
  serve();
  phone.client.perform(SendBroadcast{all(), "We are open again.", "b1"}, phone.now);
  phone.turn();
  std::optional<uploads_::Broadcast> asked;
  while (!asked) {
    std::vector<std::string> answers;
    for (xml::Element element = phone.server.next(); element.local() != "nothing"; element = phone.server.next()) {
      if (const auto* upload = element.find_child(uploads_::kNs, "broadcast")) {
        asked = uploads_::Broadcast::parse(*upload);
      } else if (element.local() == "iq" && element.attribute("type") != "result") {
        answers.push_back(answer_to(element));
      }
    }
    ASSERT_TRUE(asked || !answers.empty());
    for (const std::string& answer : answers) phone.say(answer);
  }
  auto known = read_broadcast_memory(write_broadcast_memory(phone.client.broadcast_book()));
  ASSERT_TRUE(known);
  SealingOwner next;
  next.phone.client.recall(std::move(*known));
  next.phone.come_online();
  next.serve();
  ASSERT_EQ(next.taken.size(), 1U);
  EXPECT_EQ(next.taken.front(), *asked);
}

TEST(BroadcastMemory, IsReadAsItWasWrittenOrNotAtAll) {
  EXPECT_TRUE(read_broadcast_memory(write_broadcast_memory({})));
  for (const char* bad : {"", "assay broadcasts 1\n", "assay groups 1\nend\n", "assay broadcasts 1\n4\n<a/>\nend\n",
                          "assay broadcasts 1\n9999\n<a/>\nend\n"}) {
    EXPECT_FALSE(read_broadcast_memory(bad)) << bad;
  }
}

}  // namespace
}  // namespace assay::client
