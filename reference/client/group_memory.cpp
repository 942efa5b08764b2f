// A line that says what it is; for each group a line with the length of the element behind it, and the element; a last line.

#include "reference/client/group_memory.hpp"

#include <utility>
#include <variant>

#include "reference/base/decimal.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kFirstLine = "assay groups 1";
constexpr std::string_view kLastLine = "end";
constexpr const char* kKnownNs = "urn:assay:known-groups:1";

xml::Element element_of(const std::string& jid, const KnownGroup& known) {
  xml::Element element = xml::Element(kKnownNs, "known").with("jid", jid).with("learned", std::to_string(known.learned));
  if (known.told) element.set_attribute("told", std::to_string(*known.told));
  if (known.place) element.set_attribute("place", std::to_string(*known.place));
  for (const std::string& member : known.wanted) element.append(kKnownNs, "wanted").set_attribute("jid", member);
  element.add(known.state->info().write());
  return element;
}

bool take(const xml::Element& element, GroupBook& book) {
  const xml::Element* child = element.find_child(stanza::groups::kNs, "group");
  const auto info = child != nullptr ? stanza::groups::Info::parse(*child) : std::nullopt;
  if (!element.is(kKnownNs, "known") || element.attribute("jid").empty() || !info) return false;
  KnownGroup* known = book.open(std::string(element.attribute("jid")));
  if (known == nullptr) return false;
  known->state = GroupState::of(*info);
  known->told = decimal(element.attribute("told"));
  known->place = decimal(element.attribute("place"));
  known->learned = decimal(element.attribute("learned")).value_or(0);
  for (const xml::Element* each : element.children()) {
    if (each->is(kKnownNs, "wanted")) known->wanted.emplace_back(each->attribute("jid"));
  }
  return true;
}

std::optional<std::string_view> next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string write_group_memory(const GroupBook& book) {
  std::string text(kFirstLine);
  text += '\n';
  for (const auto& [jid, known] : book.groups()) {
    if (!known.state || known.doubted) continue;
    const std::string element = xml::write(element_of(jid, known));
    text += std::to_string(element.size()) + '\n' + element + '\n';
  }
  return text.append(kLastLine).append("\n");
}

std::optional<GroupBook> read_group_memory(std::string_view text) {
  GroupBook book;
  if (next_line(text) != kFirstLine) return std::nullopt;
  for (;;) {
    const auto line = next_line(text);
    if (line == kLastLine && text.empty()) return book;
    const auto octets = line ? decimal(*line) : std::nullopt;
    if (!octets || *octets >= text.size() || text[*octets] != '\n') return std::nullopt;
    const auto parsed = xml::parse(text.substr(0, *octets));
    const auto* element = std::get_if<xml::Element>(&parsed);
    if (element == nullptr || !take(*element, book)) return std::nullopt;
    text.remove_prefix(*octets + 1);
  }
}

}  // namespace assay::client
