#include "sim/crowd/plan.hpp"

#include <algorithm>

#include "reference/base/random_source.hpp"

namespace assay::sim::crowd {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMixed = 12;
constexpr std::size_t kAdmins = 50;
constexpr std::size_t kOthers = 20;
constexpr std::size_t kComers = 8;
constexpr std::size_t kRulers = 4;
constexpr std::size_t kMovers = 3;
constexpr std::size_t kRealSize = 1'023;
constexpr std::size_t kStays = 1;
constexpr Duration kLength = seconds{20};
constexpr Duration kInstant = milliseconds{1};  // so close together are those who do something at once

// Each kind of draw has a stream of its own: what one draws more moves no other.
class Drawing {
 public:
  Drawing(Case which, std::uint64_t seed)
      : which_(which),
        people_(derived_seed(seed, name(which)), "plan/people"),
        deeds_(derived_seed(seed, name(which)), "plan/deeds"),
        trouble_(derived_seed(seed, name(which)), "plan/trouble") {}

  Plan draw() {
    plan_.length = kLength;
    switch (which_) {
      case Case::Mixed: mixed(); break;
      case Case::Fifty: fifty(); break;
      case Case::LastPlace: last_place(); break;
      case Case::Receipts: receipts(); break;
      case Case::Approval: approval(); break;
      case Case::Moves: moves(); break;
      case Case::Repairs: repairs(); break;
      case Case::Creation: creation(); break;
      case Case::RealSize: real_size(); break;
    }
    std::stable_sort(plan_.deeds.begin(), plan_.deeds.end(), [](const Deed& a, const Deed& b) { return a.at < b.at; });
    return plan_;
  }

 private:
  // --- the cases ----------------------------------------------------------------------------------------------------------------------

  void mixed() {
    plan_.phones = 4 + people_.below(kMixed - 3);
    plan_.members = 2 + people_.below(plan_.phones - 2);
    plan_.admins = people_.below(plan_.members);
    plan_.limit = std::max<std::size_t>(plan_.members, 3 + people_.below(plan_.phones));
    draw_people();
    const std::size_t deeds = 10 + deeds_.below(60);
    const Duration time = a_while();
    for (std::size_t i = 0; i < deeds; ++i) plan_.deeds.push_back(any_deed(time));
    troubles();
  }

  void fifty() {
    plan_.phones = kAdmins + kOthers;
    plan_.members = kAdmins;
    plan_.admins = kAdmins - 1;
    plan_.limit = kAdmins + people_.below(kOthers + 1);
    draw_people();
    for (std::size_t who = 0; who < kAdmins; ++who) {
      const std::vector<std::size_t> others = {kAdmins + deeds_.below(kOthers), kAdmins + deeds_.below(kOthers)};
      plan_.deeds.push_back({instant(), who, Deed::Kind::Add, others});
      plan_.deeds.push_back({instant(), who, Deed::Kind::Remove, {removable()}});
      plan_.deeds.push_back({instant(), who, Deed::Kind::Say, {}});
    }
    troubles();
  }

  void last_place() {
    plan_.phones = 4 + kComers;
    plan_.members = 4;
    plan_.limit = 5;
    draw_people();
    for (std::size_t comer = 0; comer < kComers; ++comer) plan_.deeds.push_back({instant(), 4 + comer, Deed::Kind::Join, {}});
    for (std::size_t who = 0; who < 4; ++who) plan_.deeds.push_back({instant(), who, Deed::Kind::Say, {}});
    troubles();
  }

  void receipts() {
    using Kind = Deed::Kind;
    some_members(0);
    plan_.receipts = true;
    deeds({{6, Kind::Say}, {5, Kind::Read}, {1, Kind::Add}, {1, Kind::Remove}, {1, Kind::Join}, {1, Kind::Leave}});
    troubles();
  }

  void approval() {
    using Kind = Deed::Kind;
    plan_.phones = kRulers + kComers;
    plan_.members = kRulers;
    plan_.admins = kRulers - 1;
    plan_.limit = kRulers + people_.below(kComers + 1);
    plan_.approval = true;
    draw_people();
    const std::size_t count = 10 + deeds_.below(40);
    const Duration time = a_while();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t comer = kRulers + deeds_.below(kComers);
      const std::size_t other = kRulers + deeds_.below(kComers);
      const std::size_t admin = deeds_.below(kRulers);
      switch (deeds_.below(8)) {
        case 0:
        case 1:
        case 2: plan_.deeds.push_back({within(time), comer, Kind::Join, {}}); break;
        case 3:
        case 4: plan_.deeds.push_back({within(time), admin, Kind::Approve, {comer, other}}); break;
        case 5: plan_.deeds.push_back({within(time), admin, Kind::Reject, {comer}}); break;
        case 6: plan_.deeds.push_back({within(time), comer, Kind::Leave, {}}); break;
        default: plan_.deeds.push_back({within(time), admin, Kind::Remove, {comer}}); break;
      }
    }
    troubles();
  }

  // The numbers that some go on under are the last phones.
  void moves() {
    using Kind = Deed::Kind;
    const std::size_t movers = 1 + people_.below(kMovers);
    some_members(movers);
    plan_.receipts = true;
    deeds({{6, Kind::Say}, {4, Kind::Read}, {2, Kind::Add}, {1, Kind::Remove}, {1, Kind::Promote}, {1, Kind::Join}, {1, Kind::Leave}});
    std::vector<std::size_t> leaving;
    for (std::size_t phone = 0; phone < plan_.phones - movers; ++phone) {
      if (phone != kStays) leaving.push_back(phone);
    }
    for (std::size_t mover = 0; mover < movers && !leaving.empty(); ++mover) {
      const std::size_t at = people_.below(leaving.size());
      plan_.deeds.push_back({within(kLength), leaving[at], Kind::Move, {plan_.phones - movers + mover}});
      leaving.erase(leaving.begin() + static_cast<std::ptrdiff_t>(at));
    }
    troubles();
  }

  void repairs() {
    using Kind = Deed::Kind;
    some_members(0);
    plan_.recipients = true;
    deeds({{7, Kind::Say}, {4, Kind::Add}, {2, Kind::Join}, {2, Kind::Remove}, {1, Kind::Leave}});
    troubles();
  }

  void creation() {
    using Kind = Deed::Kind;
    plan_.phones = 3 + people_.below(kMixed - 3);
    plan_.limit = plan_.phones;
    plan_.groups_per_day = 1 + people_.below(4);
    draw_people();
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      if (people_.below(4) == 0) plan_.closed.push_back(phone);
    }
    const std::size_t count = 3 + deeds_.below(20);
    const Duration time = a_while();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t kind = deeds_.below(4);
      Deed deed{within(time), anybody(), kind < 2 ? Kind::Create : kind == 2 ? Kind::Say : Kind::Leave, {}};
      for (std::size_t named = deed.kind == Kind::Create ? deeds_.below(plan_.phones) : 0; named > 0; --named) {
        deed.whom.push_back(anybody());
      }
      plan_.deeds.push_back(std::move(deed));
    }
    troubles();
  }

  void real_size() {
    plan_.phones = kRealSize + 2;
    plan_.members = kRealSize;
    plan_.limit = kRealSize + 1;
    plan_.links.assign(plan_.phones, "lan");
    plan_.resumes.assign(plan_.phones, true);
    for (std::size_t comer = kRealSize; comer < plan_.phones; ++comer) plan_.deeds.push_back({instant(), comer, Deed::Kind::Join, {}});
    for (std::size_t i = 0; i < 4; ++i) plan_.deeds.push_back({instant(), deeds_.below(kRealSize), Deed::Kind::Say, {}});
    for (std::size_t i = 0; i < 50; ++i) plan_.mishaps.push_back({instant(), trouble_.below(plan_.phones), Mishap::Kind::Cut, 0, {}});
    plan_.strikes.push_back({matrix::Breakage::CrashBehind, trouble_.below(4)});
  }

  // --- people and deeds ---------------------------------------------------------------------------------------------------------------

  void draw_people() {
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      constexpr const char* kLinks[] = {"lan", "wifi", "lte", "edge"};
      plan_.links.emplace_back(kLinks[people_.below(4)]);
      plan_.resumes.push_back(people_.below(2) == 0);
    }
  }

  // A group with room for everybody, beside so many phones that are in none.
  void some_members(std::size_t spare) {
    const std::size_t people = 4 + people_.below(kMixed - kMovers - 3);
    plan_.phones = people + spare;
    plan_.members = 2 + people_.below(people - 2);
    plan_.admins = people_.below(plan_.members);
    plan_.limit = plan_.phones;
    draw_people();
  }

  struct Share {
    std::size_t of;
    Deed::Kind kind;
  };
  void deeds(const std::vector<Share>& shares) {
    std::size_t all = 0;
    for (const Share& share : shares) all += share.of;
    const std::size_t count = 10 + deeds_.below(50);
    const Duration time = a_while();
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t drawn = deeds_.below(all);
      std::size_t which = 0;
      while (drawn >= shares[which].of) drawn -= shares[which++].of;
      plan_.deeds.push_back(deed(shares[which].kind, within(time)));
    }
  }

  // Some seeds are calm, in others everything comes within a second.
  Duration a_while() { return deeds_.below(3) == 0 ? Duration(seconds{1}) : kLength; }

  Deed deed(Deed::Kind kind, Duration at) {
    using Kind = Deed::Kind;
    switch (kind) {
      case Kind::Add: return {at, ruler(), kind, {anybody(), anybody()}};
      case Kind::Remove: return {at, ruler(), kind, {removable()}};
      case Kind::Promote:
      case Kind::Demote: return {at, ruler(), kind, {anybody()}};
      case Kind::Leave: return leaves(at);
      default: return {at, anybody(), kind, {}};
    }
  }

  Duration instant() { return microseconds{static_cast<std::int64_t>(deeds_.below(kInstant / microseconds{1}))}; }
  Duration within(Duration time) {
    return milliseconds{static_cast<std::int64_t>(deeds_.below(static_cast<std::uint64_t>(time / milliseconds{1})))};
  }
  std::size_t anybody() { return deeds_.below(plan_.phones); }
  std::size_t removable() { return 2 + deeds_.below(plan_.phones - 2); }
  // Somebody who may: without admins the owner alone.
  std::size_t ruler() { return deeds_.below(8) == 0 ? anybody() : deeds_.below(plan_.admins + 1); }

  Deed any_deed(Duration time) {
    using Kind = Deed::Kind;
    const Duration at = within(time);
    switch (deeds_.below(16)) {
      case 0:
      case 1:
      case 2: return deed(Kind::Add, at);
      case 3:
      case 4: return deed(Kind::Remove, at);
      case 5: return deed(Kind::Promote, at);
      case 6: return deed(Kind::Demote, at);
      case 7:
      case 8: return deed(Kind::Join, at);
      case 9: return deed(Kind::Leave, at);
      case 10: return deed(Kind::Subject, at);
      default: return deed(Kind::Say, at);
    }
  }

  Deed leaves(Duration at) {
    const std::size_t who = anybody();
    return {at, who == kStays ? 0 : who, Deed::Kind::Leave, {}};
  }

  // --- trouble ------------------------------------------------------------------------------------------------------------------------

  bool has() { return trouble_.below(2) == 0; }
  // 1, 2, 4 ... 32, and anything between, the small ones as often as the large.
  std::size_t strength() {
    const std::uint64_t most = std::uint64_t{1} << trouble_.below(6);
    return most + trouble_.below(most);
  }
  Duration some_time() {
    // Beyond `resume_time`, which is five minutes, once in a while.
    if (trouble_.below(8) == 0) return minutes{6};
    return milliseconds{static_cast<std::int64_t>(100 + trouble_.below(8'000))};
  }

  void troubles() {
    using Kind = Mishap::Kind;
    for (const Kind kind : {Kind::Cut, Kind::CutUp, Kind::CutDown, Kind::Off, Kind::Tunnel}) {
      if (!has()) continue;
      for (std::size_t left = strength(); left > 0; --left) {
        const Duration at = milliseconds{static_cast<std::int64_t>(trouble_.below(static_cast<std::uint64_t>(kLength / milliseconds{1})))};
        // Deep enough for a login; most cuts are behind it.
        plan_.mishaps.push_back(
            {trouble_.below(2) == 0 ? at : at / 10, trouble_.below(plan_.phones), kind, 400 + trouble_.below(6'000), some_time()});
      }
    }
    for (const auto breakage : {matrix::Breakage::CrashBefore, matrix::Breakage::CrashBehind, matrix::Breakage::DiskFull}) {
      if (!has()) continue;
      for (std::size_t left = 1 + trouble_.below(4); left > 0; --left) plan_.strikes.push_back({breakage, trouble_.below(40)});
    }
    for (std::size_t i = plan_.strikes.size(); i > 1; --i) std::swap(plan_.strikes[i - 1], plan_.strikes[trouble_.below(i)]);
  }

  Case which_;
  KeyedRandom people_;
  KeyedRandom deeds_;
  KeyedRandom trouble_;
  Plan plan_;
};

}  // namespace

std::string_view name(Case which) {
  switch (which) {
    case Case::Mixed: return "mixed";
    case Case::Fifty: return "fifty";
    case Case::LastPlace: return "last-place";
    case Case::Receipts: return "receipts";
    case Case::Approval: return "approval";
    case Case::Moves: return "moves";
    case Case::Repairs: return "repairs";
    case Case::Creation: return "creation";
    case Case::RealSize: break;
  }
  return "real-size";
}

std::vector<Case> all_cases() {
  return {Case::Mixed, Case::Fifty,   Case::LastPlace, Case::Receipts, Case::Approval,
          Case::Moves, Case::Repairs, Case::Creation,  Case::RealSize};
}

std::size_t phones_of(Case which) {
  switch (which) {
    case Case::Receipts:
    case Case::Moves:
    case Case::Repairs:
    case Case::Creation:
    case Case::Mixed: return kMixed;
    case Case::Approval: return kRulers + kComers;
    case Case::Fifty: return kAdmins + kOthers;
    case Case::LastPlace: return 4 + kComers;
    case Case::RealSize: break;
  }
  return kRealSize + 2;
}

Plan draw(Case which, std::uint64_t seed) { return Drawing(which, seed).draw(); }

}  // namespace assay::sim::crowd
