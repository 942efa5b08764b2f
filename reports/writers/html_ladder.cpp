#include <algorithm>

#include <fmt/format.h>

#include "reports/writers/html_parts.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

// A page holds many ladders; the JSON report holds them whole.
constexpr std::size_t kHtmlRows = 120;
constexpr std::size_t kFullOctets = 6'000;

class HtmlLadder {
 public:
  explicit HtmlLadder(const ScenarioReport& scenario) : lanes_(lanes_of(scenario)) {
    for (const Exchange& row : scenario.ladder) time_columns_ = std::max(time_columns_, offset(row.at).size());
  }

  /// What the style sheet must know: how many lanes, and how wide a time is.
  [[nodiscard]] std::string style() const {
    return fmt::format("--n:{};--time:{}ch", std::max<std::size_t>(1, lanes_.size()), time_columns_);
  }

  [[nodiscard]] std::string heads() const {
    std::string text = "<div class=\"heads\" aria-hidden=\"true\"><span></span><span class=\"lanes\">";
    for (const std::string& lane : lanes_) text += fmt::format("<b title=\"{0}\">{0}</b>", html_line(lane));
    return text + "</span><span></span></div>\n";
  }

  [[nodiscard]] std::string row(const Exchange& exchange) const {
    const std::string cells =
        fmt::format("<span class=\"at\">{}</span><span class=\"lanes\">{}</span><span class=\"label\">{}<code>{}</code></span>",
                    offset(exchange.at), mark(exchange), spoken_direction(exchange), html_line(exchange.summary));
    if (exchange.full.empty() || exchange.full == exchange.summary) {
      return fmt::format("<div class=\"row {}\"><div class=\"cells\">{}</div></div>\n", name(exchange.kind), cells);
    }
    return fmt::format("<details class=\"row {}\"><summary class=\"cells\">{}</summary><pre>{}</pre></details>\n", name(exchange.kind),
                       cells, full_text(exchange.full));
  }

 private:
  [[nodiscard]] std::size_t index_of(const std::string& lane) const {
    return static_cast<std::size_t>(std::find(lanes_.begin(), lanes_.end(), lane) - lanes_.begin());
  }

  [[nodiscard]] std::string mark(const Exchange& exchange) const {
    if (exchange.from.empty() && exchange.to.empty()) return {};
    const std::size_t from = index_of(exchange.from.empty() ? exchange.to : exchange.from);
    const std::size_t to = index_of(exchange.to.empty() ? exchange.from : exchange.to);
    const std::string_view shape = from == to ? "dot" : from < to ? "arrow right" : "arrow left";
    return fmt::format("<i class=\"{}\" style=\"--a:{};--b:{}\"></i>", shape, std::min(from, to), std::max(from, to));
  }

  /// What the arrow shows, for those who listen to the page.
  [[nodiscard]] static std::string spoken_direction(const Exchange& exchange) {
    if (exchange.from.empty() || exchange.to.empty() || exchange.from == exchange.to) return {};
    return fmt::format("<span class=\"unseen\">{} to {}: </span>", html_line(exchange.from), html_line(exchange.to));
  }

  [[nodiscard]] static std::string full_text(const std::string& full) {
    if (full.size() <= kFullOctets) return html_text(full);
    return html_text(full.substr(0, kFullOctets)) + fmt::format("\n... {} octets more, in the JSON report", full.size() - kFullOctets);
  }

  std::vector<std::string> lanes_;
  std::size_t time_columns_ = 6;
};

/// The rows [from, to), without the middle of many.
std::string rows(const HtmlLadder& ladder, const ScenarioReport& scenario, std::size_t from, std::size_t to) {
  const LadderWindow window = ladder_window(to - from, kHtmlRows);
  std::string text;
  for (std::size_t i = from; i < to; ++i) {
    if (window.left_out > 0 && i == from + window.head) {
      text += fmt::format("<p class=\"gap\">{} left out here; the JSON report has them</p>\n", counted(window.left_out, "row"));
      i += window.left_out;
    }
    text += ladder.row(scenario.ladder[i]);
  }
  return text;
}

}  // namespace

std::string ladder_html(const ScenarioReport& scenario) {
  if (scenario.ladder.empty()) return {};
  const HtmlLadder ladder(scenario);
  const std::size_t folded = folded_rows(scenario);
  std::string text = fmt::format("<div class=\"ladder\" style=\"{}\">\n", ladder.style()) + ladder.heads();
  if (folded > 0) {
    text +=
        fmt::format("<details class=\"setup\"><summary class=\"gap\">{} in which the cast registers and connects</summary>\n{}</details>\n",
                    counted(folded, "row"), rows(ladder, scenario, 0, folded));
  }
  return text + rows(ladder, scenario, folded, scenario.ladder.size()) + "</div>\n";
}

}  // namespace assay::reports
