#include <string>
#include <string_view>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_unvouched();

Defect client_hides_unvouched() {
  return {.name = "client-hides-unvouched",
          .lie = "A client that finds members on no roll says that there are none.",
          .violates = {"GRP-19e"},
          .told = [] {
            return [](std::string line) {
              constexpr std::string_view kMembers = R"("members":[)";
              const std::size_t found = line.starts_with(R"({"event":"group-unvouched")") ? line.find(kMembers) : std::string::npos;
              const std::size_t end = found == std::string::npos ? found : line.find(']', found);
              if (end == std::string::npos) return line;
              const std::size_t first = found + kMembers.size();
              return line.erase(first, end - first);
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
