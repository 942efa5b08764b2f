// Software Version (XEP-0092 version 1.1).

#include "reference/stanza/version.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {

Feature version() {
  const auto answer = [](const Context&, Session&, const xml::Element&, const xml::Element&) -> IqAnswer {
    return stanza::Version{"assay", "0.1.0"}.write();
  };
  return {
      .name = "version", .disco = {stanza::kVersionNs}, .iq = {{"get", stanza::kVersionNs, "query", IqHandler::Target::Server, answer}}};
}

}  // namespace assay::server::features
