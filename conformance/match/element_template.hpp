#pragma once
// An XML element with values in its text and attributes. The XML is parsed first and values go into its nodes, so nothing needs escaping
// and nothing can inject. Attributes of prefix s: (bound by the parser) steer matching and are never sent:
//
//   s:absent="true"     no such child may be there           s:optional="true"   the child may be missing
//   s:strict="true|false"  overrides the strictness of the element and, unless they say otherwise, its descendants; s:lenient is its
//   opposite s:unordered="true"  the children may come in any order    s:each="n in 1..9"  the child repeats, once for each value of n
//
// An attribute value of `{absent}` alone means that the attribute must not be there (and is not sent).

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conformance/match/text_template.hpp"
#include "reference/base/result.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::match {

/// The namespace of the prefix `s`.
inline constexpr const char* kScenarioNamespace = "urn:assay:scenario:1";

struct AttributeTemplate {
  xml::Name name;
  TextTemplate value;
};

/// s:each="n in 1..9" or "n in a, b, c"; the ends and items are templates ("1..{count}").
struct Each {
  std::string name;
  std::vector<TextTemplate> items;  ///< empty: the range
  TextTemplate low, high;
};

enum class Strictness { Inherit, Strict, Lenient };

struct ElementTemplate {
  xml::Name name;
  std::vector<AttributeTemplate> attributes;
  std::vector<std::variant<ElementTemplate, TextTemplate>> content;
  bool absent = false;
  bool optional = false;
  bool unordered = false;
  Strictness strictness = Strictness::Inherit;
  std::optional<Each> each;
};

/// 1-based within the text; columns in octets.
struct TemplateFault {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t length = 1;
  std::string message;
  std::string help;
};

/// One element. Unprefixed names without xmlns are jabber:client; `stream:` and `s:` are bound.
[[nodiscard]] Result<ElementTemplate, TemplateFault> parse_element(std::string_view text);
/// An opening tag, such as `<stream:stream to="...">`: the same without its end. `<stream:stream .../>` is accepted too.
[[nodiscard]] Result<ElementTemplate, TemplateFault> parse_opening_tag(std::string_view text);

/// The element to send; s:each is unrolled, s:absent and s:optional children are left out.
[[nodiscard]] Result<xml::Element, std::string> instantiate(const ElementTemplate& element, Bindings& bindings, FunctionTable& functions);

/// Every text template inside, in order: for checks by the loader.
[[nodiscard]] std::vector<const TextTemplate*> texts(const ElementTemplate& element);

}  // namespace assay::conformance::match
