// Stamps (XEP-0082). `{after now}` calls now().

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

Family times() {
  const auto stamp = [](const Arguments&, Surroundings& around) -> Answer { return text_value(date_time(around.wall())); };
  return {{"now", 0, 0, stamp}, {"date_time", 0, 0, stamp}};
}

}  // namespace assay::conformance::engine::functions
