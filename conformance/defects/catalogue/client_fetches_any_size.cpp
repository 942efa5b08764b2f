#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_fetches_any_size();

Defect client_fetches_any_size() {
  return {.name = "client-fetches-any-size",
          .lie = "A client fetches files of any announced size.",
          .violates = {"MSG-25r"},
          .told = fetching_in_spite_of({"file-too-large", "bad-file"})};
}

}  // namespace assay::conformance::defects::catalogue
