// A phone that crashes at every write of its keys, before it or behind it, while somebody writes to it (ENC-13b): whatever the server
// delivers is shown, nothing is shown as lost, and nothing twice but what was shown in the turn of the crash.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reference/client/client.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::matrix {
namespace {

constexpr Duration kDownTime = std::chrono::milliseconds{300};
constexpr Duration kLongEnough = std::chrono::seconds{20};
constexpr std::uint64_t kNamesOfALife = 1'000'000;
constexpr Duration kPause = std::chrono::milliseconds{250};

enum class Crash { Never, BeforeTheWrite, BehindTheWrite, BehindTheShow };

/// The reference client as a host runs it: keys are written before anything leaves, and events are taken after that. What was written
/// survives a crash, and nothing else does.
class MortalPhone final : public Machine {
 public:
  MortalPhone(const client::Credentials& credentials, std::uint64_t seed) : credentials_(credentials.copy()), seed_(seed) { start(); }

  client::Client& client() { return *client_; }
  void crash_at(Crash when, int write) { when_ = when, at_ = writes_ + write; }
  [[nodiscard]] bool crashed() const { return crashed_; }
  [[nodiscard]] const std::vector<std::string>& shown() const { return shown_; }
  [[nodiscard]] const std::vector<std::string>& lost() const { return lost_; }

  void handle(Conn conn, const assay::Event& event, const Now& now) override {
    if (std::holds_alternative<Closed>(event)) alive_.erase(conn);
    if (client_ && life_of(conn) == lives_) client_->handle(Conn{static_cast<std::uint64_t>(conn) - kNamesOfALife * lives_}, event, now);
  }
  void timer(const Now& now) override {
    if (!client_ && now.monotonic >= back_at_) {
      start();
      client_->connect(now);
    }
    if (client_) client_->timer(now);
  }
  void end_turn(const Now& now) override {
    for (bool again = true; again && client_;) {
      client_->end_turn(now);
      const bool writes = client_->keyring() && client_->keyring()->revision() != written_revision_;
      if (writes && ++writes_ == at_ && when_ == Crash::BeforeTheWrite) return die(now);
      if (writes) write();
      if (writes && writes_ == at_ && when_ == Crash::BehindTheWrite) return die(now);
      while (auto action = client_->next_action()) leave(std::move(*action));
      again = show();
      if (writes && writes_ == at_ && when_ == Crash::BehindTheShow) return die(now);
    }
  }
  [[nodiscard]] std::optional<Action> next_action() override {
    if (actions_.empty()) return std::nullopt;
    Action action = std::move(actions_.front());
    actions_.pop_front();
    return action;
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    return client_ ? client_->next_deadline() : std::optional<Instant>(back_at_);
  }

 private:
  void start() {
    client::Config config;
    config.domain = kDomain;
    config.server = kServer;
    config.tls = stream::ClientTls::None;
    config.keep_alive = client::KeepAlive::Off;
    config.encrypt = true;
    random_ = std::make_unique<KeyedRandom>(seed_, "life " + std::to_string(++lives_));
    auto keyring = written_.empty() ? std::nullopt : client::read_keyring(written_);
    client_ = std::make_unique<client::Client>(std::move(config), *random_, credentials_.copy(), std::move(keyring));
    written_revision_ = client_->keyring() ? client_->keyring()->revision() : 0;
  }
  void write() {
    written_ = std::string(client::write_keyring(*client_->keyring()).reveal());
    written_revision_ = client_->keyring()->revision();
  }
  /// Connections of a new life have other names than those of the last.
  void leave(Action action) {
    std::visit([this](auto& each) { each.conn = Conn{static_cast<std::uint64_t>(each.conn) + kNamesOfALife * lives_}; }, action);
    if (const auto* connect = std::get_if<Connect>(&action)) alive_.insert(connect->conn);
    actions_.push_back(std::move(action));
  }
  static std::uint64_t life_of(Conn conn) {
    return (static_cast<std::uint64_t>(conn) - static_cast<std::uint64_t>(outbound(0))) / kNamesOfALife;
  }
  bool show() {
    bool any = false;
    while (auto event = client_->next_event()) {
      any = true;
      if (const auto* message = std::get_if<client::MessageReceived>(&*event)) shown_.push_back(message->body);
      if (const auto* unreadable = std::get_if<client::Unreadable>(&*event)) lost_.push_back(unreadable->id + ": " + unreadable->reason);
    }
    return any;
  }
  void die(const Now& now) {
    crashed_ = true;
    client_.reset();
    actions_.clear();
    for (const Conn conn : alive_) actions_.push_back(Abort{conn});
    back_at_ = now.monotonic + kDownTime;
  }

  client::Credentials credentials_;
  std::uint64_t seed_;
  std::uint64_t lives_ = 0;
  std::unique_ptr<KeyedRandom> random_;
  std::unique_ptr<client::Client> client_;
  std::string written_;
  std::uint64_t written_revision_ = 0;
  int writes_ = 0;
  Crash when_ = Crash::Never;
  int at_ = -1;
  bool crashed_ = false;
  Instant back_at_{};
  std::set<Conn> alive_;
  std::deque<Action> actions_;
  std::vector<std::string> shown_;
  std::vector<std::string> lost_;
};

client::Credentials registered(Town& town, const std::string& name, const std::string& number) {
  town.add_phone(name);
  client::Client& phone = town.phone(name);
  phone.register_number({number}, town.now());
  town.poke(name);
  town.run_for(kLongEnough);
  phone.verify(town.last_code(), town.now());
  town.poke(name);
  town.run_for(kLongEnough);
  client::Credentials credentials = phone.credentials().copy();
  phone.disconnect(town.now());
  town.poke(name);
  town.run_for(kLongEnough);
  return credentials;
}

struct Outcome {
  bool crashed = false;
  std::vector<std::string> shown;
  std::vector<std::string> lost;
};

/// Alice writes five messages to Bob, who answers the second; his phone crashes once, at its n-th write after it came online.
Outcome play(Crash when, int write, crypto::ScramMemo& memo) {
  Town::Options options;
  options.memo = &memo;
  Town town(options);
  MortalPhone alice(registered(town, "alice", "+12025550101"), 1);
  MortalPhone bob(registered(town, "bob", "+12025550102"), 2);
  town.attach("alice's", alice, network::LinkProfile::lan());
  town.attach("bob's", bob, network::LinkProfile::lan());
  for (MortalPhone* phone : {&alice, &bob}) phone->client().connect(town.now());
  town.poke("alice's");
  town.poke("bob's");
  town.run_for(kLongEnough);
  bob.crash_at(when, write);
  for (int i = 1; i <= 5; ++i) {
    alice.client().send({.to = std::string("12025550102@") + kDomain, .body = "message " + std::to_string(i)}, town.now());
    town.poke("alice's");
    town.run_for(kPause);
    if (i != 2 || bob.crashed()) continue;
    bob.client().send({.to = std::string("12025550101@") + kDomain, .body = "answer"}, town.now());
    town.poke("bob's");
  }
  town.run_for(2 * kLongEnough);
  return {bob.crashed(), bob.shown(), bob.lost()};
}

class KeysInACrash : public testing::TestWithParam<Crash> {};

TEST_P(KeysInACrash, LoseNoMessage) {
  crypto::ScramMemo memo;
  int crashes = 0;
  for (int write = 1;; ++write) {
    const Outcome outcome = play(GetParam(), write, memo);
    std::map<std::string, int> times;
    for (const std::string& body : outcome.shown) ++times[body];
    int twice = 0;
    for (int i = 1; i <= 5; ++i) {
      const int shown = times["message " + std::to_string(i)];
      EXPECT_GE(shown, 1) << "message " << i << ", crash at write " << write;
      twice += shown - 1;
    }
    EXPECT_LE(twice, GetParam() == Crash::BehindTheWrite ? 0 : 1) << "crash at write " << write;
    for (const std::string& lost : outcome.lost) ADD_FAILURE() << lost << ", crash at write " << write;
    if (!outcome.crashed) break;
    ++crashes;
  }
  EXPECT_GE(crashes, 10) << "each message is read, and taken";
}

INSTANTIATE_TEST_SUITE_P(At, KeysInACrash, testing::Values(Crash::BeforeTheWrite, Crash::BehindTheWrite, Crash::BehindTheShow));

}  // namespace
}  // namespace assay::sim::matrix
