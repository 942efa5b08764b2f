#include <string>
#include <string_view>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_bad_keys();

Defect client_hides_bad_keys() {
  return {.name = "client-hides-bad-keys",
          .lie = "A client keeps quiet about whose keys were no good when it broadcasts.",
          .violates = {"BCL-19b"},
          .told = [] {
            return [](std::string line) {
              constexpr std::string_view kRefused = R"("refused":[)";
              const bool is_told =
                  line.starts_with(R"({"event":"broadcast-accepted")") && line.find(R"("reason":"bad-keys")") != std::string::npos;
              const std::size_t found = is_told ? line.find(kRefused) : std::string::npos;
              const std::size_t end = found == std::string::npos ? found : line.find(']', found);
              if (end == std::string::npos) return line;
              const std::size_t first = found + kRefused.size();
              return line.erase(first, end - first);
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
