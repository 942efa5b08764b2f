#include "reference/stream/client_mechanism.hpp"

#include <algorithm>

#include "reference/base/assert.hpp"

namespace assay::stream {

std::string_view name(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::ScramSha256Plus: return "SCRAM-SHA-256-PLUS";
    case Mechanism::ScramSha1Plus: return "SCRAM-SHA-1-PLUS";
    case Mechanism::ScramSha256: return "SCRAM-SHA-256";
    case Mechanism::ScramSha1: return "SCRAM-SHA-1";
    case Mechanism::Plain: return "PLAIN";
  }
  ASSAY_ASSERT(false);
}

bool binds_channel(Mechanism mechanism) { return mechanism == Mechanism::ScramSha256Plus || mechanism == Mechanism::ScramSha1Plus; }

std::optional<Mechanism> strongest(const std::vector<std::string>& offered, BindingUse binding, PlainUse plain) {
  for (const Mechanism mechanism :
       {Mechanism::ScramSha256Plus, Mechanism::ScramSha1Plus, Mechanism::ScramSha256, Mechanism::ScramSha1, Mechanism::Plain}) {
    if (binds_channel(mechanism) && binding == BindingUse::Impossible) continue;
    if (mechanism == Mechanism::Plain && plain == PlainUse::Forbidden) continue;
    if (std::find(offered.begin(), offered.end(), name(mechanism)) != offered.end()) return mechanism;
  }
  return std::nullopt;
}

}  // namespace assay::stream
