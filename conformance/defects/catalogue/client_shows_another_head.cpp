#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_another_head();

Defect client_shows_another_head() {
  return {.name = "client-shows-another-head",
          .lie = "A client shows its user another head of the log of keys than it holds.",
          .violates = {"ENC-20k"},
          .told = [] {
            return [](std::string line) {
              return line.starts_with(R"({"event":"key-log",)") ? replaced(std::move(line), R"("size":)", R"("size":1)") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
