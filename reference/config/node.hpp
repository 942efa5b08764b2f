#pragma once
// Our own document tree: what a YAML text says, with the place of every part. Made by parse_yaml (yaml.hpp).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/config/source.hpp"

namespace assay::config {

enum class Kind { Null, Scalar, Sequence, Map };
/// How a scalar was written: bare, in quotes, or as a `|` or `>` block.
enum class Style { Plain, Quoted, Block };

struct Entry;

struct Node {
  Kind kind = Kind::Null;
  Place place;  ///< of the first octet: a quote, a '|', the first key or item
  Place end;    ///< of the last octet of a scalar on one line, else of the last part's
  Style style = Style::Plain;
  std::string text;              ///< Scalar
  std::vector<Node> items;       ///< Sequence
  std::vector<Entry> entries;    ///< Map, in the order of the text; keys are distinct scalars
  std::size_t block_line = 0;    ///< Block: the source line of the text's first line
  std::size_t block_indent = 0;  ///< Block: octets of indentation that are not part of the text

  [[nodiscard]] bool is_null() const { return kind == Kind::Null; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::Scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::Sequence; }
  [[nodiscard]] bool is_map() const { return kind == Kind::Map; }
  /// The value under a key of a map, or nullptr. The pointer lives as long as the node stays unchanged.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;
  /// Where in the source the octet `offset` of `text` stands: exact for plain scalars on one line, quoted ones without escapes, and `|`
  /// blocks; else near.
  [[nodiscard]] Place place_of(std::size_t offset) const;
};

struct Entry {
  Node key;
  Node value;
};

/// "nothing", "a text", "a list", "a map": for messages.
[[nodiscard]] std::string_view noun(Kind kind);

}  // namespace assay::config
