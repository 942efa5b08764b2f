#pragma once
// A text with values in it: literal pieces and expressions in braces; `{{` is a literal brace, and so is a lone `}`.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conformance/match/expression.hpp"
#include "conformance/match/value.hpp"
#include "reference/base/result.hpp"

namespace assay::conformance::match {

struct TextTemplate {
  std::vector<std::variant<std::string, Expr>> pieces;  ///< literals are never empty and never stand beside literals

  /// The text, if it has no expression; else nullptr. An empty template is the empty text.
  [[nodiscard]] const std::string* literal() const;
  /// The expression, if it is all there is; else nullptr.
  [[nodiscard]] const Expr* sole_expr() const;
};

[[nodiscard]] Result<TextTemplate, ExprFault> parse_text(std::string_view text);
/// A template that says exactly `text`, braces included.
[[nodiscard]] TextTemplate literal_text(std::string text);

/// The text to send. Binds `{x = ...}` where x is unbound; a bound x gives its value and nothing is computed again. An error names the name
/// that is unbound, the pattern that can't be sent, or what the function said.
[[nodiscard]] Result<std::string, std::string> evaluate(const TextTemplate& text, Bindings& bindings, FunctionTable& functions);
/// The same, keeping the fields where the template is one expression alone (`let`, `returns`).
[[nodiscard]] Result<Value, std::string> evaluate_value(const TextTemplate& text, Bindings& bindings, FunctionTable& functions);
[[nodiscard]] Result<Value, std::string> evaluate(const Expr& expr, Bindings& bindings, FunctionTable& functions);

/// Every expression of the template, arguments included, in order: for checks by the loader.
[[nodiscard]] std::vector<const Expr*> expressions(const TextTemplate& text);
/// The template as written.
[[nodiscard]] std::string describe(const TextTemplate& text);

}  // namespace assay::conformance::match
