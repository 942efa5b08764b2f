#pragma once
// Does what came fit what the scenario wants, and if not, why not (design: scenario language, 6 "Matching").
//
// Names are bound by a match only if the whole match succeeds.
//
// Elements: the expanded name is equal; every attribute of the template is there and fits; every child of the template is found.
//   Lenient (jabber:client and stream namespaces): extra attributes and children are allowed, children in any order, text only where the
//   template has text. Strict (any other namespace): no extra unqualified attributes, no extra children of its own namespace, the children
//   in the template's order; no text where the template has neither text nor children. Children of other namespaces and qualified
//   attributes are extensions and always allowed. A template's text is compared exactly; text that is only white space between the
//   template's children is layout and ignored.
//
// A child marked s:absent is compared leniently in every namespace: it says what must not be there, whatever else is on it. One marked
// s:optional may be missing; if one of its name is there, one must fit.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/match/element_template.hpp"
#include "conformance/match/text_template.hpp"
#include "conformance/match/value.hpp"
#include "reference/base/result.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::match {

struct Mismatch {
  std::string path;       ///< "message/body", "message/@id", "contacts[2].status"
  std::string wanted;     ///< "\"number 3\"", "<body/>", "no <error/>"
  std::string got;        ///< "\"number 4\"", "nothing"
  bool is_fault = false;  ///< the template itself can't be computed (an unbound name...): nothing could fit, and nobody is to blame for it
  /// `message/body: wanted "number 3", got "number 4"`
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

[[nodiscard]] Result<void, Mismatch> match(const ElementTemplate& wanted, const xml::Element& got, Bindings& bindings,
                                           FunctionTable& functions);
/// Whether `got` is what must not come: lenient in every namespace, unless the template says otherwise. A stamp too many makes nothing
/// permitted.
[[nodiscard]] Result<void, Mismatch> match_forbidden(const ElementTemplate& forbidden, const xml::Element& got, Bindings& bindings,
                                                     FunctionTable& functions);
/// `path` is what a mismatch calls the text.
[[nodiscard]] Result<void, Mismatch> match(const TextTemplate& wanted, std::string_view got, std::string_view path, Bindings& bindings,
                                           FunctionTable& functions);

/// Attributes of the opening tag and its name; content is ignored.
[[nodiscard]] Result<void, Mismatch> match_opening_tag(const ElementTemplate& wanted, const xml::Element& got, Bindings& bindings,
                                                       FunctionTable& functions);

}  // namespace assay::conformance::match
