#include "reference/xml/parser.hpp"

#include <utility>

#include "reference/base/assert.hpp"

namespace assay::xml {
namespace {

// A parser remembers every attribute's name that it has seen: peers that make names up should not fill the memory.
constexpr std::size_t kOctetsOfAParser = 4'194'304;

struct Spare {
  UsedParser used;
  std::string scope;
};

// Streams differ little in what their opening tags declare, so one serves nearly all of them, and its tables stay in the processor's cache.
thread_local Spare spare;

ParserPtr new_parser() {
  ParserPtr parser(XML_ParserCreateNS(nullptr, kSeparator));
  ASSAY_ASSERT(parser != nullptr);
#ifdef ASSAY_EXPAT_DEFERS
  // Deferral would hold back a stanza that arrived in small pieces. What it guards against, quadratic work on one unfinished tag, is
  // bounded by StreamLimits::element_octets.
  XML_SetReparseDeferralEnabled(parser.get(), XML_FALSE);
#endif
  return parser;
}

}  // namespace

UsedParser take_parser(const std::string& scope) {
  if (spare.used.parser && !scope.empty() && spare.scope == scope) return std::move(spare.used);
  ParserPtr parser = new_parser();
  ASSAY_ASSERT(XML_Parse(parser.get(), scope.data(), static_cast<int>(scope.size()), XML_FALSE) == XML_STATUS_OK);
  return {std::move(parser), scope.size()};
}

void leave_parser(UsedParser used, const std::string& scope) {
  if (used.octets <= kOctetsOfAParser) spare = {std::move(used), scope};
}

}  // namespace assay::xml
