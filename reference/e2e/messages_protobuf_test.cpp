// The messages of a running session are written and read without libprotobuf (wire_fields.hpp). Here it is the judge: the same octets, and
// of whatever a peer may send the same meaning.

#include <algorithm>
#include <cstdint>
#include <optional>

#include <gtest/gtest.h>

#include "omemo.pb.h"
#include "reference/base/random_source.hpp"
#include "reference/e2e/messages.hpp"
#include "reference/e2e/wire_fields.hpp"
#include "sender_key.pb.h"

namespace assay::e2e {
namespace {

constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kWholeMac = 16;

/// What libprotobuf alone reads.
std::optional<RatchetMessage> ratchet_by_libprotobuf(ByteView octets) {
  proto::OMEMOMessage in;
  if (!in.ParsePartialFromArray(octets.data(), static_cast<int>(octets.size())) || !in.IsInitialized()) return std::nullopt;
  if (in.dh_pub().size() != kKeyOctets || !in.has_ciphertext()) return std::nullopt;
  return RatchetMessage{{in.dh_pub(), in.pn(), in.n()}, in.ciphertext()};
}

std::optional<AuthenticatedMessage> authenticated_by_libprotobuf(ByteView octets) {
  proto::OMEMOAuthenticatedMessage in;
  if (!in.ParsePartialFromArray(octets.data(), static_cast<int>(octets.size())) || !in.IsInitialized()) return std::nullopt;
  if (in.mac().size() != kWholeMac) return std::nullopt;
  return AuthenticatedMessage{in.mac(), in.message()};
}

RatchetMessage any_message(RandomSource& random) {
  const std::uint32_t numbers[] = {0, 1, 127, 128, 300, 16'384, 0x7FFF'FFFF, 0xFFFF'FFFF};
  return {{random.bytes(kKeyOctets), numbers[random.below(8)], numbers[random.below(8)]}, random.bytes(random.below(200))};
}

TEST(MessagesByLibprotobuf, AreTheSameOctets) {
  KeyedRandom random(1, "messages");
  for (int i = 0; i < 1'000; ++i) {
    const RatchetMessage message = any_message(random);
    proto::OMEMOMessage ratchet;
    ratchet.set_n(message.header.number);
    ratchet.set_pn(message.header.previous);
    ratchet.set_dh_pub(message.header.ratchet_key);
    ratchet.set_ciphertext(message.ciphertext);
    ASSERT_EQ(hex(message.write()), hex(ratchet.SerializeAsString()));

    const AuthenticatedMessage whole{random.bytes(kWholeMac), message.write()};
    proto::OMEMOAuthenticatedMessage authenticated;
    authenticated.set_mac(whole.mac);
    authenticated.set_message(whole.message);
    ASSERT_EQ(hex(whole.write()), hex(authenticated.SerializeAsString()));

    const SenderKeyMessage sent{message.header.number, message.header.previous, message.ciphertext, {}};
    proto::SenderKeyMessage sender;
    sender.set_id(sent.chain);
    sender.set_iteration(sent.iteration);
    sender.set_ciphertext(sent.ciphertext);
    ASSERT_EQ(hex(sent.signed_octets()), "33" + hex(sender.SerializeAsString()));
  }
}

TEST(MessagesByLibprotobuf, MeanTheSameWhenTheyAreDamaged) {
  KeyedRandom random(2, "damage");
  std::size_t read = 0;
  for (int i = 0; i < 20'000; ++i) {
    Bytes ratchet = any_message(random).write();
    Bytes whole = AuthenticatedMessage{random.bytes(kWholeMac), ratchet}.write();
    for (Bytes* octets : {&ratchet, &whole}) {
      // Among the first octets are the tags, the numbers and the lengths.
      (*octets)[random.below(std::min<std::uint64_t>(octets->size(), 12))] = static_cast<char>(random.below(256));
      if (random.below(4) == 0) octets->resize(random.below(octets->size() + 1));
    }
    const auto message = RatchetMessage::parse(ratchet);
    ASSERT_EQ(message, ratchet_by_libprotobuf(ratchet)) << hex(ratchet);
    ASSERT_EQ(AuthenticatedMessage::parse(whole), authenticated_by_libprotobuf(whole)) << hex(whole);
    if (message) ++read;
  }
  EXPECT_GT(read, 1'000u);
}

// Another program may write fields in another order, write one twice, or add its own.
TEST(MessagesByLibprotobuf, MeanTheSameInAnotherShape) {
  const Bytes key(kKeyOctets, 'k');
  FieldWriter backwards(100);
  backwards.bytes(4, "text");
  backwards.bytes(3, key);
  backwards.number(2, 7);
  backwards.number(1, 300);
  const RatchetMessage expected{{key, 7, 300}, "text"};
  const Bytes octets = backwards.finish();
  EXPECT_EQ(RatchetMessage::parse(octets), expected);
  FieldWriter more(20);
  more.number(9, 1);
  EXPECT_EQ(RatchetMessage::parse(octets + more.finish()), expected) << "a field that is not known";
  FieldWriter again(20);
  again.number(1, 301);
  EXPECT_EQ(RatchetMessage::parse(expected.write() + again.finish()).value().header.number, 301u) << "the last one counts";
  Bytes longer = expected.write();
  longer.replace(1, 2, Bytes("\xAC\x82\x80\x80\x00", 5));
  EXPECT_EQ(RatchetMessage::parse(longer), expected) << "a number in more octets than it needs";
}

}  // namespace
}  // namespace assay::e2e
