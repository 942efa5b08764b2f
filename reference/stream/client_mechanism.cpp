#include "reference/stream/client_mechanism.hpp"

#include <algorithm>

#include "reference/base/assert.hpp"

namespace assay::stream {

std::string_view name(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::ScramSha256: return "SCRAM-SHA-256";
    case Mechanism::ScramSha1: return "SCRAM-SHA-1";
    case Mechanism::Plain: return "PLAIN";
  }
  ASSAY_ASSERT(false);
}

std::optional<Mechanism> strongest(const std::vector<std::string>& offered, PlainUse plain) {
  for (const Mechanism mechanism : {Mechanism::ScramSha256, Mechanism::ScramSha1, Mechanism::Plain}) {
    if (mechanism == Mechanism::Plain && plain == PlainUse::Forbidden) continue;
    if (std::find(offered.begin(), offered.end(), name(mechanism)) != offered.end()) return mechanism;
  }
  return std::nullopt;
}

}  // namespace assay::stream
