#include "reference/store/buffered.hpp"

#include <random>

#include <gtest/gtest.h>

#include "reference/store/memory.hpp"

namespace assay::store {
namespace {

// Counts what comes down, and refuses to commit when it is told to.
class Below final : public Store {
 public:
  explicit Below(MemoryStore& inner) : inner_(inner) {}
  void begin() override { inner_.begin(); }
  Result<void, StoreFault> commit() override {
    if (!full) return inner_.commit();
    inner_.rollback();
    return fail(StoreFault{StoreFault::Kind::Full, "full"});
  }
  void rollback() override { inner_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override { return inner_.get(space, key); }
  void put(std::string_view space, ByteView key, ByteView value) override {
    writes += std::string{key} + " ";
    inner_.put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override {
    writes += "-" + std::string{key} + " ";
    inner_.erase(space, key);
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    inner_.scan(space, prefix, after, visit);
  }
  std::string writes;
  bool full = false;

 private:
  MemoryStore& inner_;
};

class Buffered : public testing::Test {
 protected:
  void open(std::size_t octets) {
    auto below = std::make_unique<Below>(memory_);
    below_ = below.get();
    store_ = buffered(std::move(below), octets);
  }
  MemoryStore memory_;
  Below* below_ = nullptr;
  std::unique_ptr<Store> store_;
};

TEST_F(Buffered, WritesEachRecordOnceInTheOrderOfKeys) {
  open(1'000);
  store_->begin();
  for (const char* key : {"c", "a", "b", "a", "c"}) store_->put("s", key, "value");
  store_->put("s", "d", "value");
  store_->erase("s", "d");
  EXPECT_EQ(below_->writes, "");
  ASSERT_TRUE(store_->commit());
  EXPECT_EQ(below_->writes, "a b c -d ");
}

TEST_F(Buffered, WritesDownWhatIsTooMuchBeforeTheEnd) {
  open(20);
  store_->begin();
  store_->put("s", "a", "0123456789");
  EXPECT_EQ(below_->writes, "");
  store_->put("s", "b", "0123456789");
  EXPECT_EQ(below_->writes, "a b ");
  store_->rollback();
  store_->begin();
  EXPECT_EQ(store_->get("s", "a"), std::nullopt);
  store_->rollback();
}

TEST_F(Buffered, HasNothingLeftBehindACommitThatFailed) {
  open(1'000);
  store_->begin();
  store_->put("s", "a", "1");
  below_->full = true;
  EXPECT_FALSE(store_->commit());
  below_->full = false;
  store_->begin();
  EXPECT_EQ(store_->get("s", "a"), std::nullopt);
  store_->put("s", "b", "2");
  ASSERT_TRUE(store_->commit());
  EXPECT_EQ(below_->writes, "a b ");
}

std::string listed(Store& store, std::string_view space, ByteView prefix, ByteView after, std::size_t most) {
  std::string out;
  store.scan(space, prefix, after, [&](ByteView key, ByteView value) {
    out += std::string{key} + "=" + std::string{value} + " ";
    return --most > 0;
  });
  return out;
}

// Whatever is done to it, in transactions that end either way, it answers as a plain store does.
TEST_F(Buffered, AnswersAsAStoreWithoutABuffer) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto one_of = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
    const std::vector<std::string> keys = {"", "a", "aa", "ab", "aba", "abb", "b", "ba", "c", std::string("a\0", 2), "\xff", "\xff\xff"};
    MemoryStore inner;
    const std::unique_ptr<Store> tested = buffered(std::make_unique<Below>(inner), seed * 7);
    MemoryStore plain;
    tested->begin();
    plain.begin();
    for (int step = 0; step < 4'000; ++step) {
      const std::string space = one_of({"s", "t"});
      const std::string key = one_of(keys);
      switch (random() % 10) {
        case 0:
          ASSERT_TRUE(tested->commit());
          ASSERT_TRUE(plain.commit());
          tested->begin();
          plain.begin();
          break;
        case 1:
          if (random() % 4 != 0) break;
          tested->rollback();
          plain.rollback();
          tested->begin();
          plain.begin();
          break;
        case 2:
        case 3:
          tested->erase(space, key);
          plain.erase(space, key);
          break;
        case 4: ASSERT_EQ(tested->get(space, key), plain.get(space, key)) << key; break;
        case 5:
        case 6: {
          const std::string prefix = one_of(keys);
          const std::size_t most = random() % 3 == 0 ? 2 : 100;
          ASSERT_EQ(listed(*tested, space, prefix, key, most), listed(plain, space, prefix, key, most)) << prefix << " after " << key;
          break;
        }
        default: {
          const std::string value = std::to_string(random() % 100);
          tested->put(space, key, value);
          plain.put(space, key, value);
        }
      }
    }
    tested->rollback();
    plain.rollback();
  }
}

}  // namespace
}  // namespace assay::store
