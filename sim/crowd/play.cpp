#include "sim/crowd/play.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "reference/base/assert.hpp"
#include "reference/stanza/error.hpp"
#include "sim/crowd/history.hpp"
#include "sim/crowd/member.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::crowd {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
namespace groups = stanza::groups;

constexpr Duration kLook = milliseconds{100};  // between two looks whether something is over
constexpr Duration kPatience = hours{2};
constexpr Duration kAfterwards = minutes{1};  // what comes late comes then
constexpr const char* kService = "groups.example.org";

// A crowd is made of strangers behind one address, which only spammers are.
Limits limits_for(std::size_t members) {
  constexpr std::size_t kNone = 1'000'000;
  Limits limits;
  limits.group_members = members;
  limits.group_stranger_adds = kNone;
  limits.contact_numbers = limits.contact_numbers_young = limits.contact_block_numbers = limits.contact_address_block_numbers = kNone;
  limits.connections_per_address = kNone;
  limits.code_requests_per_address = limits.code_burst_per_address = kNone;
  return limits;
}

std::string phone_name(std::size_t phone) { return fmt::format("phone{:04}", phone); }

std::string refusal(const xml::Element& answer) {
  const auto error = stanza::StanzaError::of(answer);
  if (!error) return {};
  return error->application ? error->application->name : error->condition;
}

class Play {
 public:
  Play(const matrix::Image& image, Case which, const PlayOptions& options)
      : which_(which),
        plan_(draw(which, options.seed)),
        town_({.seed = options.seed,
               .breakage = {},
               .at = {},
               .defect = options.defect,
               .memo = options.memo,
               .limits = limits_for(plan_.limit)}) {
    image.restore(town_.disk().records());
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      const std::string name = phone_name(phone);
      randoms_.push_back(std::make_unique<KeyedRandom>(options.seed, name));
      members_.push_back(std::make_unique<Member>(
          image.phones.at(name),
          Member::Options{.domain = matrix::kDomain, .server = matrix::kServer, .memo = options.memo, .resumes = plan_.resumes[phone]},
          *randoms_.back()));
      town_.attach(name, *members_.back(), *network::profile_named(plan_.links[phone]));
    }
  }

  Played run() {
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) come(phone);
    if (!make_group()) return {{"the group was not made"}, counts_, town_.trace_hash()};
    begin_ = town_.now().monotonic;
    for (const Strike& strike : plan_.strikes) town_.disk().arm(strike.breakage, strike.commits);
    for (const Deed& deed : plan_.deeds) town_.at(begin_ + deed.at, [this, &deed] { perform(deed); });
    for (const Mishap& mishap : plan_.mishaps) town_.at(begin_ + mishap.at, [this, &mishap] { befall(mishap); });
    town_.run_for(plan_.length);
    town_.disk().disarm();
    const bool healed = settle();
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) ask(phone, "get", group_, "info", groups_element("group"));
    const bool told = settle();
    town_.run_for(kAfterwards);
    std::vector<std::string> faults;
    if (!healed || !told) faults.push_back("it does not come to rest: " + what_waits());
    judge_all(faults);
    return {std::move(faults), counts_, town_.trace_hash()};
  }

 private:
  Member& member(std::size_t phone) { return *members_[phone]; }
  const std::string& jid(std::size_t phone) { return member(phone).testimony().account; }

  void come(std::size_t phone) {
    member(phone).come(town_.now());
    town_.poke(phone_name(phone));
  }

  static xml::Element groups_element(const char* local) { return {groups::kNs, local}; }

  void ask(std::size_t phone, std::string_view type, const std::string& to, const std::string& id, xml::Element payload) {
    member(phone).ask(type, to, id, std::move(payload));
    town_.poke(phone_name(phone));
  }

  std::vector<std::string> jids(const std::vector<std::size_t>& phones) {
    std::vector<std::string> list;
    for (const std::size_t phone : phones) list.push_back(jid(phone));
    return list;
  }

  // --- before it begins ---------------------------------------------------------------------------------------------------------------

  bool make_group() {
    if (!settle()) return false;
    groups::Create create{"A crowd", {}};
    for (std::size_t phone = 1; phone < plan_.members; ++phone) create.members.push_back(jid(phone));
    ask(0, "set", kService, "create", create.write());
    if (!settle()) return false;
    const xml::Element* answer = member(0).answer("create");
    const auto invited = groups::Invited::parse(*answer->first_child());
    if (!invited) return false;
    group_ = invited->group;
    groups::Naming promoted{groups::Verb::Promote, {}};
    for (std::size_t phone = 1; phone <= plan_.admins; ++phone) promoted.members.push_back(jid(phone));
    if (!promoted.members.empty()) ask(0, "set", group_, "promote", promoted.write());
    ask(0, "set", group_, "link", groups::Link{}.write());
    if (!settle()) return false;
    const auto link = groups::Link::parse(*member(0).answer("link")->first_child());
    if (!link) return false;
    link_ = link->token;
    return true;
  }

  // --- while it goes on ---------------------------------------------------------------------------------------------------------------

  void perform(const Deed& deed) {
    const std::string id = fmt::format("d{}", deeds_++);
    const auto naming = [&](groups::Verb verb) { ask(deed.who, "set", group_, id, groups::Naming{verb, jids(deed.whom)}.write()); };
    switch (deed.kind) {
      case Deed::Kind::Say: member(deed.who).say(group_, id, "the body of " + id); return town_.poke(phone_name(deed.who));
      case Deed::Kind::Add: return naming(groups::Verb::Add);
      case Deed::Kind::Remove: return naming(groups::Verb::Remove);
      case Deed::Kind::Promote: return naming(groups::Verb::Promote);
      case Deed::Kind::Demote: return naming(groups::Verb::Demote);
      case Deed::Kind::Join: joins_.emplace_back(deed.who, id); return ask(deed.who, "set", kService, id, groups::Join{link_}.write());
      case Deed::Kind::Leave: return ask(deed.who, "set", group_, id, groups_element("leave"));
      case Deed::Kind::Subject: {
        // Whose subject is the latest that he knows is luck: many are refused.
        groups::Text text{groups::TextKind::Subject, deeds_ % 3, {}, "subject " + id};
        return ask(deed.who, "set", group_, id, text.write());
      }
    }
  }

  void befall(const Mishap& mishap) {
    const std::string name = phone_name(mishap.who);
    ++counts_.cuts;
    switch (mishap.kind) {
      case Mishap::Kind::CutUp: town_.cut_next(name, matrix::Breakage::CutUp, mishap.octets); break;
      case Mishap::Kind::CutDown: town_.cut_next(name, matrix::Breakage::CutDown, mishap.octets); break;
      case Mishap::Kind::Cut: break;
      case Mishap::Kind::Tunnel:
        town_.refuse(name);
        town_.at(town_.now().monotonic + mishap.time, [this, name] { town_.allow(name); });
        break;
      case Mishap::Kind::Off:
        member(mishap.who).go();
        town_.poke(name);
        town_.at(town_.now().monotonic + mishap.time, [this, who = mishap.who] { come(who); });
        return;
    }
    town_.cut(name);
  }

  // --- and afterwards -----------------------------------------------------------------------------------------------------------------

  std::size_t queued() {
    std::size_t count = 0;
    town_.disk().records().visit([&](std::string_view space, ByteView, ByteView) { count += space == "mailbox" ? 1 : 0; });
    return count;
  }

  bool is_settled() {
    const bool all_done = std::all_of(members_.begin(), members_.end(), [](const auto& one) { return one->is_online() && one->is_done(); });
    return all_done && queued() == 0;
  }

  // Everybody is there, everything is answered, nothing waits.
  bool settle() {
    const Instant until = town_.now().monotonic + kPatience;
    while (town_.now().monotonic < until) {
      town_.run_for(kLook);
      if (is_settled()) return true;
    }
    return false;
  }

  std::string what_waits() {
    std::size_t away = 0;
    std::string unanswered;
    for (const auto& one : members_) {
      away += one->is_online() ? 0 : 1;
      if (!one->is_done()) unanswered += fmt::format(", {} waits for the answer to {}", one->testimony().account, one->unanswered());
    }
    return fmt::format("{} phones are away, {} entries are in mailboxes{}", away, queued(), unanswered);
  }

  void judge_all(std::vector<std::string>& faults) {
    std::vector<Testimony> testimonies;
    for (const auto& one : members_) {
      Testimony& testimony = one->testimony();
      if (const xml::Element* answer = one->answer("info")) take_info(testimony, *answer, faults);
      testimonies.push_back(testimony);
    }
    const bool commits_fail = std::any_of(plan_.strikes.begin(), plan_.strikes.end(),
                                          [](const Strike& strike) { return strike.breakage == matrix::Breakage::DiskFull; });
    const Verdict verdict = judge(testimonies, {.members = plan_.limit, .keeps_order_of_each = !commits_fail});
    faults.insert(faults.end(), verdict.faults.begin(), verdict.faults.end());
    if (which_ == Case::LastPlace || which_ == Case::RealSize) judge_last_place(verdict, faults);
    count(testimonies, verdict);
  }

  void take_info(Testimony& testimony, const xml::Element& answer, std::vector<std::string>& faults) {
    if (answer.attribute("type") == "result" && answer.first_child() != nullptr)
      testimony.told = groups::Info::parse(*answer.first_child());
    const bool is_outside = refusal(answer) == "not-member";
    if (!testimony.told && !is_outside) faults.push_back(testimony.account + " is answered neither with the group nor not-member");
  }

  // GRP-11: one, and the others are told why. Where a commit failed, one may have been told that instead.
  void judge_last_place(const Verdict& verdict, std::vector<std::string>& faults) {
    std::size_t joined = 0;
    std::size_t full = 0;
    std::size_t without_room = 0;
    for (const auto& [who, id] : joins_) {
      const xml::Element* answer = member(who).answer(id);
      if (answer == nullptr) continue;
      joined += answer->attribute("type") == "result" ? 1 : 0;
      full += refusal(*answer) == "group-full" ? 1 : 0;
      without_room += refusal(*answer) == "resource-constraint" ? 1 : 0;
    }
    if (joined + full + without_room != joins_.size() || joined > 1 || (joined == 0 && without_room == 0)) {
      faults.push_back(
          fmt::format("of {} who came for one place {} are told that they are in, and {} that it is full", joins_.size(), joined, full));
    }
    if (verdict.members != plan_.members + joined)
      faults.push_back(fmt::format("{} members are in, and {} were let in", verdict.members, joined));
  }

  void count(const std::vector<Testimony>& testimonies, const Verdict& verdict) {
    counts_.changes = verdict.changes;
    for (const Testimony& testimony : testimonies) {
      counts_.heard += testimony.heard.size();
      for (const Said& said : testimony.said) counts_.messages += said.fate == Said::Fate::Accepted ? 1 : 0;
    }
    const std::size_t struck = town_.disk().times_struck();
    for (std::size_t i = 0; i < struck; ++i) {
      ++(plan_.strikes[i].breakage == matrix::Breakage::DiskFull ? counts_.failed_commits : counts_.crashes);
    }
  }

  Case which_;
  Plan plan_;
  std::vector<std::unique_ptr<KeyedRandom>> randoms_;
  std::vector<std::unique_ptr<Member>> members_;  // outlive the town
  matrix::Town town_;
  Instant begin_{};
  std::string group_;
  std::string link_;
  std::size_t deeds_ = 0;
  std::vector<std::pair<std::size_t, std::string>> joins_;  ///< who, and the id of his request
  Counts counts_;
};

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  messages += other.messages;
  changes += other.changes;
  heard += other.heard;
  cuts += other.cuts;
  crashes += other.crashes;
  failed_commits += other.failed_commits;
  return *this;
}

matrix::Image make_image(Case which) {
  std::map<std::string, std::string> numbers;
  for (std::size_t phone = 0; phone < phones_of(which); ++phone)
    numbers.emplace(phone_name(phone), fmt::format("+1202556{}", 1'000 + phone));
  return matrix::make_image(numbers, limits_for(2), 1);
}

Played play(const matrix::Image& image, Case which, const PlayOptions& options) { return Play(image, which, options).run(); }

}  // namespace assay::sim::crowd
