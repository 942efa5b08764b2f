#include "reports/writers/paint.hpp"

#include <algorithm>

#include "reports/writers/text.hpp"

namespace assay::reports {

namespace {

std::string_view sequence(Tint tint) {
  switch (tint) {
    case Tint::Bold: return "\x1b[1m";
    case Tint::Dim: return "\x1b[2m";
    case Tint::Green: return "\x1b[32m";
    case Tint::Yellow: return "\x1b[33m";
    case Tint::Red: return "\x1b[1;31m";
    case Tint::Blue: return "\x1b[34m";
    case Tint::Magenta: return "\x1b[1;35m";
  }
  return "";
}

}  // namespace

std::string painted(std::string_view text, Tint tint, const Style& style) {
  if (style.colour == Colour::Off || text.empty()) return std::string(text);
  return std::string(sequence(tint)).append(text).append("\x1b[0m");
}

Tint tint_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass: return Tint::Green;
    case Verdict::Warn:
    case Verdict::Inconclusive: return Tint::Yellow;
    case Verdict::Choice: return Tint::Blue;
    case Verdict::Fail: return Tint::Red;
    case Verdict::Error: return Tint::Magenta;
    case Verdict::Unsupported:
    case Verdict::Untestable:
    case Verdict::NotRun: return Tint::Dim;
  }
  return Tint::Dim;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t used = columns(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

namespace {

void append_wrapped(std::string& out, std::string_view line, std::size_t indent, std::size_t width) {
  std::string current;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (!current.empty() && indent + columns(current) + 1 + columns(word) > width) {
      out.append(indent, ' ').append(current).append("\n");
      current.clear();
    }
    if (!current.empty()) current += ' ';
    current += word;
  }
  out.append(indent, ' ').append(current).append("\n");
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  for (const std::string& line : lines(text)) append_wrapped(out, line, indent, width);
  return out;
}

std::size_t usable_width(const Style& style) { return std::max<std::size_t>(style.width, 60); }

}  // namespace assay::reports
