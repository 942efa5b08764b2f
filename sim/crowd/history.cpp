#include "sim/crowd/history.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "reference/crypto/hash.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/xml/writer.hpp"

namespace assay::sim::crowd {
namespace {

namespace groups = stanza::groups;
using groups::ChangeKind;
using groups::Role;

struct Membership {
  Role role = Role::Member;
  std::uint64_t since = 0;  ///< the version
};

// What is the same for all who got it.
std::string essence(const Heard& heard) {
  const std::string what = heard.change ? xml::write(heard.change->write()) : heard.from + " says " + heard.id + ": " + heard.body;
  return fmt::format("in {} at version {}: {}", heard.group, heard.version, what);
}

std::string told_briefly(const Heard& heard) {
  if (!heard.change) return fmt::format("message {} of {}", heard.id, heard.from);
  return fmt::format("version {} ({})", heard.change->version, groups::name_of(heard.change->kind));
}

std::string hash_of(const std::map<std::string, Membership>& members) {
  std::vector<std::string> jids;
  for (const auto& [jid, membership] : members) jids.push_back(jid);
  return base64url(crypto::sha256(groups::hashed_text(std::move(jids))));
}

class History {
 public:
  History(const std::vector<Testimony>& testimonies, const Rules& rules) : testimonies_(testimonies), rules_(rules) {}

  Verdict judge() {
    for (const Testimony& testimony : testimonies_) hear(testimony);
    replay();
    for (const Testimony& testimony : testimonies_) {
      compare_view(testimony);
      compare_words(testimony);
      compare_end(testimony);
    }
    verdict_.places = places_.size();
    verdict_.members = members_.size();
    return std::move(verdict_);
  }

 private:
  template <class... Args>
  void fault(fmt::format_string<Args...> text, Args&&... args) {
    verdict_.faults.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  // --- one history --------------------------------------------------------------------------------------------------------------------

  void hear(const Testimony& testimony) {
    for (const std::string& oddity : testimony.oddities) fault("{} got {}", testimony.account, oddity);
    for (const Heard& heard : testimony.heard) {
      const auto [at, is_new] = places_.emplace(heard.n, &heard);
      if (!is_new && essence(*at->second) != essence(heard)) {
        fault("at place {} {} got '{}', and somebody else '{}'", heard.n, testimony.account, essence(heard), essence(*at->second));
      }
    }
  }

  // Who is a member at each place follows from the places before.
  void replay() {
    std::uint64_t before = 0;
    for (const auto& [n, heard] : places_) {
      if (n != before + 1) fault("nobody got what is between the places {} and {}", before, n);
      before = n;
      std::set<std::string> audience;
      for (const auto& [jid, membership] : members_) audience.insert(jid);
      heard->change ? apply(n, *heard->change, audience) : wrote(*heard);
      if (heard->version != version_) fault("place {} is of version {} and says {}", n, version_, heard->version);
      for (const std::string& jid : audience) views_[jid].push_back(n);
    }
  }

  void wrote(const Heard& heard) {
    if (members_.count(heard.from) == 0) fault("message {} at place {} is of {}, who is no member there", heard.id, heard.n, heard.from);
    if (!places_of_messages_.emplace(std::pair{heard.from, heard.id}, heard.n).second) {
      fault("message {} of {} has two places, {} and {}", heard.id, heard.from, places_of_messages_.at({heard.from, heard.id}), heard.n);
    }
  }

  // `audience`: the members before, and those behind it at the end.
  void apply(std::uint64_t n, const groups::Change& change, std::set<std::string>& audience) {
    ++verdict_.changes;
    if (change.previous != version_ || change.version != version_ + 1) {
      fault("place {} makes version {} of {}, where {} was in force", n, change.version, change.previous, version_);
    }
    version_ = change.version;
    switch (change.kind) {
      case ChangeKind::Created:
      case ChangeKind::Added:
      case ChangeKind::Joined:
        for (const std::string& jid : change.members) {
          if (!members_.emplace(jid, Membership{Role::Member, change.version}).second) fault("place {} lets {} in, who is in", n, jid);
          audience.insert(jid);
        }
        if (change.kind == ChangeKind::Created && members_.count(change.actor) != 0) members_[change.actor].role = Role::Owner;
        break;
      case ChangeKind::Removed:
        for (const std::string& jid : change.members) goes(n, jid);
        break;
      case ChangeKind::Left: goes(n, change.actor); break;
      case ChangeKind::Moved: moves(n, change, audience); break;
      case ChangeKind::Promoted: become(n, change, Role::Admin); break;
      case ChangeKind::Demoted: become(n, change, Role::Member); break;
      case ChangeKind::Owner: become(n, change, Role::Owner); break;
      case ChangeKind::Vouched:
      case ChangeKind::Subject:
      case ChangeKind::Description:
      case ChangeKind::Settings: break;
    }
    if (change.hash != hash_of(members_)) fault("place {} has the hash of other members than follow from it", n);
    if (members_.size() > rules_.members) fault("at place {} are {} members, where {} may be", n, members_.size(), rules_.members);
    verdict_.most_members = std::max(verdict_.most_members, members_.size());
  }

  void goes(std::uint64_t n, const std::string& jid) {
    if (members_.erase(jid) == 0) fault("at place {} goes {}, who is not in", n, jid);
    left_once_.insert(jid);
  }

  // Under another number he is who he was.
  void moves(std::uint64_t n, const groups::Change& change, std::set<std::string>& audience) {
    const auto from = members_.find(change.actor);
    if (from == members_.end() || change.members.size() != 1) return fault("place {} moves {}, who is not in", n, change.actor);
    const Membership membership = from->second;
    members_.erase(from);
    members_.emplace(change.members.front(), membership);
    audience.erase(change.actor);
    audience.insert(change.members.front());
  }

  void become(std::uint64_t n, const groups::Change& change, Role role) {
    for (const std::string& jid : change.members) {
      if (members_.count(jid) == 0) {
        fault("place {} gives {} a role, who is not in", n, jid);
      } else {
        members_[jid].role = role;
      }
    }
  }

  // --- and each one's piece of it -----------------------------------------------------------------------------------------------------

  void compare_view(const Testimony& testimony) {
    const std::vector<std::uint64_t>& expected = views_[testimony.account];
    std::uint64_t last = 0;
    std::set<std::uint64_t> got;
    for (const Heard& heard : testimony.heard) {
      if (!got.insert(heard.n).second) {
        fault("{} got place {} twice", testimony.account, heard.n);
      } else if (heard.n < last) {
        fault("{} got place {} behind place {}", testimony.account, heard.n, last);
      }
      last = heard.n;
      if (!std::binary_search(expected.begin(), expected.end(), heard.n)) {
        fault("{} got place {}, {}, and is no member there", testimony.account, heard.n, told_briefly(heard));
      }
    }
    for (const std::uint64_t n : expected) {
      if (got.count(n) == 0) fault("{} never got place {}, {}", testimony.account, n, told_briefly(*places_.at(n)));
    }
  }

  void compare_words(const Testimony& testimony) {
    std::uint64_t last = 0;
    for (const Said& said : testimony.said) {
      const auto place = places_of_messages_.find({testimony.account, said.id});
      const bool is_there = place != places_of_messages_.end();
      if (said.fate == Said::Fate::Unanswered) fault("message {} of {} was never answered", said.id, testimony.account);
      if (said.fate == Said::Fate::Accepted && !is_there)
        fault("message {} of {} was accepted and nobody got it", said.id, testimony.account);
      if (said.fate == Said::Fate::Refused && is_there) {
        fault("message {} of {} was refused with {} and has place {}", said.id, testimony.account, said.condition, place->second);
      }
      if (!is_there) continue;
      if (places_.at(place->second)->body != said.body) fault("message {} of {} came with another body", said.id, testimony.account);
      // Who was out and came back may have been refused without hearing of it, and said it again.
      const bool in_order =
          place->second > last || !rules_.keeps_order_of_each || left_once_.count(testimony.account) != 0 || joined_late(testimony);
      if (!in_order) fault("message {} of {} has a place before what he said before it", said.id, testimony.account);
      last = place->second;
    }
  }

  bool joined_late(const Testimony& testimony) {
    const std::vector<std::uint64_t>& view = views_[testimony.account];
    return view.empty() || view.front() != 1;
  }

  void compare_end(const Testimony& testimony) {
    const bool is_member = members_.count(testimony.account) != 0;
    if (is_member != testimony.told.has_value()) {
      return fault("{} is {} member, and the server says otherwise", testimony.account, is_member ? "a" : "no");
    }
    if (!testimony.told) return;
    const groups::Info& told = *testimony.told;
    if (told.version != version_) fault("{} is told version {} where {} is in force", testimony.account, told.version, version_);
    if (!places_.empty() && told.order != places_.rbegin()->first) {
      fault("{} is told that {} is the last place, which is {}", testimony.account, told.order, places_.rbegin()->first);
    }
    if (told.hash != hash_of(members_)) fault("{} is told the hash of other members", testimony.account);
    std::map<std::string, Membership> members;
    for (const groups::Member& member : told.members) members.emplace(member.jid, Membership{member.role, member.since});
    const bool same = std::equal(members.begin(), members.end(), members_.begin(), members_.end(), [](const auto& a, const auto& b) {
      return a.first == b.first && a.second.role == b.second.role && a.second.since == b.second.since;
    });
    if (!same) fault("{} is shown other members, or roles, than follow from the history", testimony.account);
  }

  const std::vector<Testimony>& testimonies_;
  const Rules& rules_;
  Verdict verdict_;
  std::map<std::uint64_t, const Heard*> places_;
  std::uint64_t version_ = 0;
  std::map<std::string, Membership> members_;
  std::set<std::string> left_once_;
  std::map<std::string, std::vector<std::uint64_t>> views_;  ///< by account: the places that are for him
  std::map<std::pair<std::string, std::string>, std::uint64_t> places_of_messages_;
};

}  // namespace

Verdict judge(const std::vector<Testimony>& testimonies, const Rules& rules) { return History(testimonies, rules).judge(); }

}  // namespace assay::sim::crowd
