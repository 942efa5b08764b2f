#include "reference/config/yaml.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "reference/base/assert.hpp"

namespace assay::config {
namespace {

Place place_at(const YAML::Mark& mark) { return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1}; }

/// The source as lines, so that a place is found at once.
class Lines {
 public:
  explicit Lines(const Source& source) {
    std::string_view rest = source.text;
    while (true) {
      const auto end = rest.find('\n');
      auto line = rest.substr(0, end);
      if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
      }
      lines_.push_back(line);
      if (end == std::string_view::npos) {
        return;
      }
      rest.remove_prefix(end + 1);
    }
  }
  /// "" behind the end.
  [[nodiscard]] std::string_view at(std::size_t line) const {
    return line == 0 || line > lines_.size() ? std::string_view() : lines_[line - 1];
  }
  [[nodiscard]] std::string_view from(Place place) const {
    const auto line = at(place.line);
    return place.column == 0 || place.column > line.size() ? std::string_view() : line.substr(place.column - 1);
  }
  [[nodiscard]] std::size_t count() const { return lines_.size(); }

 private:
  std::vector<std::string_view> lines_;
};

constexpr std::size_t kMostDiagnostics = 100;  // nobody reads more, and each copies its line

struct TooDeep {
  Place place;
};

bool is_space(char c) { return c == ' ' || c == '\t'; }

// Folding changes nothing but white space, so a plain scalar ends where its last other octet stands.
Place end_of_plain(const Lines& lines, Place start, std::string_view text) {
  Place at = start;
  Place end = start;
  for (const char c : text) {
    if (is_space(c) || c == '\n') {
      continue;
    }
    while (at.line <= lines.count()) {
      const auto line = lines.at(at.line);
      while (at.column <= line.size() && is_space(line[at.column - 1])) {
        ++at.column;
      }
      if (at.column <= line.size()) {
        break;
      }
      ++at.line;
      at.column = 1;
    }
    end = at;
    ++at.column;
  }
  return end;
}

Place end_of_quoted(const Lines& lines, Place start) {
  const char quote = lines.from(start).empty() ? '"' : lines.from(start).front();
  Place at{start.line, start.column + 1};
  while (at.line <= lines.count()) {
    const auto line = lines.at(at.line);
    for (; at.column <= line.size(); ++at.column) {
      const char c = line[at.column - 1];
      const char next = at.column < line.size() ? line[at.column] : '\0';
      if ((quote == '"' && c == '\\') || (quote == '\'' && c == quote && next == quote)) {
        ++at.column;
      } else if (c == quote) {
        return at;
      }
    }
    ++at.line;
    at.column = 1;
  }
  return start;
}

void set_block(const Lines& lines, Node& node) {
  node.block_line = node.place.line + 1;
  std::size_t line = node.block_line;
  std::string_view rest = node.text;
  while (!rest.empty() && rest.front() == '\n') {
    rest.remove_prefix(1);
    ++line;
  }
  const auto own = rest.find_first_not_of(' ');
  const auto there = lines.at(line).find_first_not_of(' ');
  if (own != std::string_view::npos && there != std::string_view::npos && there >= own) {
    node.block_indent = there - own;
  }
  node.end = {node.block_line + static_cast<std::size_t>(std::count(node.text.begin(), node.text.end(), '\n')), 1};
}

/// Builds our tree out of the events of one document.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, const Lines& lines, std::size_t depth, Diagnostics& diagnostics)
      : source_(source), lines_(lines), depth_(depth), diagnostics_(diagnostics) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Node node;
    node.place = node.end = place_at(mark);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    blame(place_at(mark), 1, "aliases are not allowed", "write the value out: a reader should not have to look elsewhere");
    OnNull(mark, 0);
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    blame(place_at(mark), name.size() + 1, "anchors are not allowed", "write the value out where it is needed");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    Node node;
    node.kind = Kind::Scalar;
    node.place = place_at(mark);
    node.text = value;
    refuse_tag(node.place, tag);
    set_style(node, tag);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Kind::Sequence, place_at(mark), tag);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Kind::Map, place_at(mark), tag);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    bool has_key = false;
    Node key;
    std::map<std::string, std::size_t, std::less<>> lines;  ///< of the keys so far
  };

  void blame(Place place, std::size_t length, std::string message, std::string help = {}) {
    if (diagnostics_.size() < kMostDiagnostics) {
      diagnostics_.push_back(error_at(source_, place, length, std::move(message), std::move(help)));
    }
  }

  void refuse_tag(Place place, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      blame(place, 1, "tags are not allowed", "every value is a text, a list or a map");
    }
  }

  void set_style(Node& node, const std::string& tag) {
    if (tag == "?") {
      node.end = end_of_plain(lines_, node.place, node.text);
      find_swallowed_comment(node);
      return;
    }
    const auto rest = lines_.from(node.place);
    const char first = rest.empty() ? '"' : rest.front();
    node.style = first == '|' || first == '>' ? Style::Block : Style::Quoted;
    if (node.style == Style::Block) {
      set_block(lines_, node);
    } else {
      node.end = end_of_quoted(lines_, node.place);
    }
  }

  // " #" ends a plain scalar silently. Two spaces in front of it are how a comment is written on purpose.
  void find_swallowed_comment(const Node& node) {
    const auto rest = lines_.from({node.end.line, node.end.column + 1});
    if (rest.size() >= 2 && rest[0] == ' ' && rest[1] == '#') {
      blame({node.end.line, node.end.column + 2}, rest.size() - 1, "everything from this '#' on is a comment, not part of the text",
            "quote the text or use a | block; if it is a comment, put two spaces before it");
    }
  }

  void open(Kind kind, Place place, const std::string& tag) {
    refuse_tag(place, tag);
    if (stack_.size() >= depth_) {
      throw TooDeep{place};
    }
    Open opened;
    opened.node.kind = kind;
    opened.node.place = opened.node.end = place;
    stack_.push_back(std::move(opened));
  }

  void close() {
    ASSAY_ASSERT(!stack_.empty());
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    if (node.kind == Kind::Map && !node.entries.empty()) {
      node.end = node.entries.back().value.end;
    } else if (!node.items.empty()) {
      node.end = node.items.back().end;
    }
    add(std::move(node));
  }

  void add(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& parent = stack_.back();
    if (parent.node.kind == Kind::Sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      check_key(parent, node);
      parent.key = std::move(node);
      parent.has_key = true;
    } else {
      parent.node.entries.push_back({std::move(parent.key), std::move(node)});
      parent.has_key = false;
    }
  }

  void check_key(Open& map, const Node& key) {
    if (!key.is_scalar()) {
      blame(key.place, 1, fmt::format("a key must be a text, this is {}", noun(key.kind)),
            "quote a key that begins with a brace or bracket");
      return;
    }
    const auto [first, added] = map.lines.emplace(key.text, key.place.line);
    if (!added) {
      blame(key.place, key.text.size(), fmt::format("'{}' is there twice", key.text),
            fmt::format("the first one is in line {}", first->second));
    }
  }

  const Source& source_;
  const Lines& lines_;
  std::size_t depth_;
  Diagnostics& diagnostics_;
  std::vector<Open> stack_;
  Node root_;
};

// yaml-cpp converts UTF-16 and takes lone CR for line ends; then our places would be wrong. Scenarios are UTF-8 of printable characters.
std::optional<std::size_t> find_bad_octet(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      const bool line_end = c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
      if ((c < 0x20 && c != '\t' && !line_end) || c == 0x7F) {
        return i;
      }
      ++i;
      continue;
    }
    const std::size_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    if (c < 0xC2 || c > 0xF4 || i + more >= text.size()) {
      return i;
    }
    for (std::size_t k = 1; k <= more; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) {
        return i;
      }
    }
    i += more + 1;
  }
  return std::nullopt;
}

Place place_of_offset(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto last = before.rfind('\n');
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          last == std::string_view::npos ? offset + 1 : offset - last};
}

// What yaml-cpp says, in the words of somebody who writes scenarios.
struct Rewording {
  std::string_view theirs, ours, help;
};
constexpr Rewording kRewordings[] = {
    {"illegal map value", "a ': ' that the text before it can't be a key for", "a text with ': ' in it needs quotes or a | block"},
    {"end of map not found", "this line does not fit the lines above it", "check the indentation"},
    {"end of sequence not found", "this line does not fit the list above it", "check the indentation"},
    {"illegal block entry", "a list item can't stand here", "check the indentation"},
    {"end of map flow not found", "the '{' of this map is never closed", "quote a text that begins with a brace"},
    {"end of sequence flow not found", "the '[' of this list is never closed", "quote a text that begins with a bracket"},
    {"illegal tab when looking for indentation", "a tab can't indent", "use spaces"},
    {"illegal flow end", "a '}' or ']' that closes nothing", "quote the text"},
    {"illegal character in scalar", "a character that can't stand here without quotes", "quote the text"},
};

/// Whether nothing but a word stands in front of the ':' at `place`: a key that is in the wrong column, or whose line above has no ':'.
bool begins_a_key(const Lines& lines, Place place) {
  const auto before = lines.at(place.line).substr(0, place.column - 1);
  const auto word = before.find_first_not_of(' ');
  return place.line > 1 && word != std::string_view::npos && before.find_first_of(" <>{}'\"", word) == std::string_view::npos;
}

Diagnostic unreadable(const Source& source, const Lines& lines, const YAML::Exception& error) {
  const auto place = error.mark.is_null() ? Place{1, 1} : place_at(error.mark);
  if (const auto rest = lines.from(place); !rest.empty() && (rest.front() == '{' || rest.front() == '[')) {
    return error_at(source, place, 1, fmt::format("a text that begins with '{}' needs quotes", rest.front()));
  }
  const auto indentation = lines.at(place.line).substr(0, lines.at(place.line).find_first_not_of(" \t"));
  if (const auto tab = indentation.find('\t'); tab != std::string_view::npos) {
    return error_at(source, {place.line, tab + 1}, 1, "a tab can't indent", "use spaces");
  }
  const auto item = lines.at(place.line).find_first_not_of(' ');
  if (item != std::string_view::npos && lines.at(place.line).substr(item, 3) == "- {") {
    return error_at(source, {place.line, item + 3}, 1, "a text that begins with '{' needs quotes");
  }
  std::string message = error.msg;
  std::string help;
  for (const auto& rewording : kRewordings) {
    if (message == rewording.theirs) {
      message = rewording.ours;
      help = rewording.help;
      break;
    }
  }
  if (error.msg == "illegal map value" && begins_a_key(lines, place)) {
    const auto line = lines.at(place.line);
    const auto word = line.find_first_not_of(' ');
    return error_at(source, {place.line, word + 1}, place.column - 1 - word,
                    fmt::format("the key '{}' can't stand here", line.substr(word, place.column - 1 - word)),
                    "it belongs in the column of the keys above it, and a text above it that has keys beside it ends with ':'");
  }
  return error_at(source, place, 1, message, help);
}

void parse_into(const Source& source, const YamlLimits& limits, Node& root, Diagnostics& diagnostics) {
  const Lines lines(source);
  std::istringstream stream(source.text);
  try {
    YAML::Parser parser(stream);
    TreeBuilder builder(source, lines, limits.depth, diagnostics);
    if (parser.HandleNextDocument(builder)) {
      root = builder.take();
      Diagnostics ignored;
      TreeBuilder second(source, lines, limits.depth, ignored);
      if (parser.HandleNextDocument(second)) {
        diagnostics.push_back(error_at(source, second.take().place, 1, "a second document in one file", "one file holds one document"));
      }
    }
  } catch (const TooDeep& deep) {
    diagnostics.push_back(error_at(source, deep.place, 1, fmt::format("more than {} levels deep", limits.depth)));
  } catch (const YAML::Exception& error) {
    // What was blamed in that line already is the cause.
    auto fault = unreadable(source, lines, error);
    const auto same_line = [&](const Diagnostic& other) { return other.place.line == fault.place.line; };
    if (std::none_of(diagnostics.begin(), diagnostics.end(), same_line)) {
      diagnostics.push_back(std::move(fault));
    }
  }
}

}  // namespace

Result<Node, Diagnostics> parse_yaml(const Source& source, YamlLimits limits) {
  Diagnostics diagnostics;
  Node root;
  if (source.text.size() > limits.octets) {
    diagnostics.push_back(error_at(source, {}, 1, fmt::format("larger than {} octets", limits.octets)));
  } else if (source.text.substr(0, 3) == "\xEF\xBB\xBF") {
    diagnostics.push_back(error_at(source, {1, 1}, 1, "a byte order mark", "save the file as UTF-8 without one"));
  } else if (const auto bad = find_bad_octet(source.text)) {
    diagnostics.push_back(error_at(source, place_of_offset(source.text, *bad), 1, "an octet that is neither printable nor UTF-8"));
  } else {
    parse_into(source, limits, root, diagnostics);
  }
  if (!diagnostics.empty()) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.place < b.place; });
    return fail(std::move(diagnostics));
  }
  return root;
}

Result<Source, Diagnostics> read_source(const std::filesystem::path& path, YamlLimits limits) {
  Source source{path.generic_string(), {}};
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(Diagnostics{error_at(source, {}, 1, fmt::format("can't be read: {}", std::strerror(errno)))});
  }
  source.text.resize(limits.octets + 1);
  stream.read(source.text.data(), static_cast<std::streamsize>(source.text.size()));
  source.text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad() || (stream.fail() && !stream.eof())) {
    return fail(Diagnostics{error_at(Source{source.name, {}}, {}, 1, "can't be read")});
  }
  if (source.text.size() > limits.octets) {
    return fail(Diagnostics{error_at(Source{source.name, {}}, {}, 1, fmt::format("larger than {} octets", limits.octets))});
  }
  return source;
}

}  // namespace assay::config
