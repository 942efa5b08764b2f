#include "reference/stanza/carbons.hpp"

#include <utility>

#include "reference/xml/namespaces.hpp"

namespace assay::stanza::carbons {
namespace {

const char* name_of(Direction direction) { return direction == Direction::Sent ? "sent" : "received"; }

// The only child element, if it is of that name.
const xml::Element* only_child(const xml::Element& element, const char* ns, const char* local) {
  const std::vector<const xml::Element*> children = element.children();
  return children.size() == 1 && children.front()->is(ns, local) ? children.front() : nullptr;
}

}  // namespace

xml::Element Copy::write() const {
  xml::Element element(kNs, name_of(direction));
  element.append(kForwardNs, "forwarded").add(original);
  return element;
}

std::optional<Copy> Copy::parse(const xml::Element& element) {
  const bool sent = element.is(kNs, "sent");
  if (!sent && !element.is(kNs, "received")) return std::nullopt;
  const xml::Element* forwarded = only_child(element, kForwardNs, "forwarded");
  const xml::Element* original = forwarded ? forwarded->find_child(xml::ns::kClient, "message") : nullptr;
  if (!original) return std::nullopt;
  std::size_t messages = 0;
  for (const xml::Element* child : forwarded->children()) messages += child->is(xml::ns::kClient, "message") ? 1 : 0;
  if (messages != 1) return std::nullopt;
  return Copy{sent ? Direction::Sent : Direction::Received, *original};
}

std::optional<Copy> Copy::of(const xml::Element& message) {
  for (const xml::Element* child : message.children()) {
    if (std::optional<Copy> copy = parse(*child)) return copy;
  }
  return std::nullopt;
}

xml::Element wrap(Direction direction, const xml::Element& original, const std::string& from, const std::string& to) {
  xml::Element message(xml::ns::kClient, "message");
  if (const std::string* type = original.find_attribute("type")) message.set_attribute("type", *type);
  message.set_attribute("from", from).set_attribute("to", to);
  message.add(Copy{direction, original}.write());
  return message;
}

bool is_wrapped(const xml::Element& message) { return message.find_child(kNs, "sent") || message.find_child(kNs, "received"); }

xml::Element enable() { return {kNs, "enable"}; }
xml::Element disable() { return {kNs, "disable"}; }
xml::Element private_() { return {kNs, "private"}; }

}  // namespace assay::stanza::carbons
