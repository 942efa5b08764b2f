// Comparing one text with a template: literal pieces exactly, patterns by trying every stretch that fits, shortest first.

#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "conformance/match/match.hpp"
#include "conformance/match/trial.hpp"
#include "reference/base/now.hpp"

namespace assay::conformance::match {
namespace {

constexpr std::size_t kLongestPatternText = 4'096;  // octets from the peer that a pattern looks at: std::regex recurses per octet
constexpr std::size_t kMostTries = 100'000;         // stretches tried for one text
constexpr std::size_t kLongestShown = 400;          // octets of a text in a mismatch

std::string shown(std::string_view text) {
  if (text.size() > kLongestShown) {
    return fmt::format("\"{}\"... ({} octets)", text.substr(0, kLongestShown), text.size());
  }
  return fmt::format("\"{}\"", text);
}

/// A stretch of the wanted text: known octets, or a pattern.
struct Segment {
  std::string known;
  const Expr* pattern = nullptr;
  const Expr* binder = nullptr;  ///< bind what stood here to its name
  Value value;                   ///< of a binder whose value is known
};

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

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

  bool run() {
    Trial trial(bindings_);
    if (!fits(0, 0, trial)) {
      return false;
    }
    trial.commit();
    return true;
  }

  [[nodiscard]] std::string wanted_text() const {
    if (segments_.size() == 1 && segments_.front().pattern != nullptr) {
      return "{" + describe(*segments_.front().pattern) + "}";
    }
    std::string text;
    for (const auto& segment : segments_) {
      text += segment.pattern == nullptr ? segment.known : "{" + describe(*segment.pattern) + "}";
    }
    return shown(text);
  }

 private:
  std::optional<std::string> resolve(const Expr& expr, Segment& segment) {
    if (!expr.binder.empty()) {
      if (auto bound = bindings_.lookup(expr.binder)) {
        segment.known = std::move(bound->text);
        return std::nullopt;
      }
      segment.binder = &expr;
    }
    if (expr.is_pattern()) {
      segment.pattern = &expr;
      return std::nullopt;
    }
    Expr plain = expr;
    plain.binder.clear();
    auto value = evaluate(plain, bindings_, functions_);
    if (!value) {
      return std::move(value.error());
    }
    segment.known = value->text;
    segment.value = std::move(*value);
    return std::nullopt;
  }

  bool fits(std::size_t index, std::size_t at, Trial& trial) {
    if (index == segments_.size()) {
      return at == got_.size();
    }
    const auto& segment = segments_[index];
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
};

}  // namespace

std::string Mismatch::text() const { return fmt::format("{}: wanted {}, got {}", path, wanted, got); }

Result<void, Mismatch> match(const TextTemplate& wanted, std::string_view got, std::string_view path, Bindings& bindings,
                             FunctionTable& functions) {
  Matcher matcher(got, bindings, functions);
  if (const auto fault = matcher.resolve(wanted)) {
    return fail(Mismatch{std::string(path), fmt::format("\"{}\", but {}", describe(wanted), *fault), shown(got)});
  }
  if (!matcher.run()) {
    return fail(Mismatch{std::string(path), matcher.wanted_text(), shown(got)});
  }
  return {};
}

}  // namespace assay::conformance::match
