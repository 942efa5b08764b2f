#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_forgets_the_head();

Defect client_forgets_the_head() {
  return {.name = "client-forgets-the-head",
          .lie = "A client has its list proved anew each time, whatever the log was before.",
          .violates = {"ENC-20h"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* ask = element.find_child(kKeyLog, "ask")) *ask = xml::Element(kKeyLog, "ask");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
