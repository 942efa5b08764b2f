#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect offline_message_doubled();

Defect offline_message_doubled() {
  return {.name = "offline-message-doubled",
          .lie = "Each message that waited is delivered twice.",
          .violates = {"OFF-08"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  std::vector<xml::Element> out = just(element);
                  if (is_delayed(element)) out.push_back(std::move(element));
                  return out;
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
