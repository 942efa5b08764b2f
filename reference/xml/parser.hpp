#pragma once
// Expat's parsers, and the one that is between two readers. A parser holds some 8 KiB of tables and buffers, and a stream that is idle needs
// nothing of it but which namespaces its opening tag has declared. Of this room alone.

#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>

#include <expat.h>

namespace assay::xml {

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserPtr = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

/// Between the local name and the namespace of what a parser reports. It cannot occur in either: attribute values have it normalised to a space.
inline constexpr char kSeparator = '\n';

/// A parser, and how many octets it has read.
struct UsedParser {
  ParserPtr parser;
  std::size_t octets = 0;
};

/// One that stands behind the opening tag `scope`, or at its beginning if that is "". Handlers and user data are whatever they were: set all.
[[nodiscard]] UsedParser take_parser(const std::string& scope);
/// One that stands behind `scope` and any number of whole elements, for the next who asks on this thread.
void leave_parser(UsedParser used, const std::string& scope);

}  // namespace assay::xml
