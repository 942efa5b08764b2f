#include "sim/crowd/play.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "conformance/relay/interposed.hpp"
#include "reference/base/assert.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/number_change.hpp"
#include "sim/crowd/admissions.hpp"
#include "sim/crowd/creations.hpp"
#include "sim/crowd/history.hpp"
#include "sim/crowd/member.hpp"
#include "sim/crowd/sums.hpp"
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
Limits limits_for(std::size_t members, std::size_t groups_per_day) {
  constexpr std::size_t kNone = 1'000'000;
  Limits limits;
  limits.group_members = members;
  limits.groups_per_day = groups_per_day;
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

std::size_t accepted(const std::vector<Said>& all) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Said& said) { return said.fate == Fate::Accepted; }));
}

// What he can say of one group.
Testimony about(const std::string& group, Testimony testimony) {
  const auto is_of_another = [&](const auto& one) { return one.group != group; };
  std::erase_if(testimony.heard, is_of_another);
  std::erase_if(testimony.said, is_of_another);
  std::erase_if(testimony.given, is_of_another);
  std::erase_if(testimony.sums, is_of_another);
  return testimony;
}

class Play {
 public:
  Play(const matrix::Image& image, Case which, const PlayOptions& options)
      : which_(which),
        image_(image),
        plan_(draw(which, options.seed)),
        town_({.seed = options.seed,
               .breakage = {},
               .at = {},
               .defect = options.defect,
               .memo = options.memo,
               .limits = limits_for(plan_.limit, plan_.groups_per_day)}) {
    image.restore(town_.disk().records());
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      const std::string name = phone_name(phone);
      randoms_.push_back(std::make_unique<KeyedRandom>(options.seed, name));
      members_.push_back(std::make_unique<Member>(image.phones.at(name),
                                                  Member::Options{.domain = matrix::kDomain,
                                                                  .server = matrix::kServer,
                                                                  .memo = options.memo,
                                                                  .resumes = plan_.resumes[phone],
                                                                  .gives_receipts = plan_.receipts,
                                                                  .names_recipients = plan_.recipients},
                                                  *randoms_.back()));
      town_.attach(name, behind_wire(*members_.back(), options.defect), *network::profile_named(plan_.links[phone]));
    }
  }

  Played run() {
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) come(phone);
    if (!prepare()) return {{"the group was not made"}, counts_, town_.trace_hash()};
    begin_ = town_.now().monotonic;
    for (const Strike& strike : plan_.strikes) town_.disk().arm(strike.breakage, strike.commits);
    for (const Deed& deed : plan_.deeds) town_.at(begin_ + deed.at, [this, &deed] { perform(deed); });
    for (const Mishap& mishap : plan_.mishaps) town_.at(begin_ + mishap.at, [this, &mishap] { befall(mishap); });
    town_.run_for(plan_.length);
    town_.disk().disarm();
    const bool healed = settle();
    const bool told = inquire();
    town_.run_for(kAfterwards);
    std::vector<std::string> faults;
    if (!healed || !told) faults.push_back("it does not come to rest: " + what_waits());
    judge_all(faults);
    return {std::move(faults), counts_, town_.trace_hash()};
  }

 private:
  Member& member(std::size_t phone) { return *members_[phone]; }
  const std::string& jid(std::size_t phone) { return member(phone).testimony().account; }

  Machine& behind_wire(Member& member, const conformance::defects::Defect* defect) {
    if (defect == nullptr || !defect->wire) return member;
    conformance::relay::FilterChain chain;
    chain.push_back(defect->wire());
    wires_.push_back(std::make_unique<conformance::relay::Interposed>(member, std::move(chain)));
    return *wires_.back();
  }

  void come(std::size_t phone) {
    if (member(phone).has_ended()) return;
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

  bool prepare() {
    if (!settle()) return false;
    for (const std::size_t phone : plan_.closed) {
      ask(phone, "set", jid(phone), "closed", groups::Privacy{groups::Addable::Nobody}.write());
    }
    return which_ == Case::Creation ? settle() : make_group();
  }

  bool make_group() {
    groups::Create create{"A crowd", {}};
    for (std::size_t phone = 1; phone < plan_.members; ++phone) create.members.push_back(jid(phone));
    ask(0, "set", kService, "create", create.write());
    if (!settle()) return false;
    const auto invited = payload_of<groups::Invited>(0, "create");
    if (!invited) return false;
    group_ = invited->group;
    groups::Naming promoted{groups::Verb::Promote, {}};
    for (std::size_t phone = 1; phone <= plan_.admins; ++phone) promoted.members.push_back(jid(phone));
    if (!promoted.members.empty()) ask(0, "set", group_, "promote", promoted.write());
    if (plan_.approval) {
      groups::Settings settings;
      settings.set(groups::Setting::Approval, true);
      ask(0, "set", group_, "settings", settings.write());
    }
    ask(0, "set", group_, "link", groups::Link{}.write());
    if (!settle()) return false;
    const auto link = payload_of<groups::Link>(0, "link");
    if (!link) return false;
    link_ = link->token;
    return true;
  }

  template <class T>
  std::optional<T> payload_of(std::size_t phone, const std::string& id) {
    const xml::Element* answer = member(phone).answer(id);
    if (answer == nullptr || answer->attribute("type") != "result" || answer->first_child() == nullptr) return std::nullopt;
    return T::parse(*answer->first_child());
  }

  // --- while it goes on ---------------------------------------------------------------------------------------------------------------

  void perform(const Deed& deed) {
    const std::string id = fmt::format("d{}", deeds_++);
    const std::size_t who = acting(deed.who);
    const std::string group = which_ == Case::Creation ? known_group(who) : group_;
    const auto naming = [&](groups::Verb verb) { ask(who, "set", group, id, groups::Naming{verb, jids(deed.whom)}.write()); };
    switch (deed.kind) {
      case Deed::Kind::Say:
        if (group.empty()) return;
        member(who).say(group, id, "the body of " + id);
        return town_.poke(phone_name(who));
      case Deed::Kind::Read: member(who).read(); return town_.poke(phone_name(who));
      case Deed::Kind::Add: return naming(groups::Verb::Add);
      case Deed::Kind::Remove: return naming(groups::Verb::Remove);
      case Deed::Kind::Promote: return naming(groups::Verb::Promote);
      case Deed::Kind::Demote: return naming(groups::Verb::Demote);
      case Deed::Kind::Approve: return naming(groups::Verb::Approve);
      case Deed::Kind::Reject: return naming(groups::Verb::Reject);
      case Deed::Kind::Join: joins_.emplace_back(who, id); return ask(who, "set", kService, id, groups::Join{link_}.write());
      case Deed::Kind::Leave: return group.empty() ? void() : ask(who, "set", group, id, groups_element("leave"));
      case Deed::Kind::Subject: {
        // Whose subject is the latest that he knows is luck: many are refused.
        groups::Text text{groups::TextKind::Subject, deeds_ % 3, {}, "subject " + id};
        return ask(who, "set", group, id, text.write());
      }
      case Deed::Kind::Move: return move(who, deed.whom.front(), id);
      case Deed::Kind::Create:
        creations_.requests.push_back({.creator = jid(who), .subject = id, .named = jids(deed.whom)});
        creators_.push_back(who);
        return ask(who, "set", kService, id, groups::Create{id, jids(deed.whom)}.write());
    }
  }

  // Whose number changed acts under the new one.
  std::size_t acting(std::size_t phone) const {
    const auto next = moves_.find(phone);
    return next == moves_.end() || !members_[phone]->has_ended() ? phone : next->second;
  }

  // One that the phone has heard of.
  std::string known_group(std::size_t phone) {
    const std::vector<Heard>& heard = member(phone).testimony().heard;
    return heard.empty() ? std::string{} : heard[deeds_ % heard.size()].group;
  }

  void move(std::size_t from, std::size_t to, const std::string& id) {
    if (!moves_.emplace(from, to).second) return;
    member(from).expect_end();
    member(from).testimony().goes_on_as = jid(to);
    const auto number = jid::Jid::parse(jid(to));
    ASSAY_ASSERT(number);
    const std::string token(image_.phones.at(phone_name(to)).token.reveal());
    ask(from, "set", matrix::kDomain, id, stanza::number_change::Change{*number, token, false}.write());
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
    const bool all_done = std::all_of(members_.begin(), members_.end(),
                                      [](const auto& one) { return one->has_ended() || (one->is_online() && one->is_done()); });
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
      if (one->has_ended()) continue;
      away += one->is_online() ? 0 : 1;
      if (!one->is_done()) unanswered += fmt::format(", {} waits for the answer to {}", one->testimony().account, one->unanswered());
    }
    return fmt::format("{} phones are away, {} entries are in mailboxes{}", away, queued(), unanswered);
  }

  // What the server shows each of them in the end.
  bool inquire() {
    if (which_ == Case::Creation) return inquire_of_all_groups();
    if (which_ == Case::Approval && !approve_the_rest()) return false;
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      if (!member(phone).has_ended()) ask(phone, "get", group_, "info", groups_element("group"));
    }
    return settle();
  }

  bool inquire_of_all_groups() {
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) ask(phone, "get", kService, "groups", groups_element("groups"));
    if (!settle()) return false;
    for (std::size_t phone = 0; phone < plan_.phones; ++phone) {
      std::set<std::string>& list = creations_.lists[jid(phone)];
      const auto shown = payload_of<groups::List>(phone, "groups");
      if (!shown) return false;
      for (const groups::List::Entry& entry : shown->groups) list.insert(entry.jid);
      all_groups_.insert(list.begin(), list.end());
      for (const Heard& heard : member(phone).testimony().heard) all_groups_.insert(heard.group);
    }
    for (const std::string& group : all_groups_) {
      for (std::size_t phone = 0; phone < plan_.phones; ++phone) ask(phone, "get", group, "info " + group, groups_element("group"));
    }
    return settle();
  }

  // Whoever still waits is let in, if there is room.
  bool approve_the_rest() {
    ask(0, "get", group_, "requests", groups_element("requests"));
    if (!settle()) return false;
    const auto requests = payload_of<groups::Requests>(0, "requests");
    if (!requests) return false;
    for (const std::string& jid : requests->members) {
      ask(0, "set", group_, "last " + jid, groups::Naming{groups::Verb::Approve, {jid}}.write());
    }
    if (!settle()) return false;
    ask(0, "get", group_, "requests left", groups_element("requests"));
    return settle();
  }

  void judge_all(std::vector<std::string>& faults) {
    if (which_ == Case::Creation) {
      judge_creations(faults);
    } else {
      const Verdict verdict = judge_group(group_, "info", faults);
      if (which_ == Case::LastPlace || which_ == Case::RealSize) judge_last_place(verdict, faults);
      if (which_ == Case::Approval) judge_admissions(verdict, faults);
    }
    const std::size_t struck = town_.disk().times_struck();
    for (std::size_t i = 0; i < struck; ++i) {
      ++(plan_.strikes[i].breakage == matrix::Breakage::DiskFull ? counts_.failed_commits : counts_.crashes);
    }
  }

  // `info`: the id of the requests for the group.
  Verdict judge_group(const std::string& group, const std::string& info, std::vector<std::string>& faults) {
    std::vector<Testimony>& testimonies = testimonies_[group];
    for (const auto& one : members_) {
      testimonies.push_back(about(group, one->testimony()));
      if (const xml::Element* answer = one->answer(info)) take_info(testimonies.back(), *answer, faults);
    }
    const bool commits_fail = std::any_of(plan_.strikes.begin(), plan_.strikes.end(),
                                          [](const Strike& strike) { return strike.breakage == matrix::Breakage::DiskFull; });
    Verdict verdict =
        judge(testimonies, {.members = plan_.limit, .keeps_order_of_each = !commits_fail, .may_end = which_ == Case::Creation});
    faults.insert(faults.end(), verdict.faults.begin(), verdict.faults.end());
    const std::vector<std::string> of_sums = faults_of_sums(testimonies, verdict.chronicle);
    faults.insert(faults.end(), of_sums.begin(), of_sums.end());
    count(testimonies, verdict);
    return verdict;
  }

  void judge_admissions(const Verdict& verdict, std::vector<std::string>& faults) {
    Admissions admissions;
    for (const auto& [who, id] : joins_) {
      admissions.attempts[jid(who)] += member(who).testimony().attempts[id];
      const auto joined = payload_of<groups::Joined>(who, id);
      if (joined && !joined->version) admissions.waited.insert(jid(who));
    }
    if (const auto left = payload_of<groups::Requests>(0, "requests left")) admissions.waiting = left->members;
    if (!admissions.waiting.empty() && verdict.members < plan_.limit) {
      faults.push_back(fmt::format("{} wait, and there is room", admissions.waiting.size()));
    }
    const std::vector<std::string> more = faults_of_admissions(admissions, testimonies_[group_], verdict.chronicle);
    faults.insert(faults.end(), more.begin(), more.end());
  }

  void judge_creations(std::vector<std::string>& faults) {
    for (const std::string& group : all_groups_) {
      creations_.groups.emplace(group, judge_group(group, "info " + group, faults).chronicle);
    }
    for (const std::size_t phone : plan_.closed) creations_.closed.insert(jid(phone));
    creations_.per_day = plan_.groups_per_day;
    for (std::size_t i = 0; i < creators_.size(); ++i) {
      Creation& request = creations_.requests[i];
      request.attempts = member(creators_[i]).testimony().attempts[request.subject];
      request.answer = payload_of<groups::Invited>(creators_[i], request.subject);
      const xml::Element* answer = member(creators_[i]).answer(request.subject);
      if (answer != nullptr && !request.answer) request.refusal = refusal(*answer);
    }
    const std::vector<std::string> more = faults_of_creations(creations_);
    faults.insert(faults.end(), more.begin(), more.end());
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
    ++counts_.groups;
    counts_.changes += verdict.changes;
    counts_.repaired += verdict.repaired;
    counts_.moves += verdict.chronicle.successors.size();
    for (const Chronicle::Entry& entry : verdict.chronicle.entries) {
      counts_.admissions += entry.how == groups::ChangeKind::Joined ? 1 : 0;
    }
    for (const Testimony& testimony : testimonies) {
      counts_.heard += testimony.heard.size();
      counts_.sums += testimony.sums.size();
      counts_.messages += accepted(testimony.said);
      for (const Given& given : testimony.given) counts_.receipts += given.fate == Fate::Accepted ? 1 : 0;
    }
  }

  Case which_;
  const matrix::Image& image_;
  Plan plan_;
  std::vector<std::unique_ptr<KeyedRandom>> randoms_;
  std::vector<std::unique_ptr<Member>> members_;  // these and their wires outlive the town
  std::vector<std::unique_ptr<conformance::relay::Interposed>> wires_;
  matrix::Town town_;
  Instant begin_{};
  std::string group_;
  std::string link_;
  std::size_t deeds_ = 0;
  std::vector<std::pair<std::size_t, std::string>> joins_;  ///< who, and the id of his request
  std::map<std::size_t, std::size_t> moves_;                ///< phones, from and to
  Creations creations_;
  std::vector<std::size_t> creators_;  ///< the phones of creations_.requests
  std::set<std::string> all_groups_;
  std::map<std::string, std::vector<Testimony>> testimonies_;  ///< by group
  Counts counts_;
};

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  for (const auto& [name, count] : kCounted) this->*count += other.*count;
  return *this;
}

matrix::Image make_image(Case which) {
  std::map<std::string, std::string> numbers;
  for (std::size_t phone = 0; phone < phones_of(which); ++phone)
    numbers.emplace(phone_name(phone), fmt::format("+1202556{}", 1'000 + phone));
  return matrix::make_image(numbers, limits_for(2, 20), 1);
}

Played play(const matrix::Image& image, Case which, const PlayOptions& options) { return Play(image, which, options).run(); }

}  // namespace assay::sim::crowd
