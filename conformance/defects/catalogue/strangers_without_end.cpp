#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect strangers_without_end();

Defect strangers_without_end() {
  return {.name = "strangers-without-end",
          .lie = "An account may begin to write to any number of strangers.",
          .violates = {"MSG-14"},
          .limits = [](Limits limits) {
            limits.stranger_openings = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
