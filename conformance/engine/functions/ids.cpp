// Names that nobody else has.

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"

namespace assay::conformance::engine::functions {

namespace {

// RFC 9562 section 5.4: random but for the version and the variant.
std::string uuid(RandomSource& random) {
  Bytes octets = random.bytes(16);
  octets[6] = static_cast<char>((static_cast<unsigned char>(octets[6]) & 0x0FU) | 0x40U);
  octets[8] = static_cast<char>((static_cast<unsigned char>(octets[8]) & 0x3FU) | 0x80U);
  std::string text = hex(octets);
  for (const std::size_t at : {8, 13, 18, 23}) text.insert(at, 1, '-');
  return text;
}

}  // namespace

/// new_id(): 12 characters, for stanza ids. nonce(): 24, for SCRAM (no comma, RFC 5802 section 5.1). uuid(): version 4, for XEP-0388.
Family ids() {
  return {
      {"new_id", 0, 0, [](const Arguments&, Surroundings& around) -> Answer { return text_value(around.random().token(9)); }},
      {"nonce", 0, 0, [](const Arguments&, Surroundings& around) -> Answer { return text_value(around.random().token(18)); }},
      {"uuid", 0, 0, [](const Arguments&, Surroundings& around) -> Answer { return text_value(uuid(around.random())); }},
  };
}

}  // namespace assay::conformance::engine::functions
