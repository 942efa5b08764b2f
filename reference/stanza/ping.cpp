#include "reference/stanza/ping.hpp"

namespace assay::stanza {

xml::Element ping() { return {kPingNs, "ping"}; }

}  // namespace assay::stanza
