#include "reference/stanza/offline.hpp"

#include "reference/stanza/decimal.hpp"

namespace assay::stanza::offline {

xml::Element Summary::write() const { return xml::Element(kNs, "summary").with("messages", std::to_string(messages)); }

std::optional<Summary> Summary::parse(const xml::Element& element) {
  const auto messages = decimal(element.attribute("messages"));
  if (!element.is(kNs, "summary") || !messages) return std::nullopt;
  return Summary{static_cast<std::size_t>(*messages)};
}

xml::Element End::write() const { return xml::Element(kNs, "end").with("total", std::to_string(total)); }

std::optional<End> End::parse(const xml::Element& element) {
  const auto total = decimal(element.attribute("total"));
  if (!element.is(kNs, "end") || !total) return std::nullopt;
  return End{static_cast<std::size_t>(*total)};
}

}  // namespace assay::stanza::offline
