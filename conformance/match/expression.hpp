#pragma once
// What stands between braces in a text or attribute of a scenario (design: scenario language, 5 "Values").
//
//   {x}  {x.field}                         the value of a name
//   {f(a, 'literal', g(b))}  {new id}      calls; `new id` means new_id()
//   {any}  {/regex/}  {1..9}  {one of a, b}  {after now}     patterns: only where something is received
//   {x = ...}                              binds x the first time, compares afterwards
//
// In `one of`, a bare word is a name if it is bound, else a literal; elsewhere it is a name. Numbers and quoted texts are literals. `now`
// is the call now(). f(a).x is a field of what f gives.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/result.hpp"

namespace assay::conformance::match {

struct Expr {
  enum class Kind { Name, Literal, Call, Any, Regex, Range, OneOf, After };
  Kind kind = Kind::Literal;
  std::string binder;           ///< x of {x = ...}, or ""; may be dotted
  std::string text;             ///< Name: the path; Literal: the value; Call: the function; Regex: its source
  std::string field;            ///< Call: the field of its result that is meant, or ""
  std::vector<Expr> arguments;  ///< Call; OneOf: the choices; After: one
  std::int64_t low = 0;         ///< Range, both ends included
  std::int64_t high = 0;
  std::shared_ptr<const std::regex> regex;  ///< Regex: compiled; matches the whole text
  std::size_t offset = 0;                   ///< of the opening brace in the template's text

  /// Whether it can only be compared against, never sent.
  [[nodiscard]] bool is_pattern() const { return kind >= Kind::Any; }
};

/// Where and why a template's text cannot be read.
struct ExprFault {
  std::size_t offset = 0;
  std::size_t length = 1;
  std::string message;
  std::string help;
  bool swallows = false;  ///< something has no end: all that follows belongs to it
};

/// `text` is what stands between the braces; `offset` is where the opening brace stands, for faults.
[[nodiscard]] Result<Expr, ExprFault> parse_expr(std::string_view text, std::size_t offset = 0);

/// The offset of the brace that closes the expression whose text begins at `start`, or npos. Quoted texts and regular expressions may hold
/// braces.
[[nodiscard]] std::size_t find_closing_brace(std::string_view text, std::size_t start);

/// Whether `text` can be a name: a letter or '_', then letters, digits, '_' and '-'.
[[nodiscard]] bool is_name(std::string_view text);

/// For people: the expression as one would write it, without braces.
[[nodiscard]] std::string describe(const Expr& expr);

}  // namespace assay::conformance::match
