#include "reference/stanza/offline.hpp"

#include "reference/base/decimal.hpp"

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

xml::Element Credit::write() const { return xml::Element(kNs, "credit").with("messages", std::to_string(messages)); }

std::optional<Credit> Credit::parse(const xml::Element& element) {
  const auto messages = decimal(element.attribute("messages"));
  if (!element.is(kNs, "credit") || !messages || *messages == 0) return std::nullopt;
  return Credit{static_cast<std::size_t>(*messages)};
}

xml::Element Dirty::write() const { return xml::Element(kNs, "dirty").with("what", what); }

std::optional<Dirty> Dirty::parse(const xml::Element& element) {
  if (!element.is(kNs, "dirty") || element.attribute("what").empty()) return std::nullopt;
  return Dirty{std::string{element.attribute("what")}};
}

xml::Element Clean::write() const { return xml::Element(kNs, "clean").with("what", what); }

std::optional<Clean> Clean::parse(const xml::Element& element) {
  if (!element.is(kNs, "clean") || element.attribute("what").empty()) return std::nullopt;
  return Clean{std::string{element.attribute("what")}};
}

}  // namespace assay::stanza::offline
