#include "reference/stanza/entity_time.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace assay::stanza {
namespace {

// XEP-0082 section 3.2: "Z", or a sign, hours, a colon and minutes.
std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  if (text == "Z") return std::chrono::minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  int digits[4] = {};
  for (std::size_t i = 0; const std::size_t at : {1, 2, 4, 5}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    digits[i++] = text[at] - '0';
  }
  const int hours = digits[0] * 10 + digits[1];
  const int minutes = digits[2] * 10 + digits[3];
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * std::chrono::minutes{hours * 60 + minutes};
}

}  // namespace

xml::Element EntityTime::write() const {
  const auto minutes = std::abs(offset.count());
  xml::Element element(kTimeNs, "time");
  element.append(kTimeNs, "tzo").add_text(fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60));
  element.append(kTimeNs, "utc").add_text(date_time(utc));
  return element;
}

std::optional<EntityTime> EntityTime::parse(const xml::Element& element) {
  const xml::Element* tzo = element.find_child(kTimeNs, "tzo");
  const xml::Element* utc = element.find_child(kTimeNs, "utc");
  if (!element.is(kTimeNs, "time") || !tzo || !utc) return std::nullopt;
  const auto offset = parse_offset(tzo->text());
  const auto time = from_date_time(utc->text());
  if (!offset || !time) return std::nullopt;
  return EntityTime{*offset, *time};
}

}  // namespace assay::stanza
