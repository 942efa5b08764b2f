#pragma once
// The lines to show, and how they are painted.

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"

namespace assay::chat {

enum class Colour { Never, Ansi };

/// The numbers of the escape sequences (ECMA-48, SGR).
enum class Paint { Bold = 1, Dim = 2, Red = 31, Green = 32, Cyan = 36 };

inline constexpr const char* kTick = "\u2713";

class Screen {
 public:
  Screen(Colour colour, std::chrono::minutes utc_offset) : colour_(colour), utc_offset_(utc_offset) {}

  /// What the program says by itself; what it has to object.
  void note(std::string_view text) { show(painted(Paint::Dim, text)); }
  void complain(std::string_view text) { show(painted(Paint::Red, text)); }
  /// A line, painted already; no control characters of peers.
  void show(std::string line) { lines_.push_back(std::move(line)); }
  /// "14:05 MARK TEXT", of which `text` is painted already.
  void show(WallTime time, Paint paint, std::string_view mark, std::string_view text);
  [[nodiscard]] std::optional<std::string> next_line();

  [[nodiscard]] std::string painted(Paint paint, std::string_view text) const;
  /// "14:05"
  [[nodiscard]] std::string clock(WallTime time) const;

 private:
  Colour colour_;
  std::chrono::minutes utc_offset_;
  std::deque<std::string> lines_;
};

}  // namespace assay::chat
