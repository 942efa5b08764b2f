#include "reference/server/contact_audit.hpp"
#include "reference/server/fake_link.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using fake::Phone;
using fake::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string numbers(const std::string& prefix, int first, int last) {
  std::string out;
  for (int i = first; i <= last; ++i) out += "<number>" + prefix + std::to_string(i) + "</number>";
  return out;
}

std::string sync(const std::string& content, const std::string& attributes = "mode='delta'") {
  return "<iq type='set' id='c1'><sync xmlns='urn:cxmpp:contacts:1' " + attributes + ">" + content + "</sync></iq>";
}

std::string number_of(const Phone& phone) { return "<number>+" + phone.digits() + "</number>"; }

std::string settings(const std::string& attributes) {
  return "<iq type='set' id='s1'><settings xmlns='urn:cxmpp:contacts:1' " + attributes + "/></iq>";
}

std::string cursor_in(const std::string& answer) {
  const std::size_t at = answer.find("cursor='");
  return at == std::string::npos ? "" : answer.substr(at + 8, answer.find('\'', at + 8) - at - 8);
}

/// Counts what reaches the store.
class CountingStore final : public store::Store {
 public:
  explicit CountingStore(std::unique_ptr<store::Store> sound) : sound_(std::move(sound)) {}
  void begin() override { sound_->begin(); }
  Result<void, store::StoreFault> commit() override { return sound_->commit(); }
  void rollback() override { sound_->rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    ++steps;
    return sound_->get(space, key);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    ++steps;
    ++writes;
    sound_->put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override {
    ++steps;
    ++writes;
    sound_->erase(space, key);
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    ++steps;
    sound_->scan(space, prefix, after, visit);
  }
  int steps = 0;
  int writes = 0;

 private:
  std::unique_ptr<store::Store> sound_;
};

/// A roster is counted for each question: a large one would take its time.
void empty_rosters(store::Store& store) {
  std::vector<Bytes> keys;
  store.begin();
  store.scan("roster", {}, {}, [&](ByteView key, ByteView) {
    keys.emplace_back(key);
    return true;
  });
  for (const Bytes& key : keys) store.erase("roster", key);
  ASSERT_TRUE(store.commit());
}

class Contacts : public testing::Test {
 protected:
  World world;
  Phone alice{world, "+12025550101", 'a'};
  Phone bob{world, "+12125550102", 'b'};
  Phone carol{world, "+13055550103", 'c'};
};

/// The area under the curve of a classifier that goes by the number of steps: 0.5 tells nothing, 1 tells all.
double area_under_curve(const std::vector<int>& in, const std::vector<int>& out) {
  std::map<int, std::pair<double, double>> counts;
  for (const int steps : in) ++counts[steps].first;
  for (const int steps : out) ++counts[steps].second;
  double pairs = 0;
  double below = 0;
  for (const auto& [steps, both] : counts) {
    pairs += both.first * (below + both.second / 2);
    below += both.second;
  }
  const double area = pairs / (static_cast<double>(in.size()) * static_cast<double>(out.size()));
  return std::max(area, 1 - area);
}

// CON-15, CON-12: over 10,000 questions, of which a half is for accounts and some are for accounts that hide.
TEST_F(Contacts, AnswersTakeTheSameStepsInTheStore) {
  world.config.limits.contact_numbers = world.config.limits.contact_numbers_young = 100'000;
  world.config.limits.contact_delta_numbers = world.config.limits.contact_block_numbers = 100'000;
  world.config.limits.contact_address_block_numbers = world.config.limits.roster_items = 100'000;
  world.config.test_numbers = {"1999"};
  auto counting = std::make_unique<CountingStore>(std::move(world.store.inner));
  CountingStore& store = *counting;
  world.store.inner = std::move(counting);
  alice.appear();

  constexpr int kQuestions = 10'000;
  store.begin();
  for (int i = 0; i < kQuestions; i += 2) {
    const std::string digits = "19990" + std::to_string(100'000 + i);
    store.put("account", store::key({digits}), {});
    if (i % 10 == 0) store.put("contact-settings", store::key({digits}), store::fields({store::ordered(0), "nobody", ""}));
  }
  ASSERT_TRUE(store.commit());

  std::vector<int> in;
  std::vector<int> hidden;
  std::vector<int> nobodys;
  for (int i = 0; i < kQuestions; ++i) {
    if (i % 500 == 0) empty_rosters(store);
    store.steps = 0;
    const std::string answer = alice.ask(sync("<number>+19990" + std::to_string(100'000 + i) + "</number>"));
    const bool is_in = answer.find("status='in'") != std::string::npos;
    ASSERT_EQ(is_in, i % 2 == 0 && i % 10 != 0) << answer;
    (is_in ? in : i % 2 == 0 ? hidden : nobodys).push_back(store.steps);
  }
  EXPECT_LT(area_under_curve(in, nobodys), 0.55) << in.back() << " steps against " << nobodys.back() << ": see kListGets and kListPuts";
  EXPECT_LT(area_under_curve(hidden, nobodys), 0.55) << hidden.back() << " steps against " << nobodys.back();
}

TEST_F(Contacts, HiddenAndUnknownNumbersTakeTheSameStepsWithJoinNoticesToo) {
  alice.appear();
  bob.appear();
  bob.ask(settings("discoverable='nobody'"));
  alice.ask(settings("join-notices='true'"));
  auto counting = std::make_unique<CountingStore>(std::move(world.store.inner));
  CountingStore& store = *counting;
  world.store.inner = std::move(counting);
  alice.ask(sync(number_of(bob)));
  const auto hidden = std::pair{store.steps, store.writes};
  store.steps = store.writes = 0;
  alice.ask(sync("<number>+12125550109</number>"));
  EXPECT_EQ(hidden, std::pair(store.steps, store.writes));
}

// CON-06, with the limits that a server has by itself: each goes through 100,000 consecutive numbers, four at a time, and on to the next
// thousand when it is refused.
int answered_of_a_scan(const std::vector<Phone*>& scanners) {
  int answered = 0;
  int own = 0;
  for (Phone* scanner : scanners) {
    for (int thousand = 1'000; thousand < 1'100; ++thousand) {
      for (int at = own; at < 1'000; at += 4) {
        const int first = 1'000 * thousand + at;
        if (scanner->ask(sync(numbers("+1999", first, first + 3))).find("<matches") == std::string::npos) break;
        answered += 4;
      }
    }
    own += 20;
  }
  return answered;
}

TEST_F(Contacts, AScanByAYoungAccountIsStoppedBeforeTwoPercentAreAnswered) {
  world.config.test_numbers = {"1999"};
  alice.appear();
  const int answered = answered_of_a_scan({&alice});
  EXPECT_GT(answered, 0);
  EXPECT_LT(answered, 2'000) << "of 100,000";
}

TEST_F(Contacts, AScanByFiftyYoungAccountsBehindOneAddressIsStoppedBeforeTwoPercentAreAnswered) {
  world.config.test_numbers = {"1999"};
  world.config.limits.code_requests_per_address = world.config.limits.code_burst_per_address = 1'000;
  std::vector<std::unique_ptr<Phone>> phones;
  std::vector<Phone*> scanners;
  for (int i = 0; i < 50; ++i) {
    phones.push_back(std::make_unique<Phone>(world, "+1202555" + std::to_string(1'000 + i), static_cast<char>('A' + i)));
    phones.back()->appear();
    scanners.push_back(phones.back().get());
  }
  const int answered = answered_of_a_scan(scanners);
  EXPECT_GT(answered, 0);
  EXPECT_LT(answered, 2'000) << "of 100,000";
}

// CON-10: neither keys nor values, and nothing that was ever written.
TEST_F(Contacts, NumbersOfNobodyAreNowhereInTheStore) {
  alice.appear();
  bob.appear();
  bob.ask(settings("discoverable='nobody'"));
  for (const char* wanted : {"false", "true"}) {
    alice.ask(settings("join-notices='" + std::string(wanted) + "'"));
    alice.ask(sync("<number>+1 415-555-0177</number>" + number_of(bob), "mode='full'"));
    alice.ask(sync("<number>+1 (415) 555-0178</number><removed>+14155550177</removed>"));
    alice.say("<message type='chat' id='m' to='14155550179@example.org'><body>hi</body></message>");
  }
  alice.all();
  for (const char* digits : {"4155550177", "4155550178", "4155550179", "415-555-0177"}) {
    EXPECT_EQ(world.store.all.find(digits), Bytes::npos) << digits;
  }
}

TEST_F(Contacts, NoticesComeOnceAndAfterWhoHidesHasHadHisSay) {
  alice.appear();
  alice.ask(settings("join-notices='true'"));
  alice.ask(sync(number_of(bob) + number_of(carol)));
  bob.register_number();
  bob.connect();
  EXPECT_THAT(alice.all(), Not(HasSubstr("contact-joined"))) << "not before the newcomer is there";
  bob.say("<presence/>");
  EXPECT_THAT(alice.all(), HasSubstr("<contact-joined xmlns='urn:cxmpp:contacts:1' jid='" + bob.bare() + "'/>"));
  bob.cut();
  bob.come_online();
  EXPECT_THAT(alice.all(), Not(HasSubstr("contact-joined")));
  carol.register_number();
  carol.connect();
  carol.ask(settings("discoverable='nobody'"));
  carol.say("<presence/>");
  EXPECT_THAT(alice.all(), Not(HasSubstr("contact-joined")));
}

TEST_F(Contacts, ManyWhoWaitAreToldPieceByPiece) {
  world.config.limits.code_requests_per_address = world.config.limits.code_burst_per_address = 1'000;
  alice.appear();
  world.store.begin();
  // More than one turn serves: these are names of accounts alone.
  for (int i = 0; i < 2'500; ++i) {
    const std::string account = "1999" + std::to_string(1'000'000 + i);
    world.store.put("account", store::key({account}), {});
  }
  ASSERT_TRUE(world.store.commit());
  alice.ask(settings("join-notices='true'"));
  alice.ask(sync(number_of(bob)));
  Bytes hash;
  world.store.begin();
  world.store.scan("contact-holder", {}, {}, [&](ByteView key, ByteView) {
    hash = store::key_parts(key)->front();
    return false;
  });
  for (int i = 0; i < 2'500; ++i) {
    const std::string account = "1999" + std::to_string(1'000'000 + i);
    world.store.put("contact-book", store::key({account, hash}), store::fields({"", "awaited", store::ordered(0), store::ordered(0)}));
    world.store.put("contact-holder", store::key({hash, account}), {});
  }
  ASSERT_TRUE(world.store.commit());
  bob.register_number();
  bob.connect();
  const auto waiting = [&] {
    int count = 0;
    world.store.begin();
    world.store.scan("contact-holder", {}, {}, [&](ByteView, ByteView) { return ++count > 0; });
    world.store.rollback();
    return count;
  };
  for (const int left : {1'501, 501, 0, 0}) {
    bob.say("<presence/>");
    EXPECT_EQ(waiting(), left);
  }
}

TEST_F(Contacts, ACursorTellsWhoHasLeft) {
  alice.appear();
  bob.appear();
  const std::string cursor = cursor_in(alice.ask(sync(number_of(bob), "mode='full'")));
  world.store.begin();
  world.store.erase("account", store::key({bob.digits()}));
  ASSERT_TRUE(world.store.commit());
  const std::string answer = alice.ask(sync("", "mode='delta' cursor='" + cursor + "'"));
  EXPECT_THAT(answer, HasSubstr("<change jid='" + bob.bare() + "' status='out'/>"));
  const auto entries = [&] {
    int count = 0;
    world.store.begin();
    world.store.scan("contact-book", {}, {}, [&](ByteView, ByteView) { return ++count > 0; });
    world.store.rollback();
    return count;
  };
  EXPECT_EQ(entries(), 1);
  const std::string later = alice.ask(sync("", "mode='delta' cursor='" + cursor_in(answer) + "'"));
  EXPECT_THAT(later, Not(HasSubstr("<change")));
  EXPECT_EQ(entries(), 0) << "the client knows: nothing of the number is kept";
  EXPECT_THAT(alice.ask(sync("", "mode='delta' cursor='" + cursor + "'")), HasSubstr("<full-sync-required"));
}

// CON-21
TEST_F(Contacts, CountsTellAScanFromFriends) {
  alice.appear();
  bob.appear();
  alice.ask(sync(number_of(bob) + "<number>+14155550177</number><number>+16465550101</number>"));
  alice.ask(sync(number_of(bob)));
  EXPECT_THAT(world.log.lines, HasSubstr("*01 asked for 3 new numbers; so far 3, of them 1 in and 0 in sequence"));
  bob.ask(sync(numbers("+1202555010", 3, 6)));
  bob.ask(sync(numbers("+1202555010", 7, 9)));
  EXPECT_THAT(world.log.lines, HasSubstr("*02 asked for 3 new numbers; so far 7, of them 0 in and 6 in sequence"));
  EXPECT_THAT(world.log.lines, Not(HasSubstr("5550")));
}

TEST_F(Contacts, AnAddressBookHasAnEnd) {
  world.config.limits.contact_numbers = 2;
  world.config.limits.contact_window = std::chrono::days{1};
  alice.appear();
  alice.ask(settings("join-notices='true'"));
  for (int day = 0; day < 4; ++day) {
    EXPECT_THAT(alice.ask(sync(numbers("+1202555011", 2 * day, 2 * day + 1))), HasSubstr("<matches"));
    world.pass(std::chrono::days{1});
  }
  int entries = 0;
  world.store.begin();
  world.store.scan("contact-book", {}, {}, [&](ByteView, ByteView) { return ++entries > 0; });
  world.store.rollback();
  EXPECT_EQ(entries, 2);
}

}  // namespace
}  // namespace assay::server
