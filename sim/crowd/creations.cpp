#include "sim/crowd/creations.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace assay::sim::crowd {
namespace {

namespace groups = stanza::groups;
using groups::ChangeKind;
using groups::Outcome;

class CreationAudit {
 public:
  explicit CreationAudit(const Creations& creations) : creations_(creations) {}

  std::vector<std::string> faults() {
    for (const auto& [group, chronicle] : creations_.groups) look_at(group, chronicle);
    for (const Creation& request : creations_.requests) compare(request);
    for (const auto& [account, list] : creations_.lists) compare_list(account, list);
    compare_budgets();
    return std::move(faults_);
  }

 private:
  template <class... Args>
  void fault(fmt::format_string<Args...> text, Args&&... args) {
    faults_.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  // It begins with who made it, and with nobody who wants to be asked.
  void look_at(const std::string& group, const Chronicle& chronicle) {
    const auto first = chronicle.places.find(1);
    const groups::Change* created =
        first == chronicle.places.end() || !first->second.heard->change ? nullptr : &*first->second.heard->change;
    if (created == nullptr || created->kind != ChangeKind::Created || !created->text) {
      return fault("of group {} nobody was told who made it", group);
    }
    made_[created->text->text].push_back(group);
    ++made_by_[created->actor];
    for (const std::string& member : created->members) {
      if (member != created->actor && creations_.closed.count(member) != 0)
        fault("{} is put into group {} and wants to be asked", member, group);
    }
  }

  void compare(const Creation& request) {
    const std::vector<std::string>& made = made_[request.subject];
    if (made.size() > request.attempts) {
      fault("{} asked {} times for group '{}', and {} were made", request.creator, request.attempts, request.subject, made.size());
    }
    for (const std::string& group : made) compare_members(request, group);
    if (!request.answer) {
      if (request.refusal != "rate-limit") fault("group '{}' is refused with '{}'", request.subject, request.refusal);
      refused_.insert(request.creator);
      return;
    }
    if (std::find(made.begin(), made.end(), request.answer->group) == made.end()) {
      return fault("{} is told of group {} for '{}', which is none", request.creator, request.answer->group, request.subject);
    }
    std::set<std::string> added = {request.creator};
    for (const groups::Invitee& invitee : request.answer->invitees) {
      if (invitee.outcome == Outcome::Added) added.insert(invitee.jid);
    }
    if (added != members_of(request.answer->group)) fault("the outcomes of group '{}' are not who is in", request.subject);
  }

  // Everybody who was named and may be added, and nobody else.
  void compare_members(const Creation& request, const std::string& group) {
    std::set<std::string> wanted = {request.creator};
    for (const std::string& jid : request.named) {
      if (creations_.closed.count(jid) == 0 || jid == request.creator) wanted.insert(jid);
    }
    if (members_of(group) != wanted) fault("group {} for '{}' was made with others than were named", group, request.subject);
  }

  std::set<std::string> members_of(const std::string& group) const {
    const groups::Change& created = *creations_.groups.at(group).places.at(1).heard->change;
    return {created.members.begin(), created.members.end()};
  }

  void compare_list(const std::string& account, const std::set<std::string>& list) {
    for (const std::string& group : list) {
      const auto found = creations_.groups.find(group);
      if (found == creations_.groups.end() || found->second.members.count(account) == 0) {
        fault("{} is shown group {}, in which he is not", account, group);
      }
    }
    for (const auto& [group, chronicle] : creations_.groups) {
      if (chronicle.members.count(account) != 0 && list.count(group) == 0) fault("{} is in group {} and is not shown it", account, group);
    }
  }

  // A group that was not made costs nothing; one that was made does, whether or not its maker was told (GRP-26).
  void compare_budgets() {
    for (const auto& [account, made] : made_by_) {
      if (made > creations_.per_day) fault("{} made {} groups, where {} may be", account, made, creations_.per_day);
    }
    for (const std::string& account : refused_) {
      if (made_by_[account] < creations_.per_day) {
        fault("{} was refused a group, and made {} of {}", account, made_by_[account], creations_.per_day);
      }
    }
  }

  const Creations& creations_;
  std::map<std::string, std::vector<std::string>> made_;  ///< groups, by subject
  std::map<std::string, std::size_t> made_by_;
  std::set<std::string> refused_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of_creations(const Creations& creations) { return CreationAudit(creations).faults(); }

}  // namespace assay::sim::crowd
