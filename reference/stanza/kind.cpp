#include "reference/stanza/kind.hpp"

#include <array>
#include <utility>

#include "reference/stanza/changes.hpp"
#include "reference/stanza/markers.hpp"
#include "reference/stanza/receipts.hpp"

namespace assay::stanza {
namespace {

constexpr std::array<std::pair<MessageKind, std::string_view>, 6> kKinds = {{
    {MessageKind::Content, "content"},
    {MessageKind::Reaction, "reaction"},
    {MessageKind::Edit, "edit"},
    {MessageKind::Revoke, "revoke"},
    {MessageKind::Receipt, "receipt"},
    {MessageKind::Control, "control"},
}};

std::optional<MessageKind> kind_named(std::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool needs_reference(MessageKind kind) { return kind != MessageKind::Content && kind != MessageKind::Control; }

/// What an element of a standard makes of the message around it.
std::optional<Kind> kind_by(const xml::Element& payload) {
  struct Known {
    std::string_view ns;
    std::string_view local;
    MessageKind kind;
  };
  static constexpr std::array kPayloads = {
      Known{receipts::kNs, "received", MessageKind::Receipt},
      Known{markers::kNs, "displayed", MessageKind::Receipt},
      Known{kMessageNs, "played", MessageKind::Receipt},
      Known{changes::kReplaceNs, "replace", MessageKind::Edit},
      Known{changes::kRetractNs, "retract", MessageKind::Revoke},
      Known{changes::kReactionsNs, "reactions", MessageKind::Reaction},
      Known{kMessageNs, "read", MessageKind::Control},
  };
  for (const Known& known : kPayloads) {
    if (!payload.is(known.ns, known.local)) continue;
    return Kind{known.kind, known.kind == MessageKind::Control ? std::string() : std::string(payload.attribute("id"))};
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(MessageKind kind) {
  for (const auto& [known, name] : kKinds) {
    if (known == kind) return name;
  }
  return "content";
}

xml::Element Kind::write() const {
  xml::Element element(kMessageNs, "kind");
  element.set_attribute("type", std::string{name_of(type)});
  if (!ref.empty()) element.set_attribute("ref", ref);
  return element;
}

std::optional<Kind> Kind::parse(const xml::Element& element) {
  const std::optional<MessageKind> type = kind_named(element.attribute("type"));
  if (!element.is(kMessageNs, "kind") || !type) return std::nullopt;
  Kind kind{*type, std::string{element.attribute("ref")}};
  if (needs_reference(*type) && kind.ref.empty()) return std::nullopt;
  return kind;
}

std::optional<Kind> kind_of(const xml::Element& message) {
  std::optional<Kind> said;
  std::optional<Kind> shown;
  for (const xml::Element* child : message.children()) {
    if (child->is(kMessageNs, "kind")) {
      const std::optional<Kind> kind = Kind::parse(*child);
      if (!kind || said) return std::nullopt;
      said = kind;
    } else if (const std::optional<Kind> kind = kind_by(*child)) {
      if (shown && *shown != *kind) return std::nullopt;
      shown = kind;
    }
  }
  if (shown && needs_reference(shown->type) && shown->ref.empty()) return std::nullopt;
  if (said && shown && (said->type != shown->type || (!shown->ref.empty() && said->ref != shown->ref))) return std::nullopt;
  return said ? said : shown ? shown : Kind{};
}

}  // namespace assay::stanza
