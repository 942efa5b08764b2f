#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_proof_made_up();

Defect key_log_proof_made_up() {
  return {.name = "key-log-proof-made-up",
          .lie = "From one head to the next the log of keys proves whatever is asked for, by hashes that it makes up.",
          .violates = {"ENC-20b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* proof = element.find_child(kKeyLog, "proof");
              if (proof == nullptr || proof->find_child(kKeyLog, "consistency") == nullptr) return just(std::move(element));
              proof->remove_children(kKeyLog, "consistency");
              proof->append(kKeyLog, "consistency").add_text(base64(Bytes(32, '\7')));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
