// A phone whose disk is full when its keys are to be written (ENC-13c): what it writes does not leave, what is written to it is not
// shown, and all of it goes on, once, when there is room again.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reference/client/client.hpp"
#include "reference/client/key_safe.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::matrix {
namespace {

constexpr Duration kSettled = std::chrono::seconds{20};

class SafePhone final : public Machine {
 public:
  SafePhone(const client::Credentials& credentials, std::uint64_t seed)
      : random_(seed, "safe phone"),
        client_(config(), random_, credentials.copy()),
        safe_(client_, [this](const client::Keyring&) { return write(); }) {}

  client::Client& client() { return client_; }
  void disk_is_full(bool full) { is_full_ = full; }
  [[nodiscard]] bool stands_still() const { return safe_.trouble().has_value(); }
  [[nodiscard]] int attempts() const { return attempts_; }
  /// How often each body was shown; "lost" for what was not read.
  [[nodiscard]] std::map<std::string, int> shown() const { return shown_; }

  void handle(Conn conn, const assay::Event& event, const Now& now) override { safe_.handle(conn, event, now); }
  void timer(const Now& now) override { safe_.timer(now); }
  void end_turn(const Now& now) override {
    for (bool again = true; again;) {
      safe_.end_turn(now);
      again = show();
    }
  }
  [[nodiscard]] std::optional<Action> next_action() override { return safe_.next_action(); }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return safe_.next_deadline(); }

 private:
  static client::Config config() {
    client::Config config;
    config.domain = kDomain;
    config.server = kServer;
    config.tls = stream::ClientTls::None;
    config.encrypt = true;
    return config;
  }
  Result<void, std::string> write() {
    ++attempts_;
    if (is_full_) return fail(std::string("No space left on device"));
    return {};
  }
  bool show() {
    bool any = false;
    while (auto event = safe_.next_event()) {
      any = true;
      if (const auto* message = std::get_if<client::MessageReceived>(&*event)) ++shown_[message->body];
      if (std::get_if<client::Unreadable>(&*event)) ++shown_["lost"];
    }
    return any;
  }

  KeyedRandom random_;
  client::Client client_;
  client::KeySafe safe_;
  bool is_full_ = false;
  int attempts_ = 0;
  std::map<std::string, int> shown_;
};

client::Credentials account_of(Town& town, const std::string& name, const std::string& number) {
  town.add_phone(name);
  client::Client& phone = town.phone(name);
  const auto settle = [&] {
    town.poke(name);
    town.run_for(kSettled);
  };
  phone.register_number({number}, town.now());
  settle();
  phone.verify(town.last_code(), town.now());
  settle();
  client::Credentials credentials = phone.credentials().copy();
  phone.disconnect(town.now());
  settle();
  return credentials;
}

class KeysOnAFullDisk : public testing::TestWithParam<Duration> {
 protected:
  void write(SafePhone& from, const char* phone, const char* number, const std::string& body) {
    from.client().send({.to = std::string(number) + "@" + kDomain, .body = body}, town_.now());
    town_.poke(phone);
    town_.run_for(kSettled);
  }
  void to_bob(const std::string& body) { write(alice_, "alice's", "12025550102", body); }
  void to_alice(const std::string& body) { write(bob_, "bob's", "12025550101", body); }

  crypto::ScramMemo memo_;
  Town town_{{.memo = &memo_}};
  SafePhone alice_{account_of(town_, "alice", "+12025550101"), 1};
  SafePhone bob_{account_of(town_, "bob", "+12025550102"), 2};
};

TEST_P(KeysOnAFullDisk, HoldBackWhatRestsOnThem) {
  town_.attach("alice's", alice_, network::LinkProfile::lan());
  town_.attach("bob's", bob_, network::LinkProfile::lan());
  for (SafePhone* phone : {&alice_, &bob_}) phone->client().connect(town_.now());
  town_.poke("alice's");
  town_.poke("bob's");
  town_.run_for(kSettled);
  to_bob("one");
  to_alice("two");
  EXPECT_EQ(bob_.shown(), (std::map<std::string, int>{{"one", 1}}));

  bob_.disk_is_full(true);
  to_bob("three");
  EXPECT_TRUE(bob_.stands_still());
  to_bob("four");
  to_alice("five");
  const int attempts = bob_.attempts();
  town_.run_for(GetParam());
  EXPECT_TRUE(bob_.stands_still());
  EXPECT_GT(bob_.attempts(), attempts) << "it tries again by itself";
  EXPECT_EQ(bob_.shown(), (std::map<std::string, int>{{"one", 1}}));
  EXPECT_EQ(alice_.shown(), (std::map<std::string, int>{{"two", 1}})) << "nothing left";

  bob_.disk_is_full(false);
  town_.run_for(GetParam() + 3 * kSettled);
  EXPECT_FALSE(bob_.stands_still());
  EXPECT_EQ(bob_.shown(), (std::map<std::string, int>{{"one", 1}, {"three", 1}, {"four", 1}}));
  EXPECT_EQ(alice_.shown(), (std::map<std::string, int>{{"two", 1}, {"five", 1}}));
}

// Within the patience of either side, and beyond it: then the stream is another one.
INSTANTIATE_TEST_SUITE_P(For, KeysOnAFullDisk, testing::Values(std::chrono::seconds{10}, std::chrono::minutes{20}));

}  // namespace
}  // namespace assay::sim::matrix
