#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_fetches_from_anywhere();

Defect client_fetches_from_anywhere() {
  return {.name = "client-fetches-from-anywhere",
          .lie = "A client fetches files from wherever a message says.",
          .violates = {"MSG-25q"},
          .told = fetching_in_spite_of({"foreign-address"})};
}

}  // namespace assay::conformance::defects::catalogue
