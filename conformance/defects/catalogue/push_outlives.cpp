#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
namespace assay::conformance::defects::catalogue {

Defect push_outlives();

Defect push_outlives() {
  return {.name = "push-outlives",
          .lie = "Whoever had the number is woken for whoever has it.",
          .violates = {"OFF-14f", "OFF-14g"},
          .store = never_erasing("push")};
}

}  // namespace assay::conformance::defects::catalogue
