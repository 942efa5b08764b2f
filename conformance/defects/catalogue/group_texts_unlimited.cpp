#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_texts_unlimited();

Defect group_texts_unlimited() {
  return {.name = "group-texts-unlimited",
          .lie = "Subject and description may be as long as one likes.",
          .violates = {"GRP-14"},
          .limits = [](Limits limits) {
            limits.group_subject_characters = limits.group_description_characters = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
