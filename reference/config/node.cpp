#include "reference/config/node.hpp"

#include <algorithm>

namespace assay::config {

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const auto* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

Place Node::place_of(std::size_t offset) const {
  if (kind != Kind::Scalar || style != Style::Block) {
    const auto quote = kind == Kind::Scalar && style == Style::Quoted ? 1U : 0U;
    return {place.line, place.column + quote + offset};
  }
  const std::string_view before = std::string_view(text).substr(0, offset);
  const auto breaks = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const auto last = before.rfind('\n');
  const auto column = last == std::string_view::npos ? before.size() : before.size() - last - 1;
  return {block_line + breaks, block_indent + column + 1};
}

std::string_view noun(Kind kind) {
  switch (kind) {
    case Kind::Null: return "nothing";
    case Kind::Scalar: return "a text";
    case Kind::Sequence: return "a list";
    case Kind::Map: return "a map";
  }
  return "nothing";
}

}  // namespace assay::config
