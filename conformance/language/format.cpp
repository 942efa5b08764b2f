#include "conformance/language/format.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "reference/config/yaml.hpp"

namespace assay::conformance::language {
namespace {

using config::Node;
using config::Style;

constexpr std::size_t kLongestKey = 1000;  // YAML finds a key's ':' within 1024 octets

struct Edit {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string text;
};

/// First and last line whose blanks belong to a text.
using LineRange = std::pair<std::size_t, std::size_t>;

std::string with_plain_line_ends(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') out += text[i];
  }
  if (!out.empty() && out.back() != '\n') out += '\n';
  return out;
}

bool is_on_one_line(const Node& node) { return node.style != Style::Block && node.place.line == node.end.line; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

// Whether what stands behind the sentence's ':' is an element alone.
bool takes_element(std::string_view sentence) {
  return sentence.ends_with(" sends") || sentence.ends_with(" receives") || sentence.ends_with(" receives nothing");
}

/// Finds what to change, node by node. Edits never overlap: each lies inside or right behind a text.
class Editor {
 public:
  explicit Editor(const config::Source& source) : source_(source) {
    for (std::size_t at = 0; at < source.text.size(); ++at) {
      if (source.text[at] == '\n') starts_.push_back(at + 1);
    }
  }

  void visit_root(const Node& root) {
    visit(root);
    if (root.is_map()) visit_holder(root);
    if (root.is_sequence()) visit_definitions(root);
    if (const Node* sentences = root.find("sentences")) visit_definitions(*sentences);
  }

  std::string text() {
    std::string out = source_.text;
    std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.offset > b.offset; });
    for (const Edit& edit : edits_) out.replace(edit.offset, edit.length, edit.text);
    return out;
  }

 private:
  std::size_t offset_of(config::Place place) const { return starts_[place.line - 1] + place.column - 1; }
  std::string_view line(std::size_t number) const { return config::line_of(source_, number); }
  std::string_view behind(const Node& node) const { return line(node.end.line).substr(node.end.column); }
  std::string raw(const Node& node) const {
    return source_.text.substr(offset_of(node.place), offset_of(node.end) + 1 - offset_of(node.place));
  }

  // Every text, wherever it stands.
  void visit(const Node& node) {
    if (node.is_scalar()) unquote_doubly(node);
    for (const Node& item : node.items) visit(item);
    for (const config::Entry& entry : node.entries) {
      visit(entry.key);
      visit(entry.value);
    }
  }

  void unquote_doubly(const Node& node) {
    if (node.style != Style::Quoted || !is_on_one_line(node) || node.place == node.end) return;
    const std::string as_written = raw(node);
    if (as_written.size() < 2 || as_written.front() != '"' || as_written.back() != '"') return;
    if (as_written.substr(1, as_written.size() - 2) != node.text || node.text.find_first_of("'\\") != std::string::npos) return;
    edits_.push_back({offset_of(node.place), 1, "'"});
    edits_.push_back({offset_of(node.end), 1, "'"});
  }

  void visit_definitions(const Node& list) {
    for (const Node& item : list.items) visit_holder(item);
  }

  void visit_holder(const Node& map) {
    if (const Node* steps = map.find("steps")) visit_steps(*steps);
  }

  void visit_steps(const Node& list) {
    for (const Node& step : list.items) {
      if (step.is_scalar()) end_in_colon(step);
      if (step.is_sequence()) visit_steps(step);
      if (!step.is_map() || step.entries.empty()) continue;
      const config::Entry& first = step.entries.front();
      if (first.key.text == "together" || first.key.text == "in order" || first.key.text == "either") visit_steps(first.value);
      if (const Node* inner = step.find("do")) visit_steps(*inner);
      if (takes_element(first.key.text)) put_into_block(first.key, first.value);
    }
  }

  // Whether the list item at `node` begins on this line, in block style: nothing but dashes before it.
  bool begins_item(const Node& node) const {
    const std::string_view before = line(node.place.line).substr(0, node.place.column - 1);
    return before.find_first_not_of(" -") == std::string_view::npos && before.size() >= 2 && before.substr(before.size() - 2) == "- ";
  }

  // A comment needs a blank before its '#'.
  bool nothing_behind(const Node& node) const {
    const std::string_view rest = behind(node);
    const std::size_t word = rest.find_first_not_of(" \t");
    return word == std::string_view::npos || (rest[word] == '#' && word > 0);
  }

  void end_in_colon(const Node& step) {
    if (!is_on_one_line(step) || !begins_item(step) || !nothing_behind(step) || step.text.size() > kLongestKey) return;
    edits_.push_back({offset_of(step.end) + 1, 0, ":"});
  }

  static bool has_controls(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
  }

  void put_into_block(const Node& key, const Node& value) {
    if (!value.is_scalar() || !is_on_one_line(value) || value.place.line != key.place.line || !begins_item(key)) return;
    if (value.text.empty() || value.text.front() != '<' || has_controls(value.text) || !nothing_behind(value)) return;
    const bool hard_to_read = value.text.find(": ") != std::string::npos || value.text.find(" #") != std::string::npos;
    if (value.end.column <= kLongestLine && !(value.style == Style::Quoted && hard_to_read)) return;
    const std::size_t start = offset_of(value.place);
    const std::size_t last = offset_of(value.end);
    edits_.erase(std::remove_if(edits_.begin(), edits_.end(), [&](const Edit& e) { return e.offset >= start && e.offset <= last; }),
                 edits_.end());
    const std::string_view comment = is_blank(behind(value)) ? std::string_view() : behind(value);
    const std::string indent(key.place.column - 1 + 2, ' ');
    edits_.push_back({start, last + 1 + behind(value).size() - start, "|" + std::string(comment) + "\n" + indent + value.text});
  }

  const config::Source& source_;
  std::vector<std::size_t> starts_ = {0};  ///< where each line begins
  std::vector<Edit> edits_;
};

void collect_texts(const Node& node, std::vector<LineRange>& out) {
  if (node.is_scalar() && node.style == Style::Block) {
    const std::size_t past = !node.text.empty() && node.text.back() == '\n' ? 1 : 0;
    out.emplace_back(node.block_line, std::max(node.block_line, node.end.line) - past);
  } else if (node.is_scalar() && node.end.line > node.place.line) {
    out.emplace_back(node.place.line, node.end.line);
  }
  for (const Node& item : node.items) collect_texts(item, out);
  for (const config::Entry& entry : node.entries) {
    collect_texts(entry.key, out);
    collect_texts(entry.value, out);
  }
}

std::string without_stray_blanks(const std::string& text, const Node& root) {
  if (text.empty()) return text;
  std::vector<LineRange> texts;
  collect_texts(root, texts);
  const auto belongs = [&](std::size_t number) {
    return std::any_of(texts.begin(), texts.end(), [&](const LineRange& range) { return number >= range.first && number <= range.second; });
  };
  std::string out;
  std::size_t kept = 0;  // of `out`: what is before the empty lines at its end
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = std::string_view(text).substr(start, end - start);
    const bool mine = !belongs(++number);
    if (mine) line = line.substr(0, line.find_last_not_of(" \t") + 1);
    const bool second_empty = line.empty() && mine && (out.empty() || out.size() > kept);
    if (!second_empty) out += std::string(line) + "\n";
    if (!line.empty() || !mine) kept = out.size();
    start = end + 1;
  }
  out.resize(kept);
  if (text.back() != '\n' && belongs(number)) out.pop_back();  // a newline would be part of the text
  return out;
}

bool same_text(const Node& a, const Node& b) { return a.text == b.text && (a.style == Style::Plain) == (b.style == Style::Plain); }

std::string_view without_end(std::string_view text) { return text.substr(0, text.find_last_not_of(" \t\r\n") + 1); }

// An element is read without the blanks behind it, and however it is quoted.
bool same_value(const Node& key, const Node& a, const Node& b) {
  if (takes_element(key.text) && a.is_scalar() && b.is_scalar()) return without_end(a.text) == without_end(b.text);
  return same_meaning(a, b);
}

// A list's "x" and "x:" are one step.
bool same_item(const Node& a, const Node& b) {
  if (a.is_scalar() && b.is_map() && b.entries.size() == 1) return b.entries[0].value.is_null() && same_meaning(a, b.entries[0].key);
  return same_meaning(a, b) || (b.is_scalar() && a.is_map() && same_item(b, a));
}

}  // namespace

bool same_meaning(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  if (a.is_scalar()) return same_text(a, b);
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_item(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (!same_meaning(a.entries[i].key, b.entries[i].key) || !same_value(a.entries[i].key, a.entries[i].value, b.entries[i].value))
      return false;
  }
  return true;
}

Result<std::string, config::Diagnostics> formatted(const config::Source& source) {
  const auto root = config::parse_yaml(source);
  if (!root) return fail(root.error());
  config::Source text = source;
  Node tree = *root;
  // A change that cannot be shown to keep the meaning is not made.
  const auto take = [&](std::string changed) {
    const config::Source next{source.name, std::move(changed)};
    auto parsed = config::parse_yaml(next);
    if (!parsed || !same_meaning(*root, *parsed)) return;
    text = next;
    tree = std::move(*parsed);
  };
  take(with_plain_line_ends(text.text));
  Editor editor(text);
  editor.visit_root(tree);
  take(editor.text());
  take(without_stray_blanks(text.text, tree));
  return std::move(text.text);
}

}  // namespace assay::conformance::language
