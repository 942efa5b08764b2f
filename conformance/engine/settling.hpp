#pragma once
// The end of a play in real time: what is still on its way comes before the inboxes are looked at. Every phone pings its server and is
// answered, which proves that what it caused has passed there; then each does so again, and what was for it has come before the answer.

#include <string>
#include <utility>
#include <vector>

#include "conformance/engine/scene.hpp"

namespace assay::conformance::engine {

class Settling {
 public:
  explicit Settling(Scene& scene) : scene_(scene) {}

  /// Goes on as far as it can. Called after each input.
  [[nodiscard]] bool done();

 private:
  static constexpr int kRounds = 2;

  [[nodiscard]] bool is_unanswered() const;

  Scene& scene_;
  int rounds_ = 0;
  std::vector<std::pair<const Actor*, std::string>> asked_;
};

}  // namespace assay::conformance::engine
