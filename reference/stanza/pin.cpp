#include "reference/stanza/pin.hpp"

namespace assay::stanza::pin {

xml::Element Set::write() const { return xml::Element(kNs, "set").with("pin", pin); }

std::optional<Set> Set::parse(const xml::Element& element) {
  if (!element.is(kNs, "set") || !element.has_attribute("pin")) return std::nullopt;
  return Set{std::string{element.attribute("pin")}};
}

xml::Element remove() { return xml::Element(kNs, "remove"); }
xml::Element ask_status() { return xml::Element(kNs, "status"); }

xml::Element Status::write() const { return xml::Element(kNs, "status").with("set", set ? "true" : "false"); }

std::optional<Status> Status::parse(const xml::Element& element) {
  const std::string_view set = element.attribute("set");
  if (!element.is(kNs, "status") || (set != "true" && set != "false")) return std::nullopt;
  return Status{set == "true"};
}

}  // namespace assay::stanza::pin
