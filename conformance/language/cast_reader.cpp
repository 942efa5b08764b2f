// What an actor of the cast is given beside its kind and start: handlers and pieces.

#include "conformance/language/cast_reader.hpp"

#include <fmt/format.h>

#include "reference/config/nearest.hpp"

namespace assay::conformance::language {
namespace {

constexpr const char* kExample = "such as { acknowledge: off }, or off for all";

std::vector<std::string> handler_names() {
  std::vector<std::string> names;
  for (const HandlerName& row : kHandlers) names.emplace_back(row.name);
  return names;
}

bool is_switch(const config::Node& node) { return node.is_scalar() && (node.text == "on" || node.text == "off"); }

}  // namespace

void read_handlers(const config::Source& source, const config::Node& node, CastMember& member, Faults& faults) {
  if (is_switch(node)) {
    member.handlers = node.text == "on" ? all_handlers() : Handlers();
    return;
  }
  if (!node.is_map()) {
    faults.blame(source, node, "'handlers' wants a map of handlers to on or off", kExample);
    return;
  }
  for (const auto& [key, value] : node.entries) {
    const HandlerName* found = nullptr;
    for (const HandlerName& row : kHandlers) {
      if (row.name == key.text) found = &row;
    }
    if (found == nullptr) {
      faults.blame(source, key, fmt::format("there is no handler '{}'", key.text), config::suggestion(key.text, handler_names()));
    } else if (!is_switch(value)) {
      faults.blame(source, value, fmt::format("a handler is on or off, not '{}'", value.text));
    } else if (value.text == "on") {
      member.handlers.insert(found->handler);
    } else {
      member.handlers.erase(found->handler);
    }
  }
}

void read_pieces(const config::Source& source, const config::Node& node, CastMember& member, Faults& faults) {
  auto pieces = parse_pieces(node.is_scalar() ? node.text : std::string());
  if (pieces && pieces->size > 0 && pieces->every == Duration{}) {
    member.pieces = *std::move(pieces);
  } else {
    faults.blame(source, node, "'pieces' of an actor wants a number of octets", "everything it sends leaves in pieces of that size");
  }
}

}  // namespace assay::conformance::language
