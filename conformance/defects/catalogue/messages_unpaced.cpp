#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect messages_unpaced();

Defect messages_unpaced() {
  return {
      .name = "messages-unpaced", .lie = "Messages may come as fast as they will.", .violates = {"MSG-13b"}, .limits = [](Limits limits) {
        limits.message_burst = 1'000'000;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
