#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_log_faults();

Defect client_hides_log_faults() {
  return {.name = "client-hides-log-faults",
          .lie = "A client tells its user that all is well where something is wrong with the log of keys.",
          .violates = {"ENC-20i", "ENC-20j"},
          .told = [] {
            return [](std::string line) {
              const bool is_fault = line.starts_with(R"({"event":"key-log-fault")");
              return is_fault ? std::string(R"({"event":"done","do":"key-log"})") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
