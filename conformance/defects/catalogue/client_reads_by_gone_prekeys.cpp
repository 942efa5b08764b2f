#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_reads_by_gone_prekeys();

Defect client_reads_by_gone_prekeys() {
  return {.name = "client-reads-by-gone-prekeys",
          .lie = "A client shows what began a session by a prekey that it does not have any more.",
          .violates = {"ENC-10a", "ENC-08"},
          .told = [] {
            return [](std::string line) {
              const bool is_gone =
                  line.starts_with(R"({"event":"unreadable")") && line.find(R"("reason":"unknown-prekey")") != std::string::npos;
              return is_gone ? replaced(std::move(line), R"("event":"unreadable")", R"("event":"message")") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
