#include "reference/client/group_memory.hpp"

#include <vector>

#include "reference/base/decimal.hpp"
#include "reference/client/memory_text.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kFirstLine = "assay groups 1";
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

}  // namespace

std::string write_group_memory(const GroupBook& book) {
  std::vector<xml::Element> elements;
  for (const auto& [jid, known] : book.groups()) {
    if (known.state && !known.doubted) elements.push_back(element_of(jid, known));
  }
  return write_memory(kFirstLine, elements);
}

std::optional<GroupBook> read_group_memory(std::string_view text) {
  const auto elements = read_memory(kFirstLine, text);
  if (!elements) return std::nullopt;
  GroupBook book;
  for (const xml::Element& element : *elements) {
    if (!take(element, book)) return std::nullopt;
  }
  return book;
}

}  // namespace assay::client
