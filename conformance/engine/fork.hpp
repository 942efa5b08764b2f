#pragma once
// Where a play can go on in several ways (`either`): the first step of each way waits, and what comes decides. A way that stands earlier in
// the file wins where two fit. What no way wants is left to handlers and `ignores`, as everywhere.

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "conformance/engine/deed.hpp"

namespace assay::conformance::engine {

class Fork {
 public:
  struct Way {
    std::string name;
    Deed* first;  ///< not polled yet; outlives the fork
  };

  Fork(Scene& scene, std::vector<Way> ways);

  /// The index of the way that what came begins; Waiting while any still may begin; else why none does. Called after each input.
  using Decision = std::variant<Waiting, std::size_t, Stop>;
  [[nodiscard]] Decision decide();

  /// For the report of a timeout: what each way waits for, and why what came begins none.
  [[nodiscard]] std::string awaited() const;
  [[nodiscard]] std::string misfits() const;

 private:
  struct Tried {
    Way way;
    bool fits_not = false;  ///< of what came last
    std::string why;
  };

  [[nodiscard]] bool taken_by_others_of(Actor& actor);
  [[nodiscard]] bool take_what_nobody_wants();
  [[nodiscard]] Stop no_way() const;

  Scene& scene_;
  std::vector<Tried> ways_;
};

}  // namespace assay::conformance::engine
