#include <optional>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect clock_races();

Defect clock_races() {
  return {.name = "clock-races", .lie = "The wall clock is a thousand times too fast.", .violates = {"REG-07", "REG-08a"}, .clock = [] {
            return [first = std::optional<WallTime>()](WallTime now) mutable {
              if (!first) first = now;
              return *first + (now - *first) * 1000;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
