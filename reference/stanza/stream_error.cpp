#include "reference/stanza/stream_error.hpp"

#include "reference/stanza/error.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stanza {

namespace ns = xml::ns;

xml::Element StreamError::write() const {
  xml::Element error(ns::kStreams, "error");
  error.append(ns::kStreamErrors, condition);
  if (!text.empty()) {
    xml::Element& child = error.append(ns::kStreamErrors, "text");
    child.set_attribute(xml::Name{ns::kXml, "lang"}, "en");
    child.add_text(text);
  }
  if (!application.empty()) error.append(kErrorsNs, application);
  if (detail) error.add(*detail);
  return error;
}

std::optional<StreamError> StreamError::parse(const xml::Element& element) {
  if (!element.is(ns::kStreams, "error")) return std::nullopt;
  StreamError error;
  bool defined = false;
  for (const xml::Element* child : element.children()) {
    if (child->is(ns::kStreamErrors, "text")) {
      error.text = child->text();
    } else if (child->ns() == ns::kStreamErrors) {
      error.condition = child->local();
      defined = true;
    } else if (child->ns() == kErrorsNs) {
      error.application = child->local();
    } else if (!error.detail) {
      error.detail = *child;
    }
  }
  if (!defined) return std::nullopt;
  return error;
}

}  // namespace assay::stanza
