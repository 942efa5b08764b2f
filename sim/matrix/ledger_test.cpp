#include "sim/matrix/ledger.hpp"

#include <gmock/gmock.h>

namespace assay::sim::matrix {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LedgerOfTwo : public testing::Test {
 protected:
  LedgerOfTwo() {
    ledger.add_device("phone-a", "a@x");
    ledger.add_device("phone-b", "b@x");
    ledger.add_device("tablet-b", "b@x");
    ledger.sent("phone-a", "b@x", "1", "one");
    ledger.sent("phone-a", "b@x", "2", "two");
  }
  Ledger ledger;
};

TEST_F(LedgerOfTwo, BalancesWhenEachDeviceHasEverythingOnce) {
  for (const char* device : {"phone-b", "tablet-b"}) {
    ledger.received(device, "a@x", "1", "one");
    ledger.received(device, "a@x", "2", "two");
  }
  EXPECT_FALSE(ledger.is_settled()) << "nothing is accepted";
  ledger.accepted("1");
  ledger.accepted("2");
  EXPECT_TRUE(ledger.is_settled());
  EXPECT_EQ(ledger.outstanding(), 0U);
  EXPECT_THAT(ledger.faults(), IsEmpty());
}

TEST_F(LedgerOfTwo, MissesWhatWasAcceptedAndIsNotThere) {
  ledger.accepted("1");
  ledger.refused("2", "queue-full");
  ledger.received("phone-b", "a@x", "1", "one");
  EXPECT_THAT(ledger.missing(), ElementsAre("1 was accepted and is not on tablet-b"));
  EXPECT_EQ(ledger.outstanding(), 1U);
}

TEST_F(LedgerOfTwo, SeesWhatComesTwice) {
  ledger.received("phone-b", "a@x", "1", "one");
  ledger.received("phone-b", "a@x", "1", "one");
  EXPECT_THAT(ledger.faults(), ElementsAre("phone-b received 1 twice", "phone-b received 1 behind a later one"));
}

TEST_F(LedgerOfTwo, SeesWhatComesOutOfOrder) {
  ledger.received("phone-b", "a@x", "2", "two");
  ledger.received("phone-b", "a@x", "1", "one");
  EXPECT_THAT(ledger.faults(), ElementsAre("phone-b received 1 behind a later one"));
}

TEST_F(LedgerOfTwo, SeesWhatNobodySentOrSentToSomebodyElse) {
  ledger.received("phone-b", "a@x", "3", "three");
  ledger.received("phone-a", "a@x", "1", "one");
  ledger.received("phone-b", "c@x", "2", "to");
  EXPECT_THAT(ledger.faults(), ElementsAre("phone-b received 3, which nobody sent", "phone-a received 1, which is for b@x",
                                           "2 is of a@x and came as of c@x", "2 came with another body"));
}

TEST_F(LedgerOfTwo, SeesTwoAnswersAndRefusalsOfWhatIsThere) {
  ledger.accepted("1");
  ledger.accepted("1");
  ledger.received("phone-b", "a@x", "2", "two");
  ledger.refused("2", "queue-full");
  EXPECT_THAT(ledger.faults(), ElementsAre("1 was answered twice", "2 was refused with queue-full and is there"));
}

TEST_F(LedgerOfTwo, WantsWhatOneDeviceSentOnItsOthers) {
  ledger.sent("phone-b", "a@x", "3", "three");
  ledger.accepted("3");
  ledger.received("phone-a", "b@x", "3", "three");
  EXPECT_THAT(ledger.missing(), testing::Contains("3 is not shown on all devices of its sender"));
  EXPECT_EQ(ledger.outstanding(), 1U);
  ledger.copied("tablet-b", "a@x", "3", "three");
  EXPECT_THAT(ledger.missing(), testing::Not(testing::Contains("3 is not shown on all devices of its sender")));
  EXPECT_THAT(ledger.faults(), IsEmpty());
  ledger.copied("tablet-b", "a@x", "3", "three");
  ledger.copied("phone-b", "a@x", "3", "three");
  EXPECT_THAT(ledger.faults(), ElementsAre("tablet-b shows 3 twice", "phone-b shows 3 otherwise than it was sent"));
}

TEST_F(LedgerOfTwo, HoldsReceiptsAgainstWhatArrived) {
  ledger.expect_receipts();
  ledger.receipt("phone-a", "1");
  ledger.received("phone-b", "a@x", "2", "two");
  EXPECT_THAT(ledger.faults(), ElementsAre("a receipt for 1, which nobody has"));
  ledger.receipt("phone-a", "2");
  ledger.receipt("phone-a", "2");
  EXPECT_THAT(ledger.faults(), testing::Contains("phone-a has two receipts for 2"));
}

}  // namespace
}  // namespace assay::sim::matrix
