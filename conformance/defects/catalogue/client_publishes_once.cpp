#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_publishes_once();

Defect client_publishes_once() {
  return {.name = "client-publishes-once",
          .lie = "A phone publishes the list of its account's devices once, whatever becomes of it.",
          .violates = {"ENC-15e"},
          .client = [] {
            return lying_to_server([was_published = false](xml::Element element) mutable {
              const bool is_list = is_iq(element, "set", kDeviceList, "devices");
              if (is_list && std::exchange(was_published, true)) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
