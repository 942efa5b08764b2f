#pragma once
// The one history of a group, put together from what its members got, and each member's view held against it. It knows nothing of the
// server but the chapter (reference/spec/06-groups.md): who is a member at a place follows from the changes before it.

#include <cstddef>
#include <string>
#include <vector>

#include "sim/crowd/testimony.hpp"

namespace assay::sim::crowd {

struct Rules {
  std::size_t members = 1'024;  ///< the group's limit
  /// Where a commit may fail without a crash, a message can be refused, the refusal be lost, and the next one be accepted before it.
  bool keeps_order_of_each = true;
};

struct Verdict {
  std::size_t places = 0;
  std::size_t changes = 0;
  std::size_t members = 0;          ///< at the end
  std::size_t most_members = 0;     ///< at any place
  std::vector<std::string> faults;  ///< none: every view is a piece of one history
};

/// The testimonies are complete: everything that was under way has arrived.
[[nodiscard]] Verdict judge(const std::vector<Testimony>& testimonies, const Rules& rules);

}  // namespace assay::sim::crowd
