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

using Form = Heard::Form;

// What is the same for all who got it, be it the promise of it or itself.
std::string essence(const Heard& heard) {
  const std::string what = heard.change ? xml::write(heard.change->write()) : heard.from + " says " + heard.id;
  return fmt::format("in {} at version {}: {}", heard.group, heard.version, what);
}

std::string told_briefly(const Heard& heard) {
  if (!heard.change) return fmt::format("message {} of {}", heard.id, heard.from);
  return fmt::format("version {} ({})", heard.change->version, groups::name_of(heard.change->kind));
}

std::string hash_of(const std::map<std::string, Chronicle::Seat>& members) {
  std::vector<std::string> jids;
  for (const auto& [jid, seat] : members) jids.push_back(jid);
  return base64url(crypto::sha256(groups::hashed_text(std::move(jids))));
}

class History {
 public:
  History(const std::vector<Testimony>& testimonies, const Rules& rules) : testimonies_(testimonies), rules_(rules) {}

  Verdict judge() {
    for (const Testimony& testimony : testimonies_) hear(testimony);
    replay();
    for (const Testimony& testimony : testimonies_) {
      said_of_[testimony.account] = &testimony;
      if (testimony.ended) predecessors_[testimony.goes_on_as].push_back(testimony.account);
    }
    for (const Testimony& testimony : testimonies_) {
      compare_view(testimony);
      compare_words(testimony);
      compare_end(testimony);
    }
    verdict_.places = chronicle_.places.size();
    verdict_.members = members_.size();
    verdict_.chronicle = std::move(chronicle_);
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
      const Heard*& known = chronicle_.places[heard.n].heard;
      if (known == nullptr) {
        known = &heard;
        continue;
      }
      const bool both_whole = known->form != Form::Awaited && heard.form != Form::Awaited;
      if (essence(*known) != essence(heard) || (both_whole && known->body != heard.body)) {
        fault("at place {} {} got '{} {}', and somebody else '{} {}'", heard.n, testimony.account, essence(heard), heard.body,
              essence(*known), known->body);
      }
      if (known->form == Form::Awaited) known = &heard;
    }
  }

  // Who is a member at each place follows from the places before.
  void replay() {
    std::uint64_t before = 0;
    for (auto& [n, place] : chronicle_.places) {
      if (n != before + 1) fault("nobody got what is between the places {} and {}", before, n);
      before = n;
      const Heard& heard = *place.heard;
      std::map<std::string, std::uint64_t> audience;
      for (const auto& [jid, seat] : members_) audience.emplace(jid, seat.since);
      heard.change ? apply(n, *heard.change, audience) : wrote(heard);
      if (heard.version != version_) fault("place {} is of version {} and says {}", n, version_, heard.version);
      for (const auto& [jid, since] : audience) views_[jid].push_back(n);
      place.audience.assign(audience.begin(), audience.end());
    }
    if (rules_.may_end && members_.size() == 1 && is_out(members_.begin()->first)) members_.clear();
    chronicle_.version = version_;
    chronicle_.members = members_;
  }

  bool is_out(const std::string& account) const {
    return std::any_of(testimonies_.begin(), testimonies_.end(),
                       [&](const Testimony& testimony) { return testimony.account == account && !testimony.told; });
  }

  void wrote(const Heard& heard) {
    if (members_.count(heard.from) == 0) fault("message {} at place {} is of {}, who is no member there", heard.id, heard.n, heard.from);
    if (!places_of_messages_.emplace(std::pair{heard.from, heard.id}, heard.n).second) {
      fault("message {} of {} has two places, {} and {}", heard.id, heard.from, places_of_messages_.at({heard.from, heard.id}), heard.n);
    }
  }

  // `audience`: the members before, and those behind it at the end.
  void apply(std::uint64_t n, const groups::Change& change, std::map<std::string, std::uint64_t>& audience) {
    ++verdict_.changes;
    if (change.previous != version_ || change.version != version_ + 1) {
      fault("place {} makes version {} of {}, where {} was in force", n, change.version, change.previous, version_);
    }
    version_ = change.version;
    switch (change.kind) {
      case ChangeKind::Created:
      case ChangeKind::Added:
      case ChangeKind::Joined:
        for (const std::string& jid : change.members) comes(n, jid, change, audience);
        if (change.kind == ChangeKind::Created && members_.count(change.actor) != 0) become(n, change.actor, Role::Owner);
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
    chronicle_.hashes[version_] = hash_of(members_);
    if (change.hash != chronicle_.hashes[version_]) fault("place {} has the hash of other members than follow from it", n);
    if (members_.size() > rules_.members) fault("at place {} are {} members, where {} may be", n, members_.size(), rules_.members);
    verdict_.most_members = std::max(verdict_.most_members, members_.size());
  }

  void comes(std::uint64_t n, const std::string& jid, const groups::Change& change, std::map<std::string, std::uint64_t>& audience) {
    if (!members_.emplace(jid, Chronicle::Seat{Role::Member, change.version}).second) fault("place {} lets {} in, who is in", n, jid);
    chronicle_.entries.push_back({n, jid, change.actor, change.kind});
    audience.emplace(jid, change.version);
  }

  void goes(std::uint64_t n, const std::string& jid) {
    if (members_.erase(jid) == 0) fault("at place {} goes {}, who is not in", n, jid);
    chronicle_.departures[jid].push_back(n);
  }

  // Under another number he is who he was.
  void moves(std::uint64_t n, const groups::Change& change, std::map<std::string, std::uint64_t>& audience) {
    const auto from = members_.find(change.actor);
    if (from == members_.end() || change.members.size() != 1) return fault("place {} moves {}, who is not in", n, change.actor);
    const Chronicle::Seat seat = from->second;
    const std::string& to = change.members.front();
    members_.erase(from);
    if (!members_.emplace(to, seat).second) fault("place {} moves {} to {}, who is in", n, change.actor, to);
    if (seat.role != Role::Member) chronicle_.rulers.insert(to);
    audience.erase(change.actor);
    audience.emplace(to, seat.since);
    if (chronicle_.person(to) == change.actor) return fault("place {} moves {} in a circle", n, change.actor);
    chronicle_.successors.emplace(change.actor, to);
  }

  void become(std::uint64_t n, const groups::Change& change, Role role) {
    for (const std::string& jid : change.members) become(n, jid, role);
  }
  void become(std::uint64_t n, const std::string& jid, Role role) {
    const auto found = members_.find(jid);
    if (found == members_.end()) return fault("place {} gives {} a role, who is not in", n, jid);
    found->second.role = role;
    if (role != Role::Member) chronicle_.rulers.insert(jid);
  }

  // --- and each one's piece of it -----------------------------------------------------------------------------------------------------

  static bool has(const std::vector<std::uint64_t>& places, std::uint64_t n) { return std::binary_search(places.begin(), places.end(), n); }

  // What waited for the account that this one goes on for came to this one.
  bool is_carried(const std::string& account, std::uint64_t n) {
    const std::vector<std::string>& before = predecessors_[account];
    return std::any_of(before.begin(), before.end(), [&](const std::string& from) { return has(views_[from], n); });
  }

  void compare_view(const Testimony& testimony) {
    const std::vector<std::uint64_t>& expected = views_[testimony.account];
    std::uint64_t last = 0;
    std::map<std::uint64_t, Form> got;
    for (const Heard& heard : testimony.heard) {
      if (heard.form == Form::Repaired) {
        repaired(testimony, heard, got);
        continue;
      }
      const bool is_new = got.emplace(heard.n, heard.form).second;
      if (is_carried(testimony.account, heard.n) && (!is_new || !has(expected, heard.n))) continue;
      if (!is_new) {
        fault("{} got place {} twice", testimony.account, heard.n);
      } else if (heard.n < last) {
        fault("{} got place {} behind place {}", testimony.account, heard.n, last);
      }
      last = heard.n;
      if (!has(expected, heard.n)) {
        fault("{} got place {}, {}, and is no member there", testimony.account, heard.n, told_briefly(heard));
      }
      compare_form(testimony, heard);
    }
    for (const std::uint64_t n : expected) compare_reach(testimony, n, got);
  }

  // GRP-15b: once, in the old place, to whoever had the promise.
  void repaired(const Testimony& testimony, const Heard& heard, std::map<std::uint64_t, Form>& got) {
    ++verdict_.repaired;
    const auto promise = got.find(heard.n);
    if (promise == got.end() || promise->second != Form::Awaited) {
      fault("{} got {} at place {} as repaired, and {}", testimony.account, told_briefly(heard), heard.n,
            promise == got.end() ? "awaits nothing there" : "had it");
    }
    got[heard.n] = Form::Repaired;
  }

  // GRP-15a: the promise for whoever came behind the version that the sender meant, if its members were others; itself for everybody else.
  void compare_form(const Testimony& testimony, const Heard& heard) {
    if (heard.change) return;
    const Said* said = said_at(heard);
    const Chronicle::Place& place = chronicle_.places.at(heard.n);
    const std::uint64_t* since = place.since(testimony.account);
    if (said == nullptr || since == nullptr) return;
    const bool is_meant =
        !said->recipients || said->recipients->hash == chronicle_.hashes[heard.version] || *since <= said->recipients->version;
    if (is_meant == (heard.form == Form::Whole)) return;
    fault("{} got {} of {} at place {}, which {} meant for him", testimony.account, is_meant ? "the promise" : "the whole", heard.id,
          heard.n, is_meant ? "was" : "was not");
  }

  const Said* said_at(const Heard& heard) {
    const auto sender = said_of_.find(heard.from);
    if (sender == said_of_.end()) return nullptr;
    const std::vector<Said>& said = sender->second->said;
    const auto found = std::find_if(said.begin(), said.end(), [&](const Said& one) { return one.id == heard.id; });
    return found == said.end() ? nullptr : &*found;
  }

  void compare_reach(const Testimony& testimony, std::uint64_t n, const std::map<std::uint64_t, Form>& got) {
    const Heard& what = *chronicle_.places.at(n).heard;
    const auto own = got.find(n);
    if (own == got.end()) {
      // There is nobody to be told that he went.
      if (testimony.ended && what.change && what.change->kind == ChangeKind::Left && what.change->actor == testimony.account) return;
      if (!heard_by_successor(testimony, n)) fault("{} never got place {}, {}", testimony.account, n, told_briefly(what));
      return;
    }
    // Nobody repairs for who has gone, and who has gone repairs nothing.
    const bool is_over = !chronicle_.stayed(testimony.account, n) || !chronicle_.stayed(what.from, n);
    if (own->second == Form::Awaited && !is_over) fault("{} awaits {} at place {} for ever", testimony.account, told_briefly(what), n);
  }

  bool heard_by_successor(const Testimony& testimony, std::uint64_t n) {
    if (!testimony.ended) return false;
    const auto other = said_of_.find(testimony.goes_on_as);
    if (other == said_of_.end()) return false;
    const std::vector<Heard>& heard = other->second->heard;
    return std::any_of(heard.begin(), heard.end(), [&](const Heard& one) { return one.n == n; });
  }

  void compare_words(const Testimony& testimony) {
    std::uint64_t last = 0;
    for (const Said& said : testimony.said) {
      const auto place = places_of_messages_.find({testimony.account, said.id});
      const bool is_there = place != places_of_messages_.end();
      if (said.fate == Fate::Unanswered && !testimony.ended) fault("message {} of {} was never answered", said.id, testimony.account);
      if (said.fate == Fate::Accepted && !is_there) fault("message {} of {} was accepted and nobody got it", said.id, testimony.account);
      if (said.fate == Fate::Refused && is_there) {
        fault("message {} of {} was refused with {} and has place {}", said.id, testimony.account, said.condition, place->second);
      }
      if (!is_there) continue;
      const Heard& heard = *chronicle_.places.at(place->second).heard;
      if (heard.form != Form::Awaited && heard.body != said.body)
        fault("message {} of {} came with another body", said.id, testimony.account);
      // Who was out and came back may have been refused without hearing of it, and said it again.
      const bool in_order = place->second > last || !rules_.keeps_order_of_each || chronicle_.departures.count(testimony.account) != 0 ||
                            joined_late(testimony);
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
    if (testimony.ended && is_member) return fault("{} goes on as {} and is a member still", testimony.account, testimony.goes_on_as);
    if (is_member != testimony.told.has_value()) {
      return fault("{} is {} member, and the server says otherwise", testimony.account, is_member ? "a" : "no");
    }
    if (!testimony.told) return;
    const groups::Info& told = *testimony.told;
    if (told.version != version_) fault("{} is told version {} where {} is in force", testimony.account, told.version, version_);
    const auto& places = chronicle_.places;
    if (!places.empty() && told.order != places.rbegin()->first) {
      fault("{} is told that {} is the last place, which is {}", testimony.account, told.order, places.rbegin()->first);
    }
    if (told.hash != hash_of(members_)) fault("{} is told the hash of other members", testimony.account);
    std::map<std::string, Chronicle::Seat> members;
    for (const groups::Member& member : told.members) members.emplace(member.jid, Chronicle::Seat{member.role, member.since});
    const bool same = std::equal(members.begin(), members.end(), members_.begin(), members_.end(), [](const auto& a, const auto& b) {
      return a.first == b.first && a.second.role == b.second.role && a.second.since == b.second.since;
    });
    if (!same) fault("{} is shown other members, or roles, than follow from the history", testimony.account);
  }

  const std::vector<Testimony>& testimonies_;
  const Rules& rules_;
  Verdict verdict_;
  Chronicle chronicle_;
  std::uint64_t version_ = 0;
  std::map<std::string, Chronicle::Seat> members_;
  std::map<std::string, const Testimony*> said_of_;
  std::map<std::string, std::vector<std::string>> predecessors_;
  std::map<std::string, std::vector<std::uint64_t>> views_;  ///< by account: the places that are for him
  std::map<std::pair<std::string, std::string>, std::uint64_t> places_of_messages_;
};

}  // namespace

const std::uint64_t* Chronicle::Place::since(const std::string& account) const {
  const auto at =
      std::lower_bound(audience.begin(), audience.end(), account, [](const auto& one, const auto& other) { return one.first < other; });
  return at == audience.end() || at->first != account ? nullptr : &at->second;
}

const std::string& Chronicle::person(const std::string& account) const {
  const auto next = successors.find(account);
  return next == successors.end() ? account : person(next->second);
}

bool Chronicle::stayed(const std::string& account, std::uint64_t since) const {
  const auto gone = departures.find(account);
  if (gone != departures.end() && gone->second.back() >= since) return false;
  const auto next = successors.find(account);
  return next == successors.end() || stayed(next->second, since);
}

Verdict judge(const std::vector<Testimony>& testimonies, const Rules& rules) { return History(testimonies, rules).judge(); }

}  // namespace assay::sim::crowd
