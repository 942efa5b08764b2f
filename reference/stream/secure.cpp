#include "reference/stream/secure.hpp"

#include "reference/xml/namespaces.hpp"

namespace assay::stream {

xml::Element starttls_feature(bool required) {
  xml::Element feature(xml::ns::kTls, "starttls");
  if (required) feature.append(xml::ns::kTls, "required");
  return feature;
}

bool is_starttls(const xml::Element& element) { return element.is(xml::ns::kTls, "starttls"); }

bool starttls_is_allowed(const Facts& facts) { return !facts.secured && facts.username.empty(); }

xml::Element proceed() { return {xml::ns::kTls, "proceed"}; }

xml::Element starttls_failure() { return {xml::ns::kTls, "failure"}; }

}  // namespace assay::stream
