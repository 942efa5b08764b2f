#pragma once
// What happens in one play: who is there, who does what when, and what goes wrong meanwhile. Drawn from a seed before it begins, so that a
// play depends on its plan alone. Each seed has some kinds of trouble and not others, of a strength of its own: all of everything at once
// would hide what two of them can do.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::sim::crowd {

enum class Case {
  Mixed,      ///< a dozen phones write, come, go and rule in a group that is full or nearly so
  Fifty,      ///< fifty admins add and remove members at the same instant
  LastPlace,  ///< many come by a link, at the same instant, for the last place
  Receipts,   ///< every message gets receipts, and its sender sums of them
  Approval,   ///< who comes by the link waits until one of several admins lets him in, or does not
  Moves,      ///< members go on under other numbers, with receipts
  Repairs,    ///< senders say for whom they mean their messages, while others come and go
  Creation,   ///< groups are made, and no group is there before
  RealSize,   ///< two who come for the last place, where 1,023 are in already
};
[[nodiscard]] std::string_view name(Case which);
[[nodiscard]] std::vector<Case> all_cases();

/// Phones are numbered from 0, the owner; 1 stays in the group whatever happens.
struct Deed {
  enum class Kind { Say, Add, Remove, Promote, Demote, Join, Leave, Subject, Read, Approve, Reject, Move, Create };
  Duration at{};  ///< from the beginning
  std::size_t who = 0;
  Kind kind = Kind::Say;
  std::vector<std::size_t> whom{};
};

struct Mishap {
  enum class Kind {
    Cut,      ///< the connection ends
    CutUp,    ///< and the next one when so many octets from the phone have arrived
    CutDown,  ///< or from the server
    Off,      ///< the battery is empty, for `time`
    Tunnel,   ///< no connection for `time`
  };
  Duration at{};
  std::size_t who = 0;
  Kind kind = Kind::Cut;
  std::uint64_t octets = 0;
  Duration time{};
};

struct Strike {
  matrix::Breakage breakage = matrix::Breakage::CrashBehind;
  std::uint64_t commits = 0;  ///< from the strike before it, or the beginning
};

struct Plan {
  std::size_t phones = 0;
  std::size_t members = 0;            ///< in the group at the beginning: phones 0 .. members-1
  std::size_t admins = 0;             ///< beside the owner: phones 1 .. admins
  std::size_t limit = 0;              ///< of members
  std::vector<std::string> links;     ///< of each phone, the name of a profile
  std::vector<bool> resumes;          ///< whether each phone resumes sessions
  bool approval = false;              ///< of whoever comes by the link
  bool receipts = false;              ///< given for every message
  bool recipients = false;            ///< named with every message
  std::vector<std::size_t> closed{};  ///< phones that nobody may add to groups
  std::size_t groups_per_day = 20;
  std::vector<Deed> deeds;
  std::vector<Mishap> mishaps;
  std::vector<Strike> strikes;
  Duration length{};
};

/// Phones of the largest plan of that case.
[[nodiscard]] std::size_t phones_of(Case which);
[[nodiscard]] Plan draw(Case which, std::uint64_t seed);

}  // namespace assay::sim::crowd
