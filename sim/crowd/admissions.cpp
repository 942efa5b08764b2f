#include "sim/crowd/admissions.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace assay::sim::crowd {
namespace {

using stanza::groups::ChangeKind;

std::size_t times(const std::vector<std::string>& list, const std::string& what) {
  return static_cast<std::size_t>(std::count(list.begin(), list.end(), what));
}

std::size_t attempts_of(const Admissions& admissions, const std::string& account) {
  const auto found = admissions.attempts.find(account);
  return found == admissions.attempts.end() ? 0 : found->second;
}

// An admin from before the first request to the end.
bool always_rules(const std::string& account, const Chronicle& chronicle) {
  const auto seat = chronicle.members.find(account);
  return seat != chronicle.members.end() && seat->second.role != stanza::groups::Role::Member && seat->second.since == 1;
}

}  // namespace

std::vector<std::string> faults_of_admissions(const Admissions& admissions, const std::vector<Testimony>& testimonies,
                                              const Chronicle& chronicle) {
  std::vector<std::string> faults;
  for (const Chronicle::Entry& entry : chronicle.entries) {
    if (entry.how == ChangeKind::Joined && entry.actor == entry.account) {
      faults.push_back(fmt::format("{} came in at place {} by himself", entry.account, entry.n));
    }
    if (entry.how == ChangeKind::Joined && chronicle.rulers.count(entry.actor) == 0) {
      faults.push_back(fmt::format("{} was let in at place {} by {}, who never was an admin", entry.account, entry.n, entry.actor));
    }
  }
  for (const Testimony& testimony : testimonies) {
    const std::size_t at_most = attempts_of(admissions, testimony.account);
    if (testimony.rejections > at_most) {
      faults.push_back(fmt::format("{} is told {} times that he is not wanted, and asked at most {} times", testimony.account,
                                   testimony.rejections, at_most));
    }
    const bool waits = times(admissions.waiting, testimony.account) > 0;
    if (waits && chronicle.members.count(testimony.account) != 0) {
      faults.push_back(fmt::format("{} is in, and waits", testimony.account));
    }
    const bool came = std::any_of(chronicle.entries.begin(), chronicle.entries.end(),
                                  [&](const Chronicle::Entry& entry) { return entry.account == testimony.account; });
    if (admissions.waited.count(testimony.account) != 0 && !waits && !came && testimony.rejections == 0) {
      faults.push_back(fmt::format("{} was told to wait, and nobody knows of him", testimony.account));
    }
    for (const std::string& who : admissions.waited) {
      const std::size_t heard = times(testimony.asked, who);
      if (heard > attempts_of(admissions, who)) {
        faults.push_back(fmt::format("{} is told {} times that {} wants in", testimony.account, heard, who));
      }
      if (heard == 0 && always_rules(testimony.account, chronicle)) {
        faults.push_back(fmt::format("{} was never told that {} wants in", testimony.account, who));
      }
    }
    if (!testimony.asked.empty() && chronicle.rulers.count(testimony.account) == 0) {
      faults.push_back(fmt::format("{} is told who wants in, and never was an admin", testimony.account));
    }
  }
  return faults;
}

}  // namespace assay::sim::crowd
