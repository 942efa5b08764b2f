#pragma once
// Groups that were asked for while the server fell and connections broke (GRP-02): each is whole or is not, the answer names one that is,
// and its outcomes are what became of those who were named.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reference/stanza/groups.hpp"
#include "sim/crowd/history.hpp"

namespace assay::sim::crowd {

/// One request for a group. Its subject tells which groups it made: whoever lost the answer may have made several.
struct Creation {
  std::string creator;  ///< bare JID
  std::string subject;
  std::vector<std::string> named{};
  std::size_t attempts = 0;
  std::optional<stanza::groups::Invited> answer{};
  std::string refusal{};  ///< if that was the answer
};

struct Creations {
  std::vector<Creation> requests;
  std::map<std::string, Chronicle> groups;             ///< by address
  std::map<std::string, std::set<std::string>> lists;  ///< by account: the groups that the server shows it
  std::set<std::string> closed;                        ///< accounts that nobody may add
  std::size_t per_day = 0;                             ///< groups of one account
};

[[nodiscard]] std::vector<std::string> faults_of_creations(const Creations& creations);

}  // namespace assay::sim::crowd
