#include "conformance/match/text_template.hpp"

#include <fmt/format.h>

namespace assay::conformance::match {
namespace {

void add_literal(TextTemplate& out, std::string_view text) {
  if (text.empty()) {
    return;
  }
  if (!out.pieces.empty()) {
    if (auto* last = std::get_if<std::string>(&out.pieces.back())) {
      *last += text;
      return;
    }
  }
  out.pieces.emplace_back(std::string(text));
}

void collect(const Expr& expr, std::vector<const Expr*>& out) {
  out.push_back(&expr);
  for (const auto& argument : expr.arguments) {
    collect(argument, out);
  }
}

Result<Value, std::string> unbound(const std::string& path) { return fail(fmt::format("nothing is called '{}' here", path)); }

Result<Value, std::string> call(const Expr& expr, Bindings& bindings, FunctionTable& functions) {
  if (!functions.has(expr.text)) {
    return fail(fmt::format("there is no function '{}'", expr.text));
  }
  std::vector<Value> arguments;
  for (const auto& argument : expr.arguments) {
    auto value = evaluate(argument, bindings, functions);
    if (!value) {
      return value;
    }
    arguments.push_back(std::move(*value));
  }
  auto result = functions.call(expr.text, arguments);
  if (!result) {
    return result;
  }
  if (expr.field.empty()) {
    return result;
  }
  const auto field = result->fields.find(expr.field);
  if (field == result->fields.end()) {
    return fail(fmt::format("what {} gives has no field '{}'", expr.text, expr.field));
  }
  return Value{field->second, {}};
}

Result<Value, std::string> compute(const Expr& expr, Bindings& bindings, FunctionTable& functions) {
  switch (expr.kind) {
    case Expr::Kind::Name:
      if (auto value = bindings.lookup(expr.text)) {
        return std::move(*value);
      }
      return unbound(expr.text);
    case Expr::Kind::Literal: return Value{expr.text, {}};
    case Expr::Kind::Call: return call(expr, bindings, functions);
    default: return fail(fmt::format("{{{}}} is a pattern: it can be compared with, not sent", describe(expr)));
  }
}

}  // namespace

const std::string* TextTemplate::literal() const {
  static const std::string kEmpty;
  if (pieces.empty()) {
    return &kEmpty;
  }
  return pieces.size() == 1 ? std::get_if<std::string>(&pieces.front()) : nullptr;
}

const Expr* TextTemplate::sole_expr() const { return pieces.size() == 1 ? std::get_if<Expr>(&pieces.front()) : nullptr; }

Result<TextTemplate, ExprFault> parse_text(std::string_view text) {
  TextTemplate out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto brace = text.find('{', at);
    add_literal(out, text.substr(at, brace - at));
    if (brace == std::string_view::npos) {
      break;
    }
    if (brace + 1 < text.size() && text[brace + 1] == '{') {
      add_literal(out, "{");
      at = brace + 2;
      continue;
    }
    const auto close = find_closing_brace(text, brace + 1);
    if (close == std::string_view::npos) {
      // A quote or a regular expression without an end swallows the brace that closes.
      if (auto expr = parse_expr(text.substr(brace + 1), brace); !expr && expr.error().swallows) {
        return fail(std::move(expr.error()));
      }
      return fail(ExprFault{brace, 1, "this brace is never closed", "a literal brace is {{"});
    }
    auto expr = parse_expr(text.substr(brace + 1, close - brace - 1), brace);
    if (!expr) {
      return fail(std::move(expr.error()));
    }
    out.pieces.emplace_back(std::move(*expr));
    at = close + 1;
  }
  return out;
}

TextTemplate literal_text(std::string text) {
  TextTemplate out;
  add_literal(out, text);
  return out;
}

Result<Value, std::string> evaluate(const Expr& expr, Bindings& bindings, FunctionTable& functions) {
  if (expr.binder.empty()) {
    return compute(expr, bindings, functions);
  }
  if (auto bound = bindings.lookup(expr.binder)) {
    return std::move(*bound);
  }
  auto value = compute(expr, bindings, functions);
  if (value) {
    bindings.bind(expr.binder, *value);
  }
  return value;
}

Result<std::string, std::string> evaluate(const TextTemplate& text, Bindings& bindings, FunctionTable& functions) {
  std::string out;
  for (const auto& piece : text.pieces) {
    if (const auto* literal = std::get_if<std::string>(&piece)) {
      out += *literal;
      continue;
    }
    auto value = evaluate(std::get<Expr>(piece), bindings, functions);
    if (!value) {
      return fail(std::move(value.error()));
    }
    out += value->text;
  }
  return out;
}

Result<Value, std::string> evaluate_value(const TextTemplate& text, Bindings& bindings, FunctionTable& functions) {
  if (const auto* expr = text.sole_expr()) {
    return evaluate(*expr, bindings, functions);
  }
  auto out = evaluate(text, bindings, functions);
  if (!out) {
    return fail(std::move(out.error()));
  }
  return Value{std::move(*out), {}};
}

std::vector<const Expr*> expressions(const TextTemplate& text) {
  std::vector<const Expr*> out;
  for (const auto& piece : text.pieces) {
    if (const auto* expr = std::get_if<Expr>(&piece)) {
      collect(*expr, out);
    }
  }
  return out;
}

std::string describe(const TextTemplate& text) {
  std::string out;
  for (const auto& piece : text.pieces) {
    if (const auto* literal = std::get_if<std::string>(&piece)) {
      for (const char c : *literal) {
        out += c == '{' ? std::string("{{") : std::string(1, c);
      }
    } else {
      out += "{" + describe(std::get<Expr>(piece)) + "}";
    }
  }
  return out;
}

}  // namespace assay::conformance::match
