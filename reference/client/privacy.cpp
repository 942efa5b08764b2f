#include "reference/client/privacy.hpp"

namespace assay::client {

std::string_view name_of(Privacy privacy) {
  switch (privacy) {
    case Privacy::Clear: return "clear";
    case Privacy::Unexpected: return "unexpectedly-clear";
    case Privacy::Encrypted: return "encrypted";
  }
  return "";
}

}  // namespace assay::client
