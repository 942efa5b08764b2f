#include "reference/server/post.hpp"

#include <gtest/gtest.h>

#include "reference/server/entry_text.hpp"
#include "reference/server/payloads.hpp"
#include "reference/store/memory.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

xml::Element message() { return xml::Element(xml::ns::kClient, "message").with("type", "chat"); }

TEST(Texts, EndInTheirClosingTag) {
  EXPECT_EQ(closed_text(message()), "<message type='chat'></message>");
  xml::Element full = message();
  full.append(xml::ns::kClient, "body").add_text("b");
  EXPECT_EQ(closed_text(full), "<message type='chat'><body>b</body></message>");
  EXPECT_EQ(with_stanza_id(closed_text(full), "a@b", 7),
            "<message type='chat'><body>b</body><stanza-id xmlns='urn:xmpp:sid:0' by='a@b' id='7'/></message>");
}

TEST(PayloadsTest, GoWithTheLastWhoPointsToThem) {
  store::MemoryStore store;
  Turn turn(store);
  Payloads payloads(turn);
  const std::uint64_t one = payloads.add("one");
  const std::uint64_t two = payloads.add("two");
  EXPECT_NE(one, two);
  payloads.use(one);
  payloads.use(one);
  payloads.use(two);
  payloads.release(one);
  EXPECT_EQ(payloads.text(one), "one");
  payloads.release(one);
  EXPECT_EQ(payloads.text(one), "");
  EXPECT_EQ(payloads.text(two), "two");
}

TEST(MailboxTest, CountsTheOctetsOfWhatItShares) {
  store::MemoryStore store;
  Turn turn(store);
  Payloads payloads(turn);
  const std::uint64_t payload = payloads.add(std::string(1'000, 'p'));
  for (const char* account : {"1", "2"}) {
    Mailbox mailbox(turn, account, "primary");
    payloads.use(payload);
    MailboxEntry entry{1, WallTime{}, {}, {}};
    entry.payload = payload;
    entry.payload_octets = 1'000;
    mailbox.append(mailbox.size(), entry);
    EXPECT_EQ(mailbox.size().octets, 1'000U);
  }
  EXPECT_TRUE(Mailbox(turn, "1", "primary").erase(1));
  EXPECT_EQ(Mailbox(turn, "1", "primary").size().octets, 0U);
  EXPECT_NE(payloads.text(payload), "");
  Mailbox(turn, "2", "primary").forget();
  EXPECT_EQ(payloads.text(payload), "");
}

}  // namespace
}  // namespace assay::server
