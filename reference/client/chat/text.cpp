#include "reference/client/chat/text.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace assay::chat {
namespace {

constexpr std::size_t kBeginning = 40;  // octets of a message that is shown again

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

Halves halves(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {text, {}};
  return {text.substr(0, space), trimmed(text.substr(space))};
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    const bool c1 = octet == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    if (octet == '\n') {
      out += "\n      ";
    } else {
      out += (octet < 0x20 || octet == 0x7F || c1) ? '?' : text[i];
    }
  }
  return out;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  std::string number;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || text[i] == ',' || (text[i] == '+' && !number.empty());
    if (ends) {
      if (!digits_of(number).empty()) numbers.emplace_back(trimmed(number));
      number.clear();
    }
    if (i < text.size() && text[i] != ',') number += text[i];
  }
  return numbers;
}

std::string beginning(std::string text) {
  text.resize(std::min(text.size(), text.find('\n')));
  if (text.size() <= kBeginning) return text;
  std::size_t end = kBeginning;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return text.substr(0, end) + "...";
}

std::string wait_of(Duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 7'200) return fmt::format("{} min", (seconds + 59) / 60);
  return seconds < 172'800 ? fmt::format("{} h", (seconds + 3'599) / 3'600) : fmt::format("{} days", (seconds + 86'399) / 86'400);
}

}  // namespace assay::chat
