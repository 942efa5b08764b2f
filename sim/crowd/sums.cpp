#include "sim/crowd/sums.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include <fmt/format.h>

namespace assay::sim::crowd {
namespace {

namespace groups = stanza::groups;
using groups::Reached;

// Of one message: whom the server may have counted, and whom it must.
struct Bounds {
  std::size_t of = 0;
  std::size_t delivered_at_most = 0;
  std::size_t delivered_at_least = 0;
  std::size_t read_at_most = 0;
  std::size_t read_at_least = 0;
};

class SumAudit {
 public:
  SumAudit(const std::vector<Testimony>& testimonies, const Chronicle& chronicle) : testimonies_(testimonies), chronicle_(chronicle) {}

  std::vector<std::string> faults() {
    for (const Testimony& testimony : testimonies_) {
      for (const Given& given : testimony.given) note(testimony.account, given);
    }
    for (const Testimony& testimony : testimonies_) {
      for (const Sums& sums : testimony.sums) compare(testimony.account, sums.told);
    }
    for (const auto& [n, place] : chronicle_.places) {
      if (!place.heard->change) compare_last(n, *place.heard);
    }
    return std::move(faults_);
  }

 private:
  struct Reach {
    bool delivered_maybe = false;
    bool delivered = false;
    bool read_maybe = false;
    bool read = false;
  };

  template <class... Args>
  void fault(fmt::format_string<Args...> text, Args&&... args) {
    faults_.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  // One that was never answered, or was answered once it was sent again, may have been counted. Who has read it has it.
  void note(const std::string& account, const Given& given) {
    if (given.fate == Fate::Refused && given.attempts < 2) return;
    Reach& reach = reached_[{given.n, account}];
    const bool certain = given.fate == Fate::Accepted;
    const bool reads = given.reached == Reached::Read;
    reach.delivered_maybe = true;
    reach.delivered = reach.delivered || certain;
    reach.read_maybe = reach.read_maybe || reads;
    reach.read = reach.read || (reads && certain);
  }

  Reach reach_of(std::uint64_t n, const std::string& account) const {
    const auto found = reached_.find({n, account});
    return found == reached_.end() ? Reach{} : found->second;
  }

  // Under whichever number he gave it: whoever was to get the message counts as one.
  Bounds bounds_of(std::uint64_t n) const {
    const Chronicle::Place& place = chronicle_.places.at(n);
    Bounds bounds;
    for (const auto& [account, since] : place.audience) {
      if (account == place.heard->from) continue;
      ++bounds.of;
      Reach reach = reach_of(n, account);
      const std::string& person = chronicle_.person(account);
      if (person != account) {
        const Reach later = reach_of(n, person);
        reach.delivered_maybe = reach.delivered_maybe || later.delivered_maybe;
        reach.delivered = reach.delivered || later.delivered;
        reach.read_maybe = reach.read_maybe || later.read_maybe;
        reach.read = reach.read || later.read;
      }
      bounds.delivered_at_most += reach.delivered_maybe ? 1 : 0;
      bounds.read_at_most += reach.read_maybe ? 1 : 0;
      // Who went, or goes on as one who was to get it himself, may be counted or not.
      if (!chronicle_.stayed(account, n) || (person != account && place.since(person) != nullptr)) continue;
      bounds.delivered_at_least += reach.delivered ? 1 : 0;
      bounds.read_at_least += reach.read ? 1 : 0;
    }
    return bounds;
  }

  void compare(const std::string& account, const groups::Receipts& told) {
    const auto place = chronicle_.places.find(told.n);
    const Heard* message = place == chronicle_.places.end() ? nullptr : place->second.heard;
    if (!message || message->change || message->id != told.id || !is_his(message->from, account)) {
      return fault("{} is told sums of place {}, which is not his", account, told.n);
    }
    const Bounds bounds = bounds_of(told.n);
    const std::string what = fmt::format("of message {} at place {}", told.id, told.n);
    if (told.of != bounds.of) fault("{} is told that {} were to get it, {}, who were {}", account, told.of, what, bounds.of);
    if (told.delivered > bounds.delivered_at_most || told.read > bounds.read_at_most || told.read > told.delivered) {
      fault("{} is told that {} have it and {} have read it, {}, where at most {} and {} can", account, told.delivered, told.read, what,
            bounds.delivered_at_most, bounds.read_at_most);
    }
    const auto [last, is_first] = last_.emplace(std::pair{chronicle_.person(account), told.n}, told);
    if (is_first) return;
    // What waited for the old number may come behind what the new one was told.
    if (told.delivered < last->second.delivered || told.read < last->second.read) {
      if (account == message->from) fault("{} is told smaller sums than before, {}", account, what);
      return;
    }
    last->second = told;
  }

  // What waited for the account that he had before came to this one, also where both were in the group and no change says so.
  bool is_his(const std::string& writer, const std::string& account) const {
    if (chronicle_.person(writer) == chronicle_.person(account)) return true;
    return std::any_of(testimonies_.begin(), testimonies_.end(),
                       [&](const Testimony& one) { return one.account == writer && one.goes_on_as == account; });
  }

  void compare_last(std::uint64_t n, const Heard& message) {
    if (!chronicle_.stayed(message.from, n)) return;
    const Bounds bounds = bounds_of(n);
    const auto last = last_.find({chronicle_.person(message.from), n});
    const std::size_t delivered = last == last_.end() ? 0 : last->second.delivered;
    const std::size_t read = last == last_.end() ? 0 : last->second.read;
    if (delivered >= bounds.delivered_at_least && read >= bounds.read_at_least) return;
    fault("{} was told at last that {} have message {} at place {} and {} have read it, where {} and {} do", message.from, delivered,
          message.id, n, read, bounds.delivered_at_least, bounds.read_at_least);
  }

  const std::vector<Testimony>& testimonies_;
  const Chronicle& chronicle_;
  std::map<std::pair<std::uint64_t, std::string>, Reach> reached_;
  std::map<std::pair<std::string, std::uint64_t>, groups::Receipts> last_;  ///< by person and place: the largest
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of_sums(const std::vector<Testimony>& testimonies, const Chronicle& chronicle) {
  return SumAudit(testimonies, chronicle).faults();
}

}  // namespace assay::sim::crowd
