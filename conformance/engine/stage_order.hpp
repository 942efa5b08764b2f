#pragma once
// What a play asks of its stage itself: something done to the implementation under test as a whole. The stage does it, or says why it
// cannot.

#include <string>

#include "reference/base/now.hpp"

namespace assay::conformance::engine {

struct StageOrder {
  enum class What {
    Kill,     ///< nothing that it had not made durable is left; its connections break
    Stop,     ///< it ends in order
    Start,    ///< after Kill or Stop: on the same data. Where it listens may change: the stage has changed its Target when it answers
    Pause,    ///< it does nothing any more; its connections stay
    GoOn,     ///< after Pause
    Advance,  ///< its clocks, monotonic and wall, go forward by `by`; whatever came due has been done when the stage answers
    Jump,     ///< its wall clock alone moves by `by`, forward or (negative) back
    Search,   ///< all that it has made durable is looked through for `sought` (at_rest.hpp): Failed says where it lies
  };
  What what = What::Kill;
  Duration by{};
  std::string sought{};
};

struct StageAnswer {
  enum class Outcome {
    Done,
    Cannot,  ///< this stage or this target has no way to do it
    Failed,  ///< the implementation did not do its part: it did not come up again, or holds what it must not
  };
  Outcome outcome = Outcome::Done;
  std::string why;  ///< unless Done: one line
};

}  // namespace assay::conformance::engine
