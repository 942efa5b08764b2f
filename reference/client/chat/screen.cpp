#include "reference/client/chat/screen.hpp"

#include <utility>

#include <fmt/core.h>

namespace assay::chat {

void Screen::show(WallTime time, Paint paint, std::string_view mark, std::string_view text) {
  show(painted(Paint::Dim, clock(time)) + ' ' + painted(paint, mark) + std::string(text));
}

std::optional<std::string> Screen::next_line() {
  if (lines_.empty()) return std::nullopt;
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}

std::string Screen::painted(Paint paint, std::string_view text) const {
  if (colour_ == Colour::Never) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", static_cast<int>(paint), text);
}

std::string Screen::clock(WallTime time) const { return date_time(time + utc_offset_).substr(11, 5); }

}  // namespace assay::chat
