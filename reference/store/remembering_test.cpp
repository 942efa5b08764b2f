#include "reference/store/remembering.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "reference/store/memory.hpp"

namespace assay::store {
namespace {

// Counts what is read of it, and refuses to commit when it is told to.
class Read final : public Store {
 public:
  explicit Read(MemoryStore& inner) : inner_(inner) {}
  void begin() override { inner_.begin(); }
  Result<void, StoreFault> commit() override {
    if (!full) return inner_.commit();
    inner_.rollback();
    return fail(StoreFault{StoreFault::Kind::Full, "full"});
  }
  void rollback() override { inner_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    ++reads;
    return inner_.get(space, key);
  }
  void put(std::string_view space, ByteView key, ByteView value) override { inner_.put(space, key, value); }
  void erase(std::string_view space, ByteView key) override { inner_.erase(space, key); }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    inner_.scan(space, prefix, after, visit);
  }
  int reads = 0;
  bool full = false;

 private:
  MemoryStore& inner_;
};

class Remembering : public testing::Test {
 protected:
  Remembering() { store->begin(); }
  void remember_no_more_than(std::size_t octets) {
    store->rollback();
    auto fresh = std::make_unique<Read>(inner);
    below = fresh.get();
    store = remembering(std::move(fresh), octets);
    store->begin();
  }

  MemoryStore inner;
  Read* below = new Read(inner);
  std::unique_ptr<Store> store = remembering(std::unique_ptr<Store>(below));
};

TEST_F(Remembering, ReadsOnceWhatIsThereAndWhatIsNot) {
  inner.put("s", "a", "1");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(store->get("s", "a"), "1");
    EXPECT_EQ(store->get("s", "b"), std::nullopt);
  }
  EXPECT_EQ(below->reads, 2);
}

TEST_F(Remembering, KnowsWhatWasWrittenBehindIt) {
  EXPECT_EQ(store->get("s", "a"), std::nullopt);
  store->put("s", "a", "1");
  EXPECT_EQ(store->get("s", "a"), "1");
  store->put("s", "a", "2");
  EXPECT_EQ(store->get("s", "a"), "2");
  store->erase("s", "a");
  EXPECT_EQ(store->get("s", "a"), std::nullopt);
  EXPECT_EQ(below->reads, 1);
  store->put("s", "b", "3");
  EXPECT_EQ(store->get("s", "b"), "3");
}

TEST_F(Remembering, TakesNoSpaceForAnother) {
  store->put("s", "ta", "1");
  EXPECT_EQ(store->get("s", "ta"), "1");
  EXPECT_EQ(store->get("st", "a"), std::nullopt);
}

TEST_F(Remembering, NothingOfATransactionThatWasLost) {
  store->put("s", "a", "1");
  ASSERT_TRUE(store->commit());
  store->begin();
  EXPECT_EQ(store->get("s", "a"), "1");
  store->put("s", "a", "2");
  store->rollback();
  store->begin();
  EXPECT_EQ(store->get("s", "a"), "1");
  store->put("s", "a", "3");
  below->full = true;
  EXPECT_FALSE(store->commit());
  store->begin();
  EXPECT_EQ(store->get("s", "a"), "1");
}

TEST_F(Remembering, ForgetsWhatIsNotAskedForWhenThereIsMuchElse) {
  remember_no_more_than(20'000);
  for (int i = 0; i < 1'000; ++i) {
    (void)store->get("s", "hot");
    (void)store->get("s", std::to_string(i));
  }
  EXPECT_EQ(below->reads, 1'001);
  (void)store->get("s", "0");
  EXPECT_EQ(below->reads, 1'002);
}

TEST_F(Remembering, AnswersAsTheStoreBelowDoes) {
  remember_no_more_than(2'000);
  std::map<std::string, std::string> model;
  unsigned state = 1;
  const auto draw = [&state] { return (state = state * 1'103'515'245U + 12'345U) >> 16U; };
  for (int i = 0; i < 20'000; ++i) {
    const std::string key = std::to_string(draw() % 40);
    switch (draw() % 4) {
      case 0:
        store->put("s", key, key + std::to_string(i));
        model[key] = key + std::to_string(i);
        break;
      case 1:
        store->erase("s", key);
        model.erase(key);
        break;
      default:
        const auto found = model.find(key);
        ASSERT_EQ(store->get("s", key), found == model.end() ? std::nullopt : std::optional<Bytes>(found->second));
    }
  }
}

}  // namespace
}  // namespace assay::store
