#include "reference/config/diagnostic.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace assay::config {
namespace {

constexpr std::size_t kWidestLine = 160;  // octets of a source line that are shown
constexpr std::size_t kBeforeCaret = 80;  // of them, in front of the caret, where the line is wider

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "note";
  }
  return "error";
}

std::string_view colour_of(Severity severity) { return severity == Severity::Error ? "\x1b[1;31m" : "\x1b[1;35m"; }

/// What is shown of the line, and where the caret begins in it.
struct Excerpt {
  std::string text;
  std::size_t caret = 0;
  std::size_t length = 1;
};

// A document is not trusted with the terminal: no control characters but tab.
std::string printable(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }, '?');
  return out;
}

Excerpt excerpt_of(const Diagnostic& diagnostic) {
  Excerpt excerpt;
  std::string_view line = diagnostic.line;
  excerpt.caret = std::min(diagnostic.place.column == 0 ? 0 : diagnostic.place.column - 1, line.size());
  std::string_view before;
  if (line.size() > kWidestLine && excerpt.caret > kBeforeCaret) {
    auto cut = excerpt.caret - kBeforeCaret;
    while (cut < line.size() && continues_character(line[cut])) {
      ++cut;
    }
    line.remove_prefix(cut);
    before = "...";
    excerpt.caret = excerpt.caret - cut + before.size();
  }
  std::string_view behind;
  if (line.size() > kWidestLine) {
    auto cut = kWidestLine;
    while (cut > 0 && continues_character(line[cut])) {
      --cut;
    }
    line = line.substr(0, cut);
    behind = "...";
  }
  excerpt.text = printable(std::string(before) + std::string(line) + std::string(behind));
  excerpt.length =
      std::max<std::size_t>(1, std::min(diagnostic.length, excerpt.text.size() - std::min(excerpt.caret, excerpt.text.size())));
  return excerpt;
}

// Tabs are repeated so that the caret stands below its character at any tab width; a character of several octets takes one column.
std::string caret_line(const Excerpt& excerpt) {
  std::string out;
  for (std::size_t i = 0; i < excerpt.caret && i < excerpt.text.size(); ++i) {
    if (!continues_character(excerpt.text[i])) {
      out += excerpt.text[i] == '\t' ? '\t' : ' ';
    }
  }
  out += '^';
  for (std::size_t i = excerpt.caret + 1; i < excerpt.caret + excerpt.length && i < excerpt.text.size(); ++i) {
    if (!continues_character(excerpt.text[i])) {
      out += '~';
    }
  }
  return out;
}

}  // namespace

Diagnostic error_at(const Source& source, Place place, std::size_t length, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.file = source.name;
  diagnostic.place = place;
  diagnostic.length = std::max<std::size_t>(1, length);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  diagnostic.line = std::string(line_of(source, place.line));
  return diagnostic;
}

std::string render(const Diagnostic& diagnostic, Colour colour) {
  const bool coloured = colour == Colour::Always;
  const std::string_view bold = coloured ? "\x1b[1m" : "";
  const std::string_view plain = coloured ? "\x1b[0m" : "";
  const std::string_view severity = coloured ? colour_of(diagnostic.severity) : "";
  std::string out = fmt::format("{}{}:", bold, printable(diagnostic.file));
  if (diagnostic.place.line > 0) {
    out += fmt::format("{}:{}:", diagnostic.place.line, std::max<std::size_t>(1, diagnostic.place.column));
  }
  out += fmt::format(" {}{}:{} {}{}{}\n", severity, word(diagnostic.severity), plain, bold, printable(diagnostic.message), plain);
  std::size_t gutter = 1;
  if (diagnostic.place.line > 0) {
    const auto excerpt = excerpt_of(diagnostic);
    const auto number = std::to_string(diagnostic.place.line);
    gutter = number.size();
    out += fmt::format("  {} | {}\n", number, excerpt.text);
    out += fmt::format("  {:{}} | {}{}{}\n", "", gutter, severity, caret_line(excerpt), plain);
  }
  if (!diagnostic.help.empty()) {
    out += fmt::format("  {:{}} = {}\n", "", gutter, printable(diagnostic.help));
  }
  return out;
}

std::string render(const Diagnostics& diagnostics, Colour colour) {
  std::string out;
  for (const auto& diagnostic : diagnostics) {
    out += render(diagnostic, colour);
  }
  return out;
}

}  // namespace assay::config
