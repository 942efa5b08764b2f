#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect live_message_doubled();

Defect live_message_doubled() {
  return {.name = "live-message-doubled",
          .lie = "Each live message is delivered twice.",
          .violates = {"MSG-03a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  std::vector<xml::Element> out = just(element);
                  if (is_chat(element) && !is_delayed(element)) out.push_back(std::move(element));
                  return out;
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
