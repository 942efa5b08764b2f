#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_forgotten();

Defect push_forgotten() {
  return {.name = "push-forgotten",
          .lie = "A server that starts again has forgotten whom to wake.",
          .violates = {"OFF-14a"},
          .store = in_memory_alone("push")};
}

}  // namespace assay::conformance::defects::catalogue
