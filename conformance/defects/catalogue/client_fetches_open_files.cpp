#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_fetches_open_files();

Defect client_fetches_open_files() {
  return {.name = "client-fetches-open-files",
          .lie = "A client fetches files that messages in the clear speak of.",
          .violates = {"MSG-25p"},
          .told = fetching_in_spite_of({"no-such-file"})};
}

}  // namespace assay::conformance::defects::catalogue
