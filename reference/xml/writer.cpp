#include "reference/xml/writer.hpp"

#include <cstdint>
#include <map>

#include "reference/xml/namespaces.hpp"

namespace assay::xml {
namespace {

// Appends the character at `at`, or U+FFFD where the octets there are no UTF-8 or no XML 1.0 Char (section 2.2), and moves on.
void append_char(std::string& out, std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0x80 ? 1 : lead >> 5U == 6 ? 2 : lead >> 4U == 14 ? 3 : lead >> 3U == 30 ? 4 : 0;
  std::uint32_t code = size == 1 ? lead : size == 0 ? 0 : lead & (0x7fU >> size);
  bool good = size != 0 && at + size <= text.size();
  for (std::size_t k = 1; good && k < size; ++k) {
    const auto next = static_cast<unsigned char>(text[at + k]);
    good = next >> 6U == 2;
    code = code << 6U | (next & 63U);
  }
  static constexpr std::uint32_t kShortest[] = {0, 0, 0x80, 0x800, 0x10000};
  good = good && code >= kShortest[size] &&
         (code == 9 || code == 10 || code == 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) ||
          (code >= 0x10000 && code <= 0x10ffff));
  if (good) {
    out.append(text, at, size);
    at += size;
  } else {
    out += "\xef\xbf\xbd";
    ++at;
  }
}

// Printable ASCII that stands for itself everywhere: nearly all that is ever written.
constexpr bool is_plain(char c) { return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''; }

enum class Place { Text, Attribute };

void append_escaped(std::string& out, std::string_view text, Place place) {
  const bool attribute = place == Place::Attribute;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out.append(text, at, plain - at);
    at = plain;
    if (at == text.size()) return;
    switch (text[at]) {
      case '&':
        out += "&amp;";
        ++at;
        break;
      case '<':
        out += "&lt;";
        ++at;
        break;
      case '>':
        out += "&gt;";
        ++at;
        break;
      case '\r':
        out += "&#xD;";
        ++at;
        break;
      case '"':
        out += attribute ? "&quot;" : "\"";
        ++at;
        break;
      case '\'':
        out += attribute ? "&apos;" : "'";
        ++at;
        break;
      case '\n':
        out += attribute ? "&#xA;" : "\n";
        ++at;
        break;
      case '\t':
        out += attribute ? "&#x9;" : "\t";
        ++at;
        break;
      default: append_char(out, text, at);
    }
  }
}

std::string escaped(std::string_view text, Place place) {
  std::string out;
  out.reserve(text.size());
  append_escaped(out, text, place);
  return out;
}

class Writer {
 public:
  explicit Writer(bool indented) : indented_(indented) {}

  void element(const Element& e, std::string_view scope, std::size_t level) {
    const bool prefixed = e.ns() == ns::kStreams;
    const std::string tag = prefixed ? "stream:" + e.local() : e.local();
    const std::string_view inner = prefixed ? scope : std::string_view{e.ns()};
    if (indented_ && level > 0) line(level);
    out_ += '<';
    out_ += tag;
    if (!prefixed && e.ns() != scope) attribute("xmlns", e.ns());
    std::map<std::string, std::string> prefixes;
    for (const Attribute& a : e.attributes()) {
      if (a.name.ns.empty()) {
        attribute(a.name.local, a.value);
      } else if (a.name.ns == ns::kXml) {
        attribute("xml:" + a.name.local, a.value);
      } else {
        const auto [found, fresh] = prefixes.try_emplace(a.name.ns, "n" + std::to_string(prefixes.size()));
        if (fresh) attribute("xmlns:" + found->second, a.name.ns);
        attribute(found->second + ":" + a.name.local, a.value);
      }
    }
    if (e.content().empty()) {
      out_ += "/>";
      return;
    }
    out_ += '>';
    bool text = false;
    for (const Content& item : e.content()) text = text || std::holds_alternative<std::string>(item);
    const bool was_indented = indented_;
    indented_ = indented_ && !text;
    for (const Content& item : e.content()) {
      if (const auto* child = std::get_if<Element>(&item)) {
        element(*child, inner, level + 1);
      } else {
        append_escaped(out_, std::get<std::string>(item), Place::Text);
      }
    }
    if (indented_) line(level);
    indented_ = was_indented;
    out_ += "</";
    out_ += tag;
    out_ += '>';
  }

  std::string take() { return std::move(out_); }

 private:
  void attribute(std::string_view name, std::string_view value) {
    out_ += ' ';
    out_ += name;
    out_ += "='";
    append_escaped(out_, value, Place::Attribute);
    out_ += '\'';
  }

  void line(std::size_t level) {
    out_ += '\n';
    out_.append(level * 2, ' ');
  }

  std::string out_;
  bool indented_;
};

}  // namespace

std::string escaped_text(std::string_view text) { return escaped(text, Place::Text); }

std::string escaped_attribute(std::string_view value) { return escaped(value, Place::Attribute); }

std::string write(const Element& element, std::string_view in_scope) {
  Writer writer(false);
  writer.element(element, in_scope, 0);
  return writer.take();
}

std::string write_indented(const Element& element, std::string_view in_scope) {
  Writer writer(true);
  writer.element(element, in_scope, 0);
  return writer.take();
}

}  // namespace assay::xml
