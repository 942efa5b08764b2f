#pragma once
// What one account can say about groups when everything is over: what its device got, in order, what it said and was answered, and what it
// is told when it asks. Written down beside the server.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::sim::crowd {

/// A message or event of a group, as it came. What came again because its acknowledgement was lost is here once.
struct Heard {
  enum class Form {
    Whole,
    Awaited,   ///< a promise in a message's place
    Repaired,  ///< the message that was promised
  };
  std::uint64_t n = 0;        ///< its place
  std::uint64_t version = 0;  ///< of the members, there
  std::string group;          ///< bare JID
  std::string from;           ///< bare JID of the member who wrote; "" for an event
  std::string id;
  std::string body;
  std::optional<stanza::groups::Change> change{};
  Form form = Form::Whole;
};

/// What became of something that was given to a phone for the server. Of an account that has ended, some never learn it.
enum class Fate { Unanswered, Accepted, Refused };

/// A message that he gave to his phone.
struct Said {
  std::string id;
  std::string body;
  Fate fate = Fate::Unanswered;
  std::string condition{};                                 ///< of a refusal
  std::string group{};                                     ///< bare JID
  std::optional<stanza::groups::Recipients> recipients{};  ///< whom he meant
};

/// A receipt that his phone gave.
struct Given {
  std::string group;
  std::uint64_t n = 0;
  stanza::groups::Reached reached = stanza::groups::Reached::Delivered;
  Fate fate = Fate::Unanswered;
  std::size_t attempts = 0;  ///< of giving it: what is refused in the end may have been taken before
};

/// What he was told of who has his message.
struct Sums {
  std::string group;
  stanza::groups::Receipts told;
};

struct Testimony {
  std::string account;  ///< bare JID
  std::vector<Heard> heard{};
  std::vector<Said> said{};                    ///< in the order of saying
  std::optional<stanza::groups::Info> told{};  ///< the group as the server shows it to him at the end; nothing: he is no member
  std::vector<Given> given{};
  std::vector<Sums> sums{};                       ///< in the order of coming
  std::vector<std::string> asked{};               ///< who want to be let in, as he was told
  std::size_t rejections = 0;                     ///< that he was told
  std::map<std::string, std::size_t> attempts{};  ///< by the id of a request: how often it was sent
  bool ended = false;                             ///< the account is no more
  std::string goes_on_as{};                       ///< if it ended: the account of his new number
  std::vector<std::string> oddities{};            ///< what no server may send
};

}  // namespace assay::sim::crowd
