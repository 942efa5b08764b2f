// A group of 1,024 reference clients, end to end: made, written to, read by everybody, and the sums of their receipts told.

#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "reference/client/group_events.hpp"
#include "sim/matrix/image.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::crowd {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kMembers = 128;  // there it takes ten times as long
#else
constexpr std::size_t kMembers = 1'024;
#endif

std::string full_phone(std::size_t n) { return fmt::format("phone{:04}", n); }

Limits full_limits() {
  constexpr std::size_t kNone = 1'000'000;
  Limits limits;
  limits.group_stranger_adds = kNone;
  limits.contact_numbers = limits.contact_numbers_young = limits.contact_block_numbers = limits.contact_address_block_numbers = kNone;
  limits.connections_per_address = kNone;
  limits.code_requests_per_address = limits.code_burst_per_address = kNone;
  return limits;
}

/// What all phones have told their users.
class FullGroup {
 public:
  explicit FullGroup(matrix::Encryption encryption)
      : privacy_(encryption == matrix::Encryption::On ? client::Privacy::Encrypted : client::Privacy::Clear),
        town_({.seed = 1, .memo = &memo_, .limits = full_limits(), .encryption = encryption}) {
    std::map<std::string, std::string> numbers;
    for (std::size_t n = 0; n < kMembers; ++n) numbers.emplace(full_phone(n), fmt::format("+1202556{}", 1'000 + n));
    const matrix::Image image = matrix::make_image(numbers, full_limits(), 1);
    image.restore(town_.disk().records());
    town_.listen([this](const std::string& phone, const client::Event& event) { told(phone, event); });
    for (const auto& [name, credentials] : image.phones) {
      jids_.push_back(credentials.jid);
      town_.add_phone(name, credentials.copy());
      town_.phone(name).connect(town_.now());
      town_.poke(name);
    }
  }

  void make() {
    town_.run_for(minutes{2});
    const std::vector<std::string> others(jids_.begin() + 1, jids_.end());
    town_.phone(full_phone(0)).perform(client::GroupCommand{client::CreateGroup{"Everybody", others}}, town_.now());
    town_.poke(full_phone(0));
    town_.run_for(minutes{1});
  }

  void write(std::size_t phone, const std::string& body, Duration patience) {
    town_.phone(full_phone(phone)).send({group_, body}, town_.now());
    town_.poke(full_phone(phone));
    town_.run_for(patience);
  }

  [[nodiscard]] std::size_t heard_of_it() const { return in_group_; }
  [[nodiscard]] std::size_t readers(const std::string& body) const {
    const auto found = readers_.find(body);
    return found == readers_.end() ? 0 : found->second;
  }
  [[nodiscard]] const client::GroupReceipts& sums() const { return sums_; }
  [[nodiscard]] const std::map<std::string, std::size_t>& complaints() const { return complaints_; }

 private:
  void told(const std::string&, const client::Event& event) {
    if (const auto* failed = std::get_if<client::Failed>(&event)) ++complaints_[failed->command + ": " + failed->condition];
    if (const auto* unreadable = std::get_if<client::Unreadable>(&event)) ++complaints_["unreadable: " + unreadable->reason];
    const auto* of_group = std::get_if<client::GroupEvent>(&event);
    if (!of_group) return;
    if (const auto* changed = std::get_if<client::GroupChanged>(of_group)) {
      group_ = changed->group;
      ++in_group_;
    }
    if (const auto* message = std::get_if<client::GroupMessage>(of_group); message && message->privacy == privacy_)
      ++readers_[message->body];
    if (const auto* sums = std::get_if<client::GroupReceipts>(of_group)) sums_ = *sums;
    if (std::get_if<client::GroupDoubt>(of_group)) ++complaints_["doubt"];
  }

  client::Privacy privacy_;
  crypto::ScramMemo memo_;
  std::vector<std::string> jids_;
  std::string group_;
  std::size_t in_group_ = 0;
  std::map<std::string, std::size_t> readers_;  ///< by body
  client::GroupReceipts sums_;
  std::map<std::string, std::size_t> complaints_;
  matrix::Town town_;
};

std::string told(const std::map<std::string, std::size_t>& complaints) {
  std::string text;
  for (const auto& [what, times] : complaints) text += fmt::format("{} times {}\n", times, what);
  return text;
}

TEST(FullGroup, IsWrittenToAndReadInTheClear) {
  FullGroup group(matrix::Encryption::Off);
  group.make();
  EXPECT_EQ(group.heard_of_it(), kMembers);
  group.write(kMembers / 2, "hello", minutes{1});
  EXPECT_EQ(group.readers("hello"), kMembers - 1);
  EXPECT_EQ(group.sums().of, kMembers - 1);
  EXPECT_EQ(group.sums().delivered, kMembers - 1);
  group.write(3, "hello to you", minutes{1});
  EXPECT_EQ(group.readers("hello to you"), kMembers - 1);
  EXPECT_EQ(told(group.complaints()), "");
}

// Its creator makes it alone, and adds the others by the next change: he hears of it twice. More devices lack his key than get it with one
// message (ENC-33a).
TEST(FullGroup, IsWrittenToAndReadEndToEnd) {
  FullGroup group(matrix::Encryption::On);
  group.make();
  EXPECT_EQ(group.heard_of_it(), kMembers + 1);
  group.write(kMembers / 2, "hello", minutes{5});
  EXPECT_EQ(group.readers("hello"), kMembers - 1);
  EXPECT_EQ(group.sums().of, kMembers - 1);
  EXPECT_EQ(group.sums().delivered, kMembers - 1);
  group.write(3, "hello to you", minutes{5});
  EXPECT_EQ(group.readers("hello to you"), kMembers - 1);
  EXPECT_EQ(told(group.complaints()), "");
}

}  // namespace
}  // namespace assay::sim::crowd
