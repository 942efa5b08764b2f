#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_paths();

Defect client_keeps_paths() {
  return {.name = "client-keeps-paths",
          .lie = "A client keeps a file under the path that its sender wrote.",
          .violates = {"MSG-25x"},
          .told = [] {
            return [](std::string line) {
              return line.starts_with(R"({"event":"message")") ? replaced(std::move(line), R"("name":")", R"("name":"../)") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
