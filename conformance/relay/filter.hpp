#pragma once
// What a relay does to what passes through it, as links of a chain. One instance per relayed connection, so a filter may keep state.

#include <memory>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::relay {

enum class Direction { ToServer, ToClient };

/// A chain of filters sees every first-level element of both directions, in order. The stream's tags, TLS and white space pass untouched.
class Filter {
 public:
  Filter() = default;
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  virtual ~Filter() = default;

  /// What leaves in place of `element`: itself, nothing, or several elements.
  [[nodiscard]] virtual std::vector<xml::Element> pass(Direction direction, xml::Element element, const Now& now) = 0;
  /// What the filter itself says to the side from which the element of the last pass() came. No other filter sees it.
  [[nodiscard]] virtual std::vector<xml::Element> answers() { return {}; }
};

using FilterChain = std::vector<std::unique_ptr<Filter>>;

/// Removes what no party behind the relay can use, because the relay ends TLS: SASL mechanisms with channel binding (-PLUS, RFC 5802),
/// their announcement (XEP-0440), and the registration feature's channel binding (chapter 02).
[[nodiscard]] std::unique_ptr<Filter> without_channel_binding();

}  // namespace assay::conformance::relay
