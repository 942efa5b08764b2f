// Names that nobody else has.

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

/// new_id(): 12 characters, for stanza ids. nonce(): 24, for SCRAM (no comma, RFC 5802 section 5.1).
Family ids() {
  return {
      {"new_id", 0, 0, [](const Arguments&, Surroundings& around) -> Answer { return text_value(around.random().token(9)); }},
      {"nonce", 0, 0, [](const Arguments&, Surroundings& around) -> Answer { return text_value(around.random().token(18)); }},
  };
}

}  // namespace assay::conformance::engine::functions
