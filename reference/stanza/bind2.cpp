#include "reference/stanza/bind2.hpp"

#include <algorithm>

namespace assay::stanza::bind2 {

xml::Element Feature::write() const {
  xml::Element element(kNs, "bind");
  if (vars.empty()) return element;
  xml::Element& list = element.append(kNs, "inline");
  for (const std::string& var : vars) list.append(kNs, "feature").set_attribute("var", var);
  return element;
}

std::optional<Feature> Feature::parse(const xml::Element& element) {
  if (!element.is(kNs, "bind")) return std::nullopt;
  Feature feature;
  const xml::Element* list = element.find_child(kNs, "inline");
  if (!list) return feature;
  for (const xml::Element* child : list->children()) {
    if (child->is(kNs, "feature") && child->has_attribute("var")) feature.vars.emplace_back(child->attribute("var"));
  }
  return feature;
}

xml::Element Bind::write() const {
  xml::Element element(kNs, "bind");
  if (!tag.empty()) element.append(kNs, "tag").add_text(tag);
  for (const xml::Element& enable : enables) element.add(enable);
  return element;
}

std::optional<Bind> Bind::parse(const xml::Element& element) {
  if (!element.is(kNs, "bind")) return std::nullopt;
  Bind bind;
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "tag")) bind.tag = child->text();
    if (child->ns() != kNs) bind.enables.push_back(*child);
  }
  return bind;
}

xml::Element Bound::write() const {
  xml::Element element(kNs, "bound");
  for (const xml::Element& answer : answers) element.add(answer);
  return element;
}

std::optional<Bound> Bound::parse(const xml::Element& element) {
  if (!element.is(kNs, "bound")) return std::nullopt;
  Bound bound;
  for (const xml::Element* child : element.children()) bound.answers.push_back(*child);
  return bound;
}

const xml::Element* Bound::find(std::string_view ns, std::string_view local) const {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const xml::Element& answer) { return answer.is(ns, local); });
  return found == answers.end() ? nullptr : &*found;
}

}  // namespace assay::stanza::bind2
