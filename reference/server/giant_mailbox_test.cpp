// OFF-16: one giant mailbox slows nobody. Judged in numbers of records that are looked at: time is a benchmark's business.

#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::HasSubstr;

constexpr std::size_t kGiant = 3'000;

class CountingStore final : public store::Store {
 public:
  explicit CountingStore(std::size_t& looked_at) : looked_at_(looked_at) {}
  void begin() override { inner_.begin(); }
  Result<void, store::StoreFault> commit() override { return inner_.commit(); }
  void rollback() override { inner_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    ++looked_at_;
    return inner_.get(space, key);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    ++looked_at_;
    inner_.put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override {
    ++looked_at_;
    inner_.erase(space, key);
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    ++looked_at_;
    inner_.scan(space, prefix, after, [&](ByteView key, ByteView value) {
      ++looked_at_;
      return visit(key, value);
    });
  }

 private:
  store::MemoryStore inner_;
  std::size_t& looked_at_;
};

class GiantMailbox : public testing::Test {
 protected:
  GiantMailbox() {
    world.config.limits.message_burst = world.config.limits.messages_per_hour = 1'000'000;
    world.store.inner = std::make_unique<CountingStore>(looked_at);
    alice.appear();
    carol.appear();
    bob.register_number();
  }
  void fill() {
    for (std::size_t i = 0; i < kGiant; ++i) alice.message(bob, "fill-" + std::to_string(i), "x");
  }
  std::size_t work_of(const std::function<void()>& act) {
    const std::size_t before = looked_at;
    act();
    return looked_at - before;
  }

  std::size_t looked_at = 0;
  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12025550102", 'b'};
  Phone carol{world, "+12025550103", 'c'};
};

TEST_F(GiantMailbox, CostsOthersNothing) {
  alice.message(carol, "first", "hello");
  const std::size_t before = work_of([&] { alice.message(carol, "m1", "hello"); });
  fill();
  bob.come_online();
  bob.all();
  EXPECT_EQ(work_of([&] { alice.message(carol, "m2", "hello"); }), before);
}

TEST_F(GiantMailbox, TakesAsMuchForOneMoreEntryAsASmallOne) {
  alice.message(bob, "first", "x");
  const std::size_t small = work_of([&] { alice.message(bob, "second", "x"); });
  fill();
  EXPECT_EQ(work_of([&] { alice.message(bob, "m", "x"); }), small);
}

TEST_F(GiantMailbox, IsReadPieceByPiece) {
  fill();
  const std::size_t batch = world.config.limits.backlog_batch;
  EXPECT_LT(work_of([&] { bob.come_online(); }), 20 * batch);
  EXPECT_THAT(bob.all(), HasSubstr("messages='" + std::to_string(kGiant) + "'"));
  const std::size_t one = work_of([&] { bob.say("<ack xmlns='urn:cxmpp:ack:1' id='1'/>"); });
  EXPECT_LT(one, 30U);
  EXPECT_THAT(bob.all(), HasSubstr("id='fill-" + std::to_string(batch) + "'"));
}

}  // namespace
}  // namespace assay::server
