#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reports/writers/html_parts.hpp"
#include "reports/writers/html_text.hpp"
#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

std::string demand(const RunReport& run, const std::string& id) {
  const Requirement* requirement = find_requirement(run, id);
  if (requirement == nullptr) {
    return fmt::format("<div class=\"demand\"><p class=\"of\"><b>{}</b> <span>not in the table of requirements</span></p></div>\n",
                       html_line(id));
  }
  return fmt::format(
      "<div class=\"demand\"><p class=\"of\"><a href=\"#{}\">{}</a> <span>{}</span> <span>{}</span> <span class=\"where\">{}</span></p>"
      "<blockquote>{}</blockquote></div>\n",
      anchor("requirement", id), html_line(id), name(requirement->level), html_line(requirement->role), html_line(requirement->where),
      html_prose(requirement->text));
}

std::string callers(const Failure& failure) {
  if (failure.callers.empty()) return {};
  std::string text = "<ol class=\"callers\">";
  for (const Caller& caller : failure.callers) {
    text += fmt::format("<li>in <q>{}</q> <span class=\"place\">{}</span></li>", html_line(caller.sentence),
                        html_line(to_string(caller.place)));
  }
  return text + "</ol>";
}

bool is_boundary(const std::string& text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// Octets that both begin with and end with, cut back to whole code points.
std::pair<std::size_t, std::size_t> common_ends(const std::string& a, const std::string& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  while (head > 0 && (!is_boundary(a, head) || !is_boundary(b, head))) --head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  while (tail > 0 && (!is_boundary(a, a.size() - tail) || !is_boundary(b, b.size() - tail))) --tail;
  return {head, tail};
}

/// The part that differs is marked, unless it is nearly all.
std::string marked(const std::string& text, const std::string& other) {
  const auto [head, tail] = common_ends(text, other);
  const std::size_t middle = text.size() - head - tail;
  if (middle == 0 || middle * 3 > text.size() * 2) return html_text(text);
  return fmt::format("{}<mark>{}</mark>{}", html_text(text.substr(0, head)), html_text(text.substr(head, middle)),
                     html_text(text.substr(head + middle)));
}

std::string compared(const Failure& failure) {
  if (failure.expected.empty() && failure.actual.empty()) return {};
  const std::string expected = clean(failure.expected);
  const std::string actual = clean(failure.actual);
  return fmt::format(
      "<div class=\"compared\"><figure class=\"expected\"><figcaption>Expected</figcaption><pre>{}</pre></figure>"
      "<figure class=\"actual\"><figcaption>Actual</figcaption><pre>{}</pre></figure></div>\n",
      marked(expected, actual), marked(actual, expected));
}

/// "path: reason" a line, the path set apart.
std::string differences(const std::string& path_diff) {
  if (path_diff.empty()) return {};
  std::string text = "<ul class=\"differences\">";
  for (const std::string& line : lines(clean(path_diff))) {
    const std::size_t colon = line.find(": ");
    text += colon == std::string::npos
                ? fmt::format("<li>{}</li>", html_text(line))
                : fmt::format("<li><code>{}</code> {}</li>", html_text(line.substr(0, colon)), html_text(line.substr(colon + 2)));
  }
  return text + "</ul>\n";
}

}  // namespace

std::string command_box(const std::string& command) {
  if (command.empty()) return {};
  // Each word is kept whole: a browser would break "--seed" behind its first hyphen.
  std::string words = "<span>";
  for (const char c : html_text(command)) words += c == ' ' ? "</span> <span>" : std::string(1, c);
  return fmt::format("<div class=\"command\"><code>{}</span></code><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n",
                     words);
}

std::string failure_html(const RunReport& run, const Failure& failure) {
  std::string text = "<section class=\"failure\">\n";
  if (!failure.requirements.empty()) text += "<h4>Demanded</h4>\n";
  for (const std::string& id : failure.requirements) text += demand(run, id);
  text += fmt::format("<h4>Step <span class=\"place\">{}</span></h4>\n<pre class=\"step\">{}</pre>{}\n",
                      html_line(to_string(failure.place)), html_text(failure.step), callers(failure));
  text += compared(failure) + differences(failure.path_diff);
  if (!failure.hint.empty()) text += fmt::format("<p class=\"hint\"><b>Hint</b> {}</p>\n", html_text(failure.hint));
  if (!failure.reproduce.empty()) text += "<h4>Reproduce</h4>\n" + command_box(failure.reproduce);
  return text + "</section>\n";
}

}  // namespace assay::reports
