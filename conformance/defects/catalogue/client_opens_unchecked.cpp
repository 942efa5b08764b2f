#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_opens_unchecked();

Defect client_opens_unchecked() {
  return {.name = "client-opens-unchecked",
          .lie = "A client takes a file whatever octets came.",
          .violates = {"MSG-25s"},
          .told = fetching_in_spite_of({"wrong-hash", "wrong-size", "not-authentic"})};
}

}  // namespace assay::conformance::defects::catalogue
