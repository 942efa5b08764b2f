#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_mistakes_last_resort();

Defect client_mistakes_last_resort() {
  return {.name = "client-mistakes-last-resort",
          .lie = "A client tells of every session without a one-time prekey that the other side began it.",
          .violates = {"ENC-09"},
          .told = [] {
            return [](std::string line) {
              const bool is_it = line.starts_with(R"({"event":"last-resort")");
              return is_it ? replaced(std::move(line), R"("by-us":true)", R"("by-us":false)") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
