#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_damages_files();

Defect client_damages_files() {
  return {.name = "client-damages-files", .lie = "A client loses the last octets of a file.", .violates = {"MSG-25t"}, .told = [] {
            return [](std::string line) {
              return line.starts_with(R"({"event":"fetched")") ? replaced(std::move(line), R"("sha256":")", R"("sha256":"00)") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
