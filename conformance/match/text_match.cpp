// Comparing one text with a template: literal pieces exactly, patterns by trying every stretch that fits, shortest first.

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "conformance/match/match.hpp"
#include "conformance/match/number.hpp"
#include "conformance/match/trial.hpp"
#include "reference/base/now.hpp"

namespace assay::conformance::match {
namespace {

constexpr std::size_t kLongestPatternText = 4'096;  // octets from the peer that a pattern looks at: std::regex recurses per octet
constexpr std::size_t kMostTries = 100'000;         // stretches tried for one text
constexpr std::size_t kLongestShown = 400;          // octets of a text in a mismatch
constexpr std::size_t kShownBefore = 40;            // of them before the first difference

std::string shown(std::string_view text, std::size_t from = 0) {
  if (text.size() > kLongestShown) {
    from = std::min(from, text.size());
    const bool is_cut = text.size() - from > kLongestShown;
    return fmt::format("{}\"{}\"{} ({} octets)", from > 0 ? "..." : "", text.substr(from, kLongestShown), is_cut ? "..." : "", text.size());
  }
  return fmt::format("\"{}\"", text);
}

/// A stretch of the wanted text: known octets, a pattern, or what a binder to the left makes known.
struct Segment {
  std::string known;
  const Expr* pattern = nullptr;
  const Expr* binder = nullptr;  ///< bind what stood here to its name
  Value value;                   ///< of a binder whose value is known
  std::optional<Expr> later;     ///< to be computed when the binder has its value
};

class Matcher {
 public:
  Matcher(std::string_view got, Bindings& bindings, FunctionTable& functions) : got_(got), bindings_(bindings), functions_(functions) {}

  /// Works out what is known; a message where something can't be computed.
  std::optional<std::string> resolve(const TextTemplate& wanted) {
    for (const auto& piece : wanted.pieces) {
      Segment segment;
      if (const auto* literal = std::get_if<std::string>(&piece)) {
        segment.known = *literal;
      } else if (auto fault = resolve(std::get<Expr>(piece), segment)) {
        return fault;
      }
      segments_.push_back(std::move(segment));
    }
    return std::nullopt;
  }

  /// What can't be computed is the template's fault: no text could fit.
  [[nodiscard]] bool is_fault() const { return is_fault_; }

  bool run() {
    Trial trial(bindings_);
    if (!fits(0, 0, trial)) {
      return false;
    }
    trial.commit();
    return true;
  }

  [[nodiscard]] Mismatch mismatch(std::string_view path) const {
    if (segments_.size() == 1 && segments_.front().pattern != nullptr) {
      const Expr& pattern = *segments_.front().pattern;
      return {std::string(path), "{" + describe(pattern) + "}" + meaning(pattern), shown(got_)};
    }
    std::string text;
    bool exact = true;
    for (const auto& segment : segments_) {
      const Expr* expr = segment.later ? &*segment.later : segment.pattern;
      text += expr == nullptr ? segment.known : "{" + describe(*expr) + "}";
      exact = exact && expr == nullptr;
    }
    const std::size_t from = exact ? window(text, got_) : 0;
    return {std::string(path), shown(text, from), shown(got_, from)};
  }

 private:
  /// Where two long texts are shown from, so that their first difference is seen; 0 where they are short or differ early.
  static std::size_t window(std::string_view a, std::string_view b) {
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto same = static_cast<std::size_t>(left - a.begin());
    return std::max(a.size(), b.size()) > kLongestShown && same > kLongestShown / 2 ? same - kShownBefore : 0;
  }

  /// What the names in a pattern stand for, and what keeps it from fitting anything.
  [[nodiscard]] std::string meaning(const Expr& pattern) const {
    if (pattern.kind == Expr::Kind::After) {
      const auto bound = evaluate(pattern.arguments.front(), bindings_, functions_);
      return bound ? fmt::format(", which is {}", bound->text) : std::string();
    }
    if (pattern.kind == Expr::Kind::Regex && got_.size() > kLongestPatternText) {
      return fmt::format(" in at most {} octets", kLongestPatternText);
    }
    std::string known;
    for (const Expr& choice : pattern.arguments) {
      const auto bound = choice.kind == Expr::Kind::Name ? bindings_.lookup(choice.text) : std::nullopt;
      if (bound) {
        known += fmt::format("{}{} is \"{}\"", known.empty() ? ", where " : " and ", choice.text, bound->text);
      }
    }
    return known;
  }

  std::optional<std::string> resolve(const Expr& expr, Segment& segment) {
    if (!expr.binder.empty()) {
      if (auto bound = bindings_.lookup(expr.binder)) {
        segment.known = std::move(bound->text);
        return std::nullopt;
      }
      segment.binder = &expr;
    }
    if (!expr.binder.empty() && is_bound_before(expr.binder)) {
      segment.binder = nullptr;
      segment.later.emplace();
      segment.later->kind = Expr::Kind::Name;
      segment.later->text = expr.binder;
      return std::nullopt;
    }
    if (expr.is_pattern()) {
      segment.pattern = &expr;
      return check(expr);
    }
    Expr plain = expr;
    plain.binder.clear();
    auto value = evaluate(plain, bindings_, functions_);
    if (!value && reads_binder(plain)) {
      segment.later = std::move(plain);
      return std::nullopt;
    }
    if (!value) {
      is_fault_ = !is_known(plain);
      return std::move(value.error());
    }
    segment.known = value->text;
    segment.value = std::move(*value);
    return std::nullopt;
  }

  std::optional<std::string> check(const Expr& pattern) {
    if (pattern.kind != Expr::Kind::After) {
      return std::nullopt;
    }
    const auto bound = evaluate(pattern.arguments.front(), bindings_, functions_);
    if (bound && from_date_time(bound->text)) {
      return std::nullopt;
    }
    is_fault_ = !bound || is_known(pattern.arguments.front());
    return bound ? fmt::format("\"{}\" is no time (XEP-0082)", bound->text) : bound.error();
  }

  [[nodiscard]] bool is_bound_before(std::string_view name) const {
    return std::any_of(segments_.begin(), segments_.end(),
                       [&](const Segment& segment) { return segment.binder != nullptr && segment.binder->binder == name; });
  }

  [[nodiscard]] bool reads_binder(const Expr& expr) const {
    if (expr.kind == Expr::Kind::Name) {
      return is_bound_before(expr.text);
    }
    return std::any_of(expr.arguments.begin(), expr.arguments.end(), [this](const Expr& argument) { return reads_binder(argument); });
  }

  /// Whether all that it names is there: if it can't be computed nevertheless, a function did not like what came.
  [[nodiscard]] bool is_known(const Expr& expr) const {
    if (expr.kind == Expr::Kind::Name) {
      return bindings_.lookup(expr.text).has_value();
    }
    return (expr.kind != Expr::Kind::Call || functions_.has(expr.text)) &&
           std::all_of(expr.arguments.begin(), expr.arguments.end(), [this](const Expr& argument) { return is_known(argument); });
  }

  bool fits_later(std::size_t index, std::size_t at, Trial& trial) {
    const auto value = evaluate(*segments_[index].later, trial, functions_);
    return value && got_.substr(at, value->text.size()) == value->text && fits(index + 1, at + value->text.size(), trial);
  }

  bool fits(std::size_t index, std::size_t at, Trial& trial) {
    if (index == segments_.size()) {
      return at == got_.size();
    }
    const auto& segment = segments_[index];
    if (segment.later) {
      return fits_later(index, at, trial);
    }
    if (segment.pattern == nullptr) {
      if (got_.substr(at, segment.known.size()) != segment.known) {
        return false;
      }
      if (segment.binder != nullptr) {
        trial.bind(segment.binder->binder, segment.value);
      }
      return fits(index + 1, at + segment.known.size(), trial);
    }
    const bool last = index + 1 == segments_.size();
    for (std::size_t length = last ? got_.size() - at : 0; at + length <= got_.size(); ++length) {
      if (++tries_ > kMostTries) {
        return false;
      }
      const auto stretch = got_.substr(at, length);
      if (!pattern_fits(*segment.pattern, stretch)) {
        continue;
      }
      if (segment.binder != nullptr) {
        trial.bind(segment.binder->binder, Value{std::string(stretch), {}});
      }
      if (fits(index + 1, at + length, trial)) {
        return true;
      }
    }
    return false;
  }

  bool pattern_fits(const Expr& expr, std::string_view text) {
    switch (expr.kind) {
      case Expr::Kind::Any: return true;
      case Expr::Kind::Regex:
        return text.size() <= kLongestPatternText && expr.regex != nullptr && std::regex_match(text.begin(), text.end(), *expr.regex);
      case Expr::Kind::Range: {
        const auto value = number(text);
        return value && *value >= expr.low && *value <= expr.high;
      }
      case Expr::Kind::OneOf: return is_choice(expr, text);
      case Expr::Kind::After: return is_after(expr, text);
      default: return false;
    }
  }

  bool is_choice(const Expr& expr, std::string_view text) {
    for (const auto& choice : expr.arguments) {
      const auto bound = choice.kind == Expr::Kind::Name ? bindings_.lookup(choice.text) : std::nullopt;
      if (text == (bound ? bound->text : choice.text)) {
        return true;
      }
    }
    return false;
  }

  // Stamps on the wire have milliseconds: "after" must not fail within the same one.
  bool is_after(const Expr& expr, std::string_view text) {
    const auto bound = evaluate(expr.arguments.front(), bindings_, functions_);
    const auto earliest = bound ? from_date_time(bound->text) : std::nullopt;
    const auto stamp = from_date_time(text);
    return earliest && stamp && *stamp >= *earliest;
  }

  std::string_view got_;
  Bindings& bindings_;
  FunctionTable& functions_;
  std::vector<Segment> segments_;
  std::size_t tries_ = 0;
  bool is_fault_ = false;
};

}  // namespace

std::string Mismatch::text() const { return fmt::format("{}: wanted {}, got {}", path, wanted, got); }

Result<void, Mismatch> match(const TextTemplate& wanted, std::string_view got, std::string_view path, Bindings& bindings,
                             FunctionTable& functions) {
  Matcher matcher(got, bindings, functions);
  if (const auto fault = matcher.resolve(wanted)) {
    return fail(Mismatch{std::string(path), fmt::format("\"{}\", but {}", describe(wanted), *fault), shown(got), matcher.is_fault()});
  }
  if (!matcher.run()) {
    return fail(matcher.mismatch(path));
  }
  return {};
}

}  // namespace assay::conformance::match
