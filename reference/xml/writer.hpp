#pragma once
// Writes elements as XML: namespaces are declared where they change, so that a stanza inside a jabber:client stream carries no needless
// xmlns. Characters that XML 1.0 cannot carry are replaced by U+FFFD, so the output is always well-formed.

#include <string>
#include <string_view>

#include "reference/xml/element.hpp"

namespace assay::xml {

/// `in_scope` is the default namespace at the place where the text will stand. The `stream` prefix
/// (http://etherx.jabber.org/streams) counts as declared, as it is on every stream; `xml` always is.
[[nodiscard]] std::string write(const Element& element, std::string_view in_scope = "jabber:client");
/// The same with a line per element and two spaces per level, for people. Elements with text keep it on their line.
[[nodiscard]] std::string write_indented(const Element& element, std::string_view in_scope = "jabber:client");

[[nodiscard]] std::string escaped_text(std::string_view text);
[[nodiscard]] std::string escaped_attribute(std::string_view value);

}  // namespace assay::xml
