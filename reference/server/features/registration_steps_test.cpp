// REG-10b: what a request for a code makes the server do does not depend on whether the number has an account. The steps are compared, not
// the time that they took: registration_bench.cpp measures that.

#include "reference/server/fake_link.hpp"

namespace assay::server {
namespace {

using fake::kHeader;
using fake::Phone;
using fake::World;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Notes every operation, its space, and how many octets it read or wrote.
class NotingStore final : public store::Store {
 public:
  explicit NotingStore(std::vector<std::string>& steps) : steps_(steps) {}

  void begin() override { inner_.begin(); }
  Result<void, store::StoreFault> commit() override {
    note("commit", "", 0);
    return inner_.commit();
  }
  void rollback() override { inner_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    auto found = inner_.get(space, key);
    note("get", space, found ? found->size() : 0);
    return found;
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    note("put", space, value.size());
    inner_.put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override {
    note("erase", space, 0);
    inner_.erase(space, key);
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    note("scan", space, 0);
    inner_.scan(space, prefix, after, [&](ByteView key, ByteView value) {
      note("visit", space, value.size());
      return visit(key, value);
    });
  }

 private:
  void note(std::string_view what, std::string_view space, std::size_t octets) {
    steps_.push_back(std::string(what) + " " + std::string(space) + " " + std::to_string(octets));
  }

  std::vector<std::string>& steps_;
  store::MemoryStore inner_;
};

class RegistrationSteps : public testing::Test {
 protected:
  RegistrationSteps() { world.store.inner = std::make_unique<NotingStore>(steps); }

  Conn open() {
    const Conn conn = world.open();
    world.ask(conn, kHeader);
    return conn;
  }
  /// What a stranger's request for a code of `number` makes the server do.
  std::vector<std::string> of_request(const std::string& number) {
    Phone stranger{world, number, key++};
    const Conn conn = open();
    steps.clear();
    EXPECT_THAT(stranger.request(conn), HasSubstr("<requested"));
    return steps;
  }

  std::vector<std::string> steps;
  World world;
  char key = 'a';
};

TEST_F(RegistrationSteps, OfARequestAreThoseOfANumberWithoutAnAccount) {
  Phone(world, "+12025550101").register_number();
  world.pass(std::chrono::hours{25});  // nothing of the registration itself is left to be seen
  (void)of_request("+12025550103");    // what is over has been forgotten
  const std::vector<std::string> with = of_request("+12025550101");
  const std::vector<std::string> without = of_request("+12025550102");
  EXPECT_EQ(with, without);
  EXPECT_THAT(with, Not(Contains(StartsWith("get account"))));
  EXPECT_GT(with.size(), 10U);
}

TEST_F(RegistrationSteps, OfAWrongGuessAreThoseOfANumberWithoutAnAccount) {
  const auto of_guess = [&](const std::string& number) {
    Phone stranger{world, number, key++};
    const Conn conn = open();
    const std::string id = Phone::request_id(stranger.request(conn));
    const std::string wrong = stranger.code() == "000000" ? "111111" : "000000";
    steps.clear();
    EXPECT_THAT(stranger.verify(conn, id, wrong), HasSubstr("<wrong-code"));
    return steps;
  };
  Phone(world, "+12025550101").register_number();
  world.pass(std::chrono::hours{25});
  EXPECT_EQ(of_guess("+12025550101"), of_guess("+12025550102"));
}

}  // namespace
}  // namespace assay::server
