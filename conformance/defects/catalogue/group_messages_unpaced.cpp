#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_messages_unpaced();

Defect group_messages_unpaced() {
  return {.name = "group-messages-unpaced",
          .lie = "A member may write to a group as fast as he will.",
          .violates = {"GRP-28"},
          .limits = [](Limits limits) {
            limits.group_message_burst = limits.group_messages_per_hour = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
