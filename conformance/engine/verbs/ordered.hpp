#pragma once
// A deed that the stage does: it asks once and waits for the answer.

#include <cstddef>
#include <optional>
#include <string>

#include "conformance/engine/deed.hpp"
#include "conformance/engine/stage_order.hpp"

namespace assay::conformance::engine::verbs {

class Ordered : public Deed {
 public:
  using Deed::Deed;

  std::string awaited() const override { return cue_.step.text; }
  /// Starting an implementation takes as long as it takes: the stage knows how long to wait, not the step.
  std::optional<Instant> wakes_at() const override { return gives_up_at_; }

 protected:
  [[nodiscard]] bool asked() const { return number_.has_value(); }
  void ask(StageOrder order);
  /// `expected`: what a person reads where the implementation did not do its part.
  [[nodiscard]] Progress answered(const std::string& expected);
  /// The span of arguments[0] and arguments[1]; nothing where they are none.
  [[nodiscard]] std::optional<Duration> time_said() const;
  /// Why they are none.
  [[nodiscard]] std::string no_time() const;

 private:
  std::optional<std::size_t> number_;
  std::optional<Instant> gives_up_at_;
};

}  // namespace assay::conformance::engine::verbs
