#pragma once
// What one member of a group can say about it when everything is over: what his device got, in order, what he said and was answered, and
// what he is told when he asks. Written down beside the server.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/stanza/group_change.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::sim::crowd {

/// A message or event of the group, as it came. What came again because its acknowledgement was lost is here once.
struct Heard {
  std::uint64_t n = 0;        ///< its place
  std::uint64_t version = 0;  ///< of the members, there
  std::string group;          ///< bare JID
  std::string from;           ///< bare JID of the member who wrote; "" for an event
  std::string id;
  std::string body;
  std::optional<stanza::groups::Change> change{};
};

/// A message that he gave to his phone.
struct Said {
  enum class Fate { Unanswered, Accepted, Refused };
  std::string id;
  std::string body;
  Fate fate = Fate::Unanswered;
  std::string condition{};  ///< of a refusal
};

struct Testimony {
  std::string account;  ///< bare JID
  std::vector<Heard> heard{};
  std::vector<Said> said{};                    ///< in the order of saying
  std::optional<stanza::groups::Info> told{};  ///< the group as the server shows it to him at the end; nothing: he is no member
  std::vector<std::string> oddities{};         ///< what no server may send
};

}  // namespace assay::sim::crowd
