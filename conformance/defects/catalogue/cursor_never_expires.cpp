#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect cursor_never_expires();

Defect cursor_never_expires() {
  return {.name = "cursor-never-expires", .lie = "A cursor is good for ever.", .violates = {"CON-08b"}, .limits = [](Limits limits) {
            limits.contact_cursor_time = std::chrono::days{3'650};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
