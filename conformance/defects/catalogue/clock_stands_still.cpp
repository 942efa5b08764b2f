#include <optional>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect clock_stands_still();

Defect clock_stands_still() {
  return {.name = "clock-stands-still",
          .lie = "The wall clock stands where it stood when the server started.",
          .violates = {"REG-03b", "REG-07"},
          .clock = [] {
            return [first = std::optional<WallTime>()](WallTime now) mutable {
              if (!first) first = now;
              return *first;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
