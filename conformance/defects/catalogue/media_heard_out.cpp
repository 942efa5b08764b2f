#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_heard_out();

Defect media_heard_out() {
  return {.name = "media-heard-out", .lie = "A request may take an hour until it is whole.", .violates = {"MSG-25l"}, .media = [] {
            MediaLies lies;
            lies.head_time = std::chrono::hours{1};
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
