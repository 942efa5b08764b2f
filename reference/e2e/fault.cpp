#include "reference/e2e/fault.hpp"

namespace assay::e2e {

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::Malformed: return "malformed";
    case Fault::NotAuthentic: return "not-authentic";
    case Fault::BadKey: return "bad-key";
    case Fault::BadSignature: return "bad-signature";
    case Fault::UnknownPreKey: return "unknown-prekey";
    case Fault::Replayed: return "replayed";
    case Fault::TooFarAhead: return "too-far-ahead";
    case Fault::NoSession: return "no-session";
    case Fault::IdentityChanged: return "identity-changed";
  }
  return "malformed";
}

}  // namespace assay::e2e
