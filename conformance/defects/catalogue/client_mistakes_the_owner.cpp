#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_mistakes_the_owner();

Defect client_mistakes_the_owner() {
  return {.name = "client-mistakes-the-owner",
          .lie = "A client does not say that a group has another owner than the last one named.",
          .violates = {"GRP-19j"},
          .told = [] {
            return [](std::string line) {
              return line.starts_with(R"({"event":"group-doubt")") ? replaced(std::move(line), R"("of":"owner")", R"("of":"members")")
                                                                   : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
