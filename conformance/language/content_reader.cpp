#include "conformance/language/content_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/pieces.hpp"
#include "conformance/language/tls_alerts.hpp"
#include "conformance/match/each.hpp"
#include "reference/config/nearest.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::size_t offset_of(std::string_view text, std::size_t line, std::size_t column) {
  std::size_t start = 0;
  for (std::size_t i = 1; i < line; ++i) {
    const auto end = text.find('\n', start);
    if (end == std::string_view::npos) {
      break;
    }
    start = end + 1;
  }
  return std::min(start + column - 1, text.size());
}

std::optional<char> hex_octet(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return digits.size() == 2 ? std::optional(static_cast<char>(value)) : std::nullopt;
}

/// Turns the escapes into octets; false where one is none.
bool unescape(std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = ++i < text.size() ? text[i] : '\0';
    constexpr std::string_view kFrom = "nrt\\";
    constexpr std::string_view kTo = "\n\r\t\\";
    if (const auto at = kFrom.find(kind); at != std::string_view::npos && kind != '\0') {
      out += kTo[at];
    } else if (const auto octet = kind == 'x' ? hex_octet(std::string_view(text).substr(i + 1, 2)) : std::nullopt) {
      out += *octet;
      i += 2;
    } else {
      return false;
    }
  }
  text = std::move(out);
  return true;
}

}  // namespace

match::TextTemplate ContentReader::text(const config::Node& node) {
  if (!node.is_scalar()) {
    const bool flow = node.is_map() && config::line_of(body_.source, node.place.line).substr(node.place.column - 1, 1) == "{";
    blame(node, fmt::format("expected a text, found {}", config::noun(node.kind)), flow ? "quote a text that begins with a brace" : "");
    return {};
  }
  auto parsed = match::parse_text(node.text);
  if (!parsed) {
    const auto& fault = parsed.error();
    faults_.blame(body_.source, node.place_of(fault.offset), fault.length, fault.message, fault.help);
    return {};
  }
  check(node, *parsed);
  return std::move(*parsed);
}

std::vector<match::ElementTemplate> ContentReader::parsed_element(const config::Node& node, Parse parse, std::string_view what) {
  const auto first = node.text.find_first_not_of(kBlank);
  if (!node.is_scalar() || first == std::string::npos || node.text[first] != '<') {
    blame(node, fmt::format("expected {}, found {}", what, config::noun(node.kind)));
    return {};
  }
  if (node.style == config::Style::Plain && node.end.line != node.place.line) {
    blame(node, "XML over several lines needs a | block", "write '|' behind the ':' and the XML below it, indented");
    return {};
  }
  const auto whole = std::string_view(node.text).substr(0, node.text.find_last_not_of(kBlank) + 1);
  auto parsed = parse(whole);
  if (!parsed) {
    const auto& fault = parsed.error();
    faults_.blame(body_.source, node.place_of(offset_of(whole, fault.line, fault.column)), fault.length, fault.message, fault.help);
    return {};
  }
  check(node, *parsed);
  return {std::move(*parsed)};
}

std::vector<match::ElementTemplate> ContentReader::element(const config::Node& node) {
  return parsed_element(node, &match::parse_element, "an element");
}

std::vector<match::ElementTemplate> ContentReader::opening_tag(const config::Node& node) {
  return parsed_element(node, &match::parse_opening_tag, "an opening tag");
}

std::vector<match::ElementTemplate> ContentReader::elements(const config::Node& node) {
  if (!node.is_sequence()) {
    return element(node);
  }
  if (node.items.empty()) {
    blame(node, "the list is empty");
  }
  std::vector<match::ElementTemplate> out;
  for (const auto& item : node.items) {
    auto one = element(item);
    std::move(one.begin(), one.end(), std::back_inserter(out));
  }
  return out;
}

match::TextTemplate ContentReader::bytes(const config::Node& node) {
  const bool double_quoted = config::line_of(body_.source, node.place.line).substr(node.place.column - 1, 1) == "\"";
  if (!node.is_scalar() || node.style == config::Style::Plain || double_quoted) {
    blame(node, "octets stand in 'single quotes' or in a | block", "escapes are \\xHH, \\n, \\r, \\t and \\\\");
    return {};
  }
  auto out = text(node);
  for (auto& piece : out.pieces) {
    if (auto* literal = std::get_if<std::string>(&piece); literal != nullptr && !unescape(*literal)) {
      blame(node, "a '\\' that begins no escape", "escapes are \\xHH, \\n, \\r, \\t and \\\\");
    }
  }
  return out;
}

match::TextTemplate ContentReader::tls_alert(const config::Node& node) {
  auto out = text(node);
  std::vector<std::string> words;
  if (const auto* word = out.literal(); word != nullptr && node.is_scalar()) {
    words.push_back(*word);
  }
  const auto* expr = out.sole_expr();
  if (expr != nullptr && expr->kind == match::Expr::Kind::OneOf) {
    for (const auto& choice : expr->arguments) {
      if (body_.names.find(choice.text) == body_.names.end()) {
        words.push_back(choice.text);
      }
    }
  }
  for (const auto& word : words) {
    if (!language::tls_alert(word)) {
      faults_.blame(body_.source, find(node, word), word.size(), fmt::format("there is no TLS alert '{}'", word),
                    config::suggestion(word, tls_alert_names()));
    }
  }
  return out;
}

match::TextTemplate ContentReader::pieces(const config::Node& node) {
  auto out = text(node);
  const auto* literal = node.is_scalar() ? out.literal() : nullptr;
  const auto read = literal == nullptr ? Result<Pieces, std::string>(Pieces()) : parse_pieces(*literal);
  if (!read) {
    blame(node, read.error(), "such as 1, or 100 every 250ms, or at 3, 17");
  }
  return out;
}

match::TextTemplate ContentReader::raw_text(const config::Node& node) {
  auto trimmed = node;
  trimmed.text.erase(trimmed.text.find_last_not_of(kBlank) + 1);
  return text(trimmed);
}

match::CommandTemplate ContentReader::command(const config::Node& node) {
  match::CommandTemplate out;
  if (node.is_map()) {
    match::CommandTemplate::Map map;
    for (const auto& entry : node.entries) {
      map.push_back({entry.key.text, command(entry.value)});
    }
    out.value = std::move(map);
  } else if (node.is_sequence()) {
    match::CommandTemplate::List list;
    for (const auto& item : node.items) {
      list.push_back(command(item));
    }
    out.value = std::move(list);
  } else {
    out.value = match::CommandTemplate::Text{text(node), node.style == config::Style::Plain};
  }
  return out;
}

std::vector<std::string> ContentReader::words(const config::Node& node, std::string_view key) {
  std::vector<std::string> out;
  const auto take = [&](const config::Node& word) {
    if (word.is_scalar() && !word.text.empty()) {
      out.push_back(word.text);
    } else {
      blame(word, fmt::format("'{}' wants a word, found {}", key, config::noun(word.kind)));
    }
  };
  if (node.is_sequence()) {
    std::for_each(node.items.begin(), node.items.end(), take);
  } else {
    take(node);
  }
  return out;
}

template <class Table>
std::vector<std::string> ContentReader::known_words(const config::Node& node, std::string_view key, std::string_view noun,
                                                    std::string_view list, const Table* table) {
  auto out = words(node, key);
  if (table == nullptr) {
    return out;
  }
  for (const auto& word : out) {
    if (table->find(word) != table->end() || faults_.full()) {
      continue;
    }
    std::vector<std::string> known;
    for (const auto& entry : *table) {
      known.push_back(entry.first);
    }
    const auto is_it = [&](const config::Node& item) { return item.text == word; };
    const auto item = std::find_if(node.items.begin(), node.items.end(), is_it);
    const auto meant = config::nearest(word, known);
    blame(item == node.items.end() ? node : *item, fmt::format("there is no {} '{}'", noun, word),
          meant.empty() ? std::string(list) : fmt::format("did you mean '{}'?", meant));
  }
  return out;
}

std::vector<std::string> ContentReader::requirements(const config::Node& node) {
  return known_words(node, "checks", "requirement", "`assay spec` lists them", vocabulary_.requirements);
}

std::vector<std::string> ContentReader::capabilities(const config::Node& node) {
  return known_words(node, "needs", "capability", "reference/spec/capabilities.md lists them", vocabulary_.capabilities);
}

// Nodes of a template have lost their exact places: the first occurrence in the text is near enough for a caret.
config::Place ContentReader::find(const config::Node& node, std::string_view needle) const {
  for (auto at = node.text.find(needle); at != std::string::npos; at = node.text.find(needle, at + 1)) {
    const auto brace = node.text.rfind('{', at);
    if (brace != std::string::npos && node.text.find('}', brace) > at) {
      return node.place_of(at);
    }
  }
  return node.place;
}

void ContentReader::check(const config::Node& node, const match::TextTemplate& text) {
  for (const auto& piece : text.pieces) {
    if (const auto* expr = std::get_if<match::Expr>(&piece)) {
      check(node, *expr);
    }
  }
}

void ContentReader::check(const config::Node& node, const match::ElementTemplate& element) {
  bool added = false;
  if (element.each) {
    check(node, element.each->low);
    check(node, element.each->high);
    for (const auto& item : element.each->items) {
      check(node, item);
    }
    added = body_.names.insert(element.each->name).second;
  }
  for (const auto& attribute : element.attributes) {
    if (!match::wants_absence(attribute.value)) {
      check(node, attribute.value);
    }
  }
  for (const auto& item : element.content) {
    if (const auto* child = std::get_if<match::ElementTemplate>(&item)) {
      check(node, *child);
    } else {
      check(node, std::get<match::TextTemplate>(item));
    }
  }
  if (added) {
    body_.names.erase(element.each->name);
  }
}

void ContentReader::check(const config::Node& node, const match::Expr& expr) {
  if (expr.kind == match::Expr::Kind::Name) {
    check_name(node, expr.text);
  } else if (expr.kind == match::Expr::Kind::Call) {
    check_function(node, expr);
  }
  for (const auto& argument : expr.arguments) {
    if (expr.kind == match::Expr::Kind::OneOf) {
      body_.used.insert(argument.text.substr(0, argument.text.find('.')));
    } else {
      check(node, argument);
    }
  }
  if (expr.binder.find('.') != std::string::npos) {
    check_name(node, expr.binder);
  } else if (!expr.binder.empty()) {
    body_.names.insert(expr.binder);
  }
}

void ContentReader::check_name(const config::Node& node, const std::string& path) {
  const auto base = path.substr(0, path.find('.'));
  body_.used.insert(base);
  if (body_.names.find(base) == body_.names.end() && !faults_.full()) {
    faults_.blame(body_.source, find(node, path), base.size(), fmt::format("nothing is called '{}' here", base),
                  config::suggestion(base, {body_.names.begin(), body_.names.end()}));
  }
}

void ContentReader::check_function(const config::Node& node, const match::Expr& call) {
  const std::string& name = call.text;
  if (vocabulary_.functions == nullptr || name == "new_id" || name == "now" || faults_.full()) {
    return;
  }
  const auto& known = *vocabulary_.functions;
  const auto found = std::find_if(known.begin(), known.end(), [&](const FunctionSignature& function) { return function.name == name; });
  if (found == known.end()) {
    std::vector<std::string> names;
    for (const FunctionSignature& function : known) names.push_back(function.name);
    faults_.blame(body_.source, find(node, name), name.size(), fmt::format("there is no function '{}'", name),
                  config::suggestion(name, names));
  } else if (!found->takes(call.arguments.size())) {
    faults_.blame(body_.source, find(node, name), name.size(), wrong_arity(*found, call.arguments.size()));
  }
}

}  // namespace assay::conformance::language
