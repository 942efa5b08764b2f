#pragma once
// One sentence of the specification, as the report shows it.

#include <string>

#include "reports/model/verdict.hpp"

namespace assay::reports {

struct Requirement {
  std::string id;  ///< "OFF-07", "RFC6120-8.2.3-b"
  Level level = Level::Must;
  std::string role;       ///< whom it binds: "server", "client", "both"
  std::string judged_by;  ///< wire | store | client event | statistics | simulator | bench | review
  std::string text;       ///< the sentence
  std::string where;      ///< "reference/spec/08-offline.md:41" or "RFC 6120, 8.2.3"
};

}  // namespace assay::reports
