#include "reference/client/memory_text.hpp"

#include <utility>
#include <variant>

#include "reference/base/decimal.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kLastLine = "end";

std::optional<std::string_view> next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string write_memory(std::string_view first_line, const std::vector<xml::Element>& elements) {
  std::string text(first_line);
  text += '\n';
  for (const xml::Element& each : elements) {
    const std::string element = xml::write(each);
    text += std::to_string(element.size()) + '\n' + element + '\n';
  }
  return text.append(kLastLine).append("\n");
}

std::optional<std::vector<xml::Element>> read_memory(std::string_view first_line, std::string_view text) {
  std::vector<xml::Element> elements;
  if (next_line(text) != first_line) return std::nullopt;
  for (;;) {
    const auto line = next_line(text);
    if (line == kLastLine && text.empty()) return elements;
    const auto octets = line ? decimal(*line) : std::nullopt;
    if (!octets || *octets >= text.size() || text[*octets] != '\n') return std::nullopt;
    auto parsed = xml::parse(text.substr(0, *octets));
    auto* element = std::get_if<xml::Element>(&parsed);
    if (element == nullptr) return std::nullopt;
    elements.push_back(std::move(*element));
    text.remove_prefix(*octets + 1);
  }
}

}  // namespace assay::client
