#include "reference/e2e/messages.hpp"

#include <gtest/gtest.h>

namespace assay::e2e {
namespace {

const Bytes kKey(32, 'k');

TEST(Messages, TheirBytesAreThoseOfTheSchema) {
  // Field by field, as the wire format of protocol buffers has them.
  EXPECT_EQ(hex(RatchetMessage{{kKey, 2, 300}, "c"}.write()), "08ac0210021a20" + hex(kKey) + "220163");
  const AuthenticatedMessage message{Bytes(16, 'm'), "inner"};
  EXPECT_EQ(hex(message.write()), "0a10" + hex(Bytes(16, 'm')) + "1205" + hex("inner"));
  EXPECT_EQ(hex(KeyExchange{{5, 6, kKey, kKey}, message}.write()),
            "080510061a20" + hex(kKey) + "2220" + hex(kKey) + "2a19" + hex(message.write()));
  EXPECT_EQ(hex(SenderKeyMessage{1, 2, "c", Bytes(64, 's')}.write()), "33080110021a0163" + hex(Bytes(64, 's')));
  EXPECT_EQ(hex(SenderKeyDistribution{1, 2, crypto::Secret(Bytes(kKey)), kKey}.write().reveal()),
            "33080110021a20" + hex(kKey) + "222105" + hex(kKey));
}

TEST(Messages, ComeBack) {
  const RatchetMessage ratchet{{kKey, 2, 300}, "c"};
  EXPECT_EQ(RatchetMessage::parse(ratchet.write()), ratchet);
  const KeyExchange exchange{{5, 6, kKey, kKey}, {Bytes(16, 'm'), "inner"}};
  EXPECT_EQ(KeyExchange::parse(exchange.write()), exchange);
  EXPECT_EQ(AuthenticatedMessage::parse(exchange.message.write()), exchange.message);
  const SenderKeyMessage sent{1, 2, "c", Bytes(64, 's')};
  EXPECT_EQ(SenderKeyMessage::parse(sent.write()), sent);
}

TEST(Messages, RefuseWrongSizesAndVersions) {
  EXPECT_FALSE(RatchetMessage::parse(RatchetMessage{{Bytes(31, 'k'), 0, 0}, "c"}.write()));
  EXPECT_FALSE(RatchetMessage::parse(""));
  EXPECT_FALSE(AuthenticatedMessage::parse(AuthenticatedMessage{Bytes(15, 'm'), "inner"}.write()));
  EXPECT_FALSE(KeyExchange::parse(KeyExchange{{5, 6, Bytes(33, 'k'), kKey}, {Bytes(16, 'm'), "inner"}}.write()));
  Bytes sender = SenderKeyMessage{1, 2, "c", Bytes(64, 's')}.write();
  sender[0] = 0x22;
  EXPECT_FALSE(SenderKeyMessage::parse(sender));
  EXPECT_FALSE(SenderKeyMessage::parse("\x33"));
  Bytes distribution{SenderKeyDistribution{1, 2, crypto::Secret(Bytes(kKey)), kKey}.write().reveal()};
  distribution[distribution.size() - 33] = 0x06;
  EXPECT_FALSE(SenderKeyDistribution::parse(distribution));
}

}  // namespace
}  // namespace assay::e2e
