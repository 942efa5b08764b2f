#include <utility>
#include <vector>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_broadcasts_no_rest();

Defect client_broadcasts_no_rest() {
  return {.name = "client-broadcasts-no-rest",
          .lie = "A client leaves a broadcast at what it could send at once.",
          .violates = {"BCL-19"},
          .client = [] {
            return lying_to_server([sent = false](xml::Element element) mutable {
              if (upload_in(element) != nullptr && std::exchange(sent, true)) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
