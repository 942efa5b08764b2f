#include "reports/writers/ladder_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "reports/writers/paint.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

constexpr std::size_t kTextRows = 60;
constexpr std::size_t kNarrowestTime = 8;
constexpr std::size_t kNarrowestLane = 10;
constexpr std::size_t kWidestLane = 16;
constexpr std::size_t kNarrowestLabel = 16;

struct Pens {
  std::string_view line, right_tail, left_tail, right_head, left_head, stroke, dashed, crossing, mark, cut;
};
constexpr Pens kUnicode{"│", "├", "┤", "▶", "◀", "─", "╌", "┼", "●", "✕"};
constexpr Pens kAscii{"|", "|", "|", ">", "<", "-", ".", "+", "*", "x"};

class TextLadder {
 public:
  TextLadder(const ScenarioReport& scenario, const Style& style)
      : style_(style), pens_(style.glyphs == Glyphs::Unicode ? kUnicode : kAscii), lanes_(lanes_of(scenario)) {
    std::size_t widest = 0;
    for (const std::string& lane : lanes_) widest = std::max(widest, columns(clean_line(lane)));
    spacing_ = std::clamp(widest + 2, kNarrowestLane, kWidestLane);
    for (const Exchange& row : scenario.ladder) time_columns_ = std::max(time_columns_, offset(row.at).size());
  }

  [[nodiscard]] std::string heads() const {
    std::string text = blank_time();
    for (const std::string& lane : lanes_) {
      const std::string head = shortened(clean_line(lane), spacing_ - 1);
      const std::size_t before = (spacing_ - columns(head)) / 2;
      text += std::string(before, ' ') + painted(head, Tint::Bold, style_) + std::string(spacing_ - before - columns(head), ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
  }

  [[nodiscard]] std::string row(const Exchange& exchange) const {
    const std::string time = fmt::format("  {:>{}}", offset(exchange.at), time_columns_);
    const std::string label = shortened(clean_line(exchange.summary), label_columns());
    return painted(time, Tint::Dim, style_) + drawing(exchange) + "  " + tinted(label, exchange.kind) + "\n";
  }

  [[nodiscard]] std::string gap(std::size_t left_out, std::string_view of = {}) const {
    const std::string note = fmt::format("... {}{} not shown", counted(left_out, "row"), of);
    return blank_time() + drawing(Exchange{}) + "  " + painted(note, Tint::Dim, style_) + "\n";
  }

 private:
  [[nodiscard]] std::string blank_time() const { return std::string(2 + time_columns_, ' '); }

  [[nodiscard]] std::size_t label_columns() const {
    const std::size_t used = 2 + time_columns_ + lanes_.size() * spacing_ + 2;
    const std::size_t width = usable_width(style_);
    return std::max(kNarrowestLabel, width > used ? width - used : 0);
  }

  [[nodiscard]] std::string tinted(const std::string& text, ExchangeKind kind) const {
    switch (kind) {
      case ExchangeKind::Stanza: return text;
      case ExchangeKind::Stream:
      case ExchangeKind::Tls: return painted(text, Tint::Dim, style_);
      case ExchangeKind::Note: return painted(text, Tint::Blue, style_);
      case ExchangeKind::Fault: return painted(text, Tint::Red, style_);
    }
    return text;
  }

  [[nodiscard]] std::size_t column_of(const std::string& lane) const {
    const auto found = std::find(lanes_.begin(), lanes_.end(), lane);
    return static_cast<std::size_t>(found - lanes_.begin()) * spacing_ + spacing_ / 2;
  }

  [[nodiscard]] std::string drawing(const Exchange& exchange) const {
    std::vector<std::string_view> cells(lanes_.size() * spacing_, " ");
    for (std::size_t i = 0; i < lanes_.size(); ++i) cells[i * spacing_ + spacing_ / 2] = pens_.line;
    if (!exchange.from.empty() && !exchange.to.empty() && exchange.from != exchange.to) {
      draw_arrow(cells, exchange);
    } else if (!exchange.from.empty() || !exchange.to.empty()) {
      cells[column_of(exchange.from.empty() ? exchange.to : exchange.from)] = exchange.kind == ExchangeKind::Fault ? pens_.cut : pens_.mark;
    }
    std::string text;
    for (const std::string_view cell : cells) text += cell;
    return text;
  }

  void draw_arrow(std::vector<std::string_view>& cells, const Exchange& exchange) const {
    const std::size_t from = column_of(exchange.from);
    const std::size_t to = column_of(exchange.to);
    const bool right = to > from;
    const bool solid = exchange.kind == ExchangeKind::Stanza || exchange.kind == ExchangeKind::Stream;
    for (std::size_t i = std::min(from, to) + 1; i < std::max(from, to); ++i) {
      cells[i] = cells[i] == pens_.line ? pens_.crossing : solid ? pens_.stroke : pens_.dashed;
    }
    cells[from] = right ? pens_.right_tail : pens_.left_tail;
    const std::string_view head = right ? pens_.right_head : pens_.left_head;
    cells[right ? to - 1 : to + 1] = exchange.kind == ExchangeKind::Fault ? pens_.cut : head;
  }

  const Style& style_;
  const Pens& pens_;
  std::vector<std::string> lanes_;
  std::size_t spacing_ = kNarrowestLane;
  std::size_t time_columns_ = kNarrowestTime;
};

}  // namespace

std::string ladder_text(const ScenarioReport& scenario, const Style& style) {
  if (scenario.ladder.empty()) return {};
  const TextLadder ladder(scenario, style);
  const std::size_t folded = folded_rows(scenario);
  const LadderWindow window = ladder_window(scenario.ladder.size() - folded, kTextRows);
  std::string text = ladder.heads();
  if (folded > 0) text += ladder.gap(folded, " of the cast's set-up");
  for (std::size_t i = folded; i < scenario.ladder.size(); ++i) {
    if (window.left_out > 0 && i == folded + window.head) {
      text += ladder.gap(window.left_out);
      i += window.left_out;
    }
    text += ladder.row(scenario.ladder[i]);
  }
  return text;
}

}  // namespace assay::reports
