#include "reference/xml/element.hpp"

#include <algorithm>

namespace assay::xml {

const std::string* Element::find_attribute(std::string_view ns, std::string_view local) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.name.local == local && attribute.name.ns == ns) return &attribute.value;
  }
  return nullptr;
}

std::string_view Element::attribute(std::string_view local) const {
  const std::string* value = find_attribute(local);
  return value ? std::string_view{*value} : std::string_view{};
}

Element& Element::set_attribute(Name name, std::string value) {
  for (Attribute& attribute : attributes_) {
    if (attribute.name == name) {
      attribute.value = std::move(value);
      return *this;
    }
  }
  attributes_.push_back({std::move(name), std::move(value)});
  return *this;
}

void Element::remove_attribute(std::string_view local) {
  std::erase_if(attributes_, [&](const Attribute& a) { return a.name.ns.empty() && a.name.local == local; });
}

std::vector<const Element*> Element::children() const {
  std::vector<const Element*> out;
  for (const Content& item : content_) {
    if (const auto* child = std::get_if<Element>(&item)) out.push_back(child);
  }
  return out;
}

const Element* Element::first_child() const {
  for (const Content& item : content_) {
    if (const auto* child = std::get_if<Element>(&item)) return child;
  }
  return nullptr;
}

const Element* Element::find_child(std::string_view ns, std::string_view local) const {
  for (const Content& item : content_) {
    const auto* child = std::get_if<Element>(&item);
    if (child && child->is(ns, local)) return child;
  }
  return nullptr;
}

Element* Element::find_child(std::string_view ns, std::string_view local) {
  return const_cast<Element*>(std::as_const(*this).find_child(ns, local));
}

std::string Element::text() const {
  std::string out;
  for (const Content& item : content_) {
    if (const auto* text = std::get_if<std::string>(&item)) out += *text;
  }
  return out;
}

Element& Element::add(Element child) & {
  content_.emplace_back(std::move(child));
  return *this;
}

Element&& Element::add(Element child) && {
  content_.emplace_back(std::move(child));
  return std::move(*this);
}

Element& Element::add_text(std::string_view text) & {
  if (text.empty()) return *this;
  if (!content_.empty()) {
    if (auto* last = std::get_if<std::string>(&content_.back())) {
      last->append(text);
      return *this;
    }
  }
  content_.emplace_back(std::string{text});
  return *this;
}

Element&& Element::add_text(std::string_view text) && {
  add_text(text);
  return std::move(*this);
}

Element&& Element::with(std::string local, std::string value) && {
  set_attribute(std::move(local), std::move(value));
  return std::move(*this);
}

Element& Element::append(std::string ns, std::string local) {
  content_.emplace_back(Element{std::move(ns), std::move(local)});
  return std::get<Element>(content_.back());
}

void Element::remove_children(std::string_view ns, std::string_view local) {
  std::erase_if(content_, [&](const Content& item) {
    const auto* child = std::get_if<Element>(&item);
    return child && child->is(ns, local);
  });
}

bool operator==(const Element& a, const Element& b) {
  if (a.name_ != b.name_ || a.attributes_.size() != b.attributes_.size()) return false;
  for (const Attribute& attribute : a.attributes_) {
    if (std::find(b.attributes_.begin(), b.attributes_.end(), attribute) == b.attributes_.end()) return false;
  }
  return a.content_ == b.content_;
}

}  // namespace assay::xml
