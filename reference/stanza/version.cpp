#include "reference/stanza/version.hpp"

namespace assay::stanza {

xml::Element Version::write() const {
  xml::Element element(kVersionNs, "query");
  if (!name.empty()) element.append(kVersionNs, "name").add_text(name);
  if (!version.empty()) element.append(kVersionNs, "version").add_text(version);
  return element;
}

std::optional<Version> Version::parse(const xml::Element& element) {
  if (!element.is(kVersionNs, "query")) return std::nullopt;
  Version version;
  if (const xml::Element* name = element.find_child(kVersionNs, "name")) version.name = name->text();
  if (const xml::Element* number = element.find_child(kVersionNs, "version")) version.version = number->text();
  return version;
}

}  // namespace assay::stanza
