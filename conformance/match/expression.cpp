#include "conformance/match/expression.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace assay::conformance::match {
namespace {

constexpr std::size_t kDeepestCall = 8;     // f(g(h(...))): deeper ones belong into a `let`
constexpr std::size_t kLongestRegex = 500;  // octets; std::regex compiles recursively
constexpr std::size_t kMostArguments = 32;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '-'; }

/// Reads one expression from left to right; the first fault stays.
class ExprReader {
 public:
  ExprReader(std::string_view text, std::size_t offset) : text_(text), offset_(offset) {}

  Result<Expr, ExprFault> read() {
    Expr expr = whole();
    if (!fault_) {
      skip_space();
      if (at_ < text_.size()) {
        blame(at_, text_.size() - at_, fmt::format("unexpected '{}'", text_.substr(at_)),
              "values have no operators; use a call, or a `let` step");
      }
    }
    if (fault_) {
      return fail(std::move(*fault_));
    }
    return expr;
  }

 private:
  void blame(std::size_t at, std::size_t length, std::string message, std::string help = {}) {
    if (!fault_) {
      fault_ = ExprFault{offset_ + 1 + at, std::max<std::size_t>(1, length), std::move(message), std::move(help)};
    }
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) {
      ++at_;
    }
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    skip_space();
    if (peek() != c) {
      return false;
    }
    ++at_;
    return true;
  }
  /// The word itself, not the beginning of a longer one.
  bool take_word(std::string_view word) {
    skip_space();
    const auto rest = text_.substr(at_);
    if (rest.substr(0, word.size()) != word ||
        (rest.size() > word.size() && (is_name_character(rest[word.size()]) || rest[word.size()] == '.'))) {
      return false;
    }
    at_ += word.size();
    return true;
  }

  std::string path() {
    std::string found;
    while (true) {
      if (!is_letter(peek()) && (found.empty() || !is_name_character(peek()))) {
        break;
      }
      while (is_name_character(peek())) {
        found += text_[at_++];
      }
      if (peek() != '.' || at_ + 1 >= text_.size() || !is_name_character(text_[at_ + 1])) {
        break;
      }
      found += text_[at_++];
    }
    return found;
  }

  Expr whole() {
    skip_space();
    if (at_ == text_.size()) {
      blame(0, 1, "nothing between the braces", "a literal brace is {{");
      return {};
    }
    const auto start = at_;
    auto binder = path();
    if (!binder.empty() && take('=')) {
      Expr expr = top();
      expr.binder = std::move(binder);
      expr.offset = offset_;
      return expr;
    }
    at_ = start;
    Expr expr = top();
    expr.offset = offset_;
    return expr;
  }

  Expr top() {
    skip_space();
    const auto start = at_;
    if (take_word("any")) {
      return of(Expr::Kind::Any);
    }
    if (peek() == '/') {
      return regex();
    }
    if (take_word("one")) {
      if (take_word("of")) {
        return one_of();
      }
      at_ = start;
    }
    if (take_word("after")) {
      Expr expr = of(Expr::Kind::After);
      expr.arguments.push_back(value(0));
      return expr;
    }
    if (auto range = find_range()) {
      return *range;
    }
    return value(0);
  }

  [[nodiscard]] Expr of(Expr::Kind kind) const {
    Expr expr;
    expr.kind = kind;
    expr.offset = offset_;
    return expr;
  }

  Expr regex() {
    Expr expr = of(Expr::Kind::Regex);
    const auto start = at_;
    const auto end = text_.rfind('/');
    if (end == start) {
      blame(start, text_.size() - start, "the regular expression has no closing '/'");
      fault_->swallows = true;
      at_ = text_.size();
      return expr;
    }
    expr.text = std::string(text_.substr(start + 1, end - start - 1));
    at_ = end + 1;
    if (expr.text.size() > kLongestRegex) {
      blame(start, end - start, fmt::format("a regular expression of more than {} octets", kLongestRegex));
      return expr;
    }
    try {
      expr.regex = std::make_shared<const std::regex>(expr.text, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error&) {
      blame(start, end - start + 1, "this is no regular expression", "they are written as in JavaScript");
    }
    return expr;
  }

  std::optional<std::int64_t> number() {
    std::int64_t found = 0;
    const char* first = text_.data() + at_;
    const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), found);
    if (error != std::errc()) {
      return std::nullopt;
    }
    at_ += static_cast<std::size_t>(end - first);
    return found;
  }

  std::optional<Expr> find_range() {
    const auto start = at_;
    const auto low = number();
    if (!low || text_.substr(at_, 2) != "..") {
      at_ = start;
      return std::nullopt;
    }
    at_ += 2;
    const auto high = number();
    Expr expr = of(Expr::Kind::Range);
    if (!high || *high < *low) {
      blame(start, text_.size() - start, "a range is two whole numbers, the smaller one first", "such as 1..9");
      return expr;
    }
    expr.low = *low;
    expr.high = *high;
    return expr;
  }

  Expr one_of() {
    Expr expr = of(Expr::Kind::OneOf);
    do {
      skip_space();
      expr.arguments.push_back(choice());
    } while (!fault_ && take(',') && expr.arguments.size() < kMostArguments);
    return expr;
  }

  // Condition names and states are what one chooses from: words with '-' and '.' that need no quotes.
  Expr choice() {
    if (peek() == '\'') {
      return quoted();
    }
    Expr expr = of(Expr::Kind::Name);
    const auto start = at_;
    while (at_ < text_.size() && (is_name_character(text_[at_]) || text_[at_] == '.' || text_[at_] == '+')) {
      ++at_;
    }
    expr.text = std::string(text_.substr(start, at_ - start));
    if (expr.text.empty()) {
      blame(start, 1, "a choice is missing", "such as {one of away, dnd}");
    } else if (!is_letter(expr.text.front())) {
      expr.kind = Expr::Kind::Literal;
    }
    return expr;
  }

  Expr quoted() {
    Expr expr = of(Expr::Kind::Literal);
    const auto end = text_.find('\'', at_ + 1);
    if (end == std::string_view::npos) {
      blame(at_, text_.size() - at_, "the quoted text has no end");
      fault_->swallows = true;
      at_ = text_.size();
      return expr;
    }
    expr.text = std::string(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return expr;
  }

  Expr value(std::size_t depth) {
    skip_space();
    const auto start = at_;
    if (peek() == '\'') {
      return quoted();
    }
    if (is_digit(peek()) || peek() == '-') {
      static_cast<void>(number());
      Expr expr = of(Expr::Kind::Literal);
      expr.text = std::string(text_.substr(start, at_ - start));
      if (expr.text.empty()) {
        blame(start, 1, "expected a value");
      }
      return expr;
    }
    if (take_word("new") && take_word("id")) {
      Expr expr = of(Expr::Kind::Call);
      expr.text = "new_id";
      return expr;
    }
    at_ = start;
    auto name = path();
    if (name.empty()) {
      blame(start, 1, "expected a value", "a name, 'a literal', a number or a call");
      return {};
    }
    if (take('(')) {
      return call(std::move(name), depth, start);
    }
    Expr expr = of(name == "now" ? Expr::Kind::Call : Expr::Kind::Name);
    expr.text = std::move(name);
    return expr;
  }

  Expr call(std::string name, std::size_t depth, std::size_t start) {
    Expr expr = of(Expr::Kind::Call);
    expr.text = std::move(name);
    if (depth >= kDeepestCall) {
      blame(start, expr.text.size(), "calls are nested too deeply", "use a `let` step");
      return expr;
    }
    if (!take(')')) {
      do {
        expr.arguments.push_back(value(depth + 1));
      } while (!fault_ && take(',') && expr.arguments.size() < kMostArguments);
      if (!fault_ && !take(')')) {
        blame(at_, 1, fmt::format("the call of {} has no ')' here", expr.text));
      }
    }
    if (peek() == '.') {
      ++at_;
      const auto field_start = at_;
      while (is_name_character(peek())) {
        ++at_;
      }
      expr.field = std::string(text_.substr(field_start, at_ - field_start));
      if (expr.field.empty()) {
        blame(at_, 1, "a field's name is missing behind the '.'");
      }
    }
    return expr;
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t at_ = 0;
  std::optional<ExprFault> fault_;
};

std::string joined(const std::vector<Expr>& list) {
  std::string text;
  for (const auto& item : list) {
    text += (text.empty() ? "" : ", ") + describe(item);
  }
  return text;
}

std::string describe_inner(const Expr& expr) {
  switch (expr.kind) {
    case Expr::Kind::Name: return expr.text;
    case Expr::Kind::Literal: return "'" + expr.text + "'";
    case Expr::Kind::Call:
      if (expr.text == "new_id" && expr.arguments.empty()) {
        return "new id";
      }
      if (expr.text == "now" && expr.arguments.empty()) {
        return "now";
      }
      return expr.text + "(" + joined(expr.arguments) + ")" + (expr.field.empty() ? "" : "." + expr.field);
    case Expr::Kind::Any: return "any";
    case Expr::Kind::Regex: return "/" + expr.text + "/";
    case Expr::Kind::Range: return fmt::format("{}..{}", expr.low, expr.high);
    case Expr::Kind::OneOf: return "one of " + joined(expr.arguments);
    case Expr::Kind::After: return "after " + joined(expr.arguments);
  }
  return {};
}

}  // namespace

Result<Expr, ExprFault> parse_expr(std::string_view text, std::size_t offset) { return ExprReader(text, offset).read(); }

std::size_t find_closing_brace(std::string_view text, std::size_t start) {
  std::size_t at = start;
  const auto skip = [&](auto&& wanted) {
    while (at < text.size() && wanted(text[at])) {
      ++at;
    }
  };
  skip(is_space);
  const auto first = at;
  skip([](char c) { return is_name_character(c) || c == '.'; });
  skip(is_space);
  if (at < text.size() && text[at] == '=') {
    ++at;
    skip(is_space);
  } else {
    at = first;
  }
  if (at < text.size() && text[at] == '/') {
    for (++at; (at = text.find('/', at)) != std::string_view::npos; ++at) {
      const auto close = text.find_first_not_of(" \t\r\n", at + 1);
      if (close != std::string_view::npos && text[close] == '}') {
        return close;
      }
    }
    return std::string_view::npos;
  }
  bool quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '\'') {
      quoted = !quoted;
    } else if (!quoted && text[at] == '}') {
      return at;
    }
  }
  return std::string_view::npos;
}

bool is_name(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) {
    return false;
  }
  for (const char c : text) {
    if (!is_name_character(c)) {
      return false;
    }
  }
  return true;
}

std::string describe(const Expr& expr) { return expr.binder.empty() ? describe_inner(expr) : expr.binder + " = " + describe_inner(expr); }

}  // namespace assay::conformance::match
