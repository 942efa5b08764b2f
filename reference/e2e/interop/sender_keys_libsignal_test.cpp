// Sender keys of ours against libsignal-protocol-c's group cipher, which none of us wrote, both ways: a thousand messages with loss and
// reordering, the bound of 2,000 steps, forgeries.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <signal/signal_protocol.h>

#include "reference/e2e/interop/libsignal.hpp"
#include "reference/e2e/sender_keys.hpp"

namespace assay::e2e::interop {
namespace {

constexpr WallTime kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
const SenderKeyScope kScope{"g1@groups.example.org", 7, DeviceId{31'415}};

struct LibsignalTest : ::testing::Test {
  KeyedRandom random{1, "libsignal"};
  LibsignalGroup theirs{random};
  OwnSenderKey own = OwnSenderKey::create(kScope, random, kStart);
  ReceivedSenderKeys received;

  Bytes read(ByteView message) {
    auto decrypted = received.decrypt(message);
    return decrypted ? Bytes(decrypted->plaintext.reveal()) : "fault: " + Bytes(name_of(decrypted.error()));
  }

  /// Loses one in ten, and gives the others a turn up to twenty places later.
  template <class Send, class Check>
  void conversation(Send send, Check check) {
    std::vector<std::pair<Bytes, Bytes>> waiting;
    for (int i = 0; i < 1'000; ++i) {
      const Bytes text = "message " + std::to_string(i) + Bytes(random.below(100), 'x');
      const Bytes message = send(text);
      if (random.below(10) == 0) continue;
      waiting.emplace_back(message, text);
      if (waiting.size() < 20) continue;
      const auto at = static_cast<std::ptrdiff_t>(random.below(waiting.size()));
      check(waiting[static_cast<std::size_t>(at)].first, waiting[static_cast<std::size_t>(at)].second);
      waiting.erase(waiting.begin() + at);
    }
    for (const auto& [message, text] : waiting) check(message, text);
  }
};

TEST_F(LibsignalTest, TheirsAreReadByUs) {
  ASSERT_TRUE(received.add(kScope, theirs.distribution()));
  conversation([&](const Bytes& text) { return theirs.encrypt(text); },
               [&](const Bytes& message, const Bytes& text) {
                 EXPECT_EQ(read(message), text);
                 EXPECT_EQ(read(message), "fault: replayed");
               });
}

TEST_F(LibsignalTest, OursAreReadByThem) {
  ASSERT_TRUE(theirs.add(own.distribution().reveal()));
  conversation([&](const Bytes& text) { return own.encrypt(text, random); },
               [&](const Bytes& message, const Bytes& text) { EXPECT_EQ(theirs.decrypt(message), text); });
}

TEST_F(LibsignalTest, BothStopAtTheSameStep) {
  LibsignalGroup sender(random);
  const Bytes distribution = sender.distribution();
  ASSERT_TRUE(received.add(kScope, distribution));
  ASSERT_TRUE(theirs.add(distribution));
  Bytes message;
  for (std::uint32_t i = 0; i <= kSenderKeySteps; ++i) message = sender.encrypt("m");
  const Bytes beyond = sender.encrypt("n");
  EXPECT_EQ(read(beyond), "fault: too-far-ahead");
  EXPECT_EQ(theirs.decrypt(beyond), "error " + std::to_string(SG_ERR_INVALID_MESSAGE));
  EXPECT_EQ(read(message), "m");
  EXPECT_EQ(theirs.decrypt(message), "m");
}

TEST_F(LibsignalTest, NeitherTakesAForgery) {
  ASSERT_TRUE(theirs.add(own.distribution().reveal()));
  Bytes message = own.encrypt("m", random);
  message[message.size() - 70] = static_cast<char>(message[message.size() - 70] ^ 1);
  EXPECT_EQ(theirs.decrypt(message).substr(0, 5), "error");
  ASSERT_TRUE(received.add({"g2@groups.example.org", 1, DeviceId{1}}, LibsignalGroup(random).distribution()));
}

}  // namespace
}  // namespace assay::e2e::interop
