#pragma once
// STARTTLS as the receiving entity (RFC 6120 section 5).

#include "reference/stream/server_settings.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

[[nodiscard]] xml::Element starttls_feature(bool required);
[[nodiscard]] bool is_starttls(const xml::Element& element);
/// TLS is negotiated once, and before login (section 5.3.4).
[[nodiscard]] bool starttls_is_allowed(const Facts& facts);
[[nodiscard]] xml::Element proceed();
[[nodiscard]] xml::Element starttls_failure();

}  // namespace assay::stream
