#include "reference/xml/stream_reader.hpp"

#include <algorithm>
#include <cstring>

#include <expat.h>

#include "reference/base/queue.hpp"
#include "reference/xml/parser.hpp"
#include "reference/xml/writer.hpp"

namespace assay::xml {
namespace {

Name expanded(const XML_Char* raw) {
  const char* split = std::strrchr(raw, kSeparator);
  if (!split) return {{}, raw};
  return {std::string(raw, split), std::string(split + 1)};
}

// Expat's resolution of `&#10;` in an xmlns value could smuggle the separator in (CVE-2022-25236 is this, in expat itself).
bool forged(const XML_Char* raw) {
  const char* split = std::strchr(raw, kSeparator);
  return split && std::strchr(split + 1, kSeparator) != nullptr;
}

}  // namespace

struct StreamReader::State {
  StreamPolicy policy;
  StreamLimits limits;
  XML_Parser parser = nullptr;  // none before the first octet and while it rests
  Queue<StreamItem> items;
  std::vector<Element> open;      // the first-level element and its open descendants
  std::size_t level = 0;          // open tags, the stream's root included
  std::size_t elements = 0;       // inside the current first-level element
  std::size_t fed = 0;            // octets of the parser
  std::size_t begin = 0;          // where the header or first-level element being read began, counted like `fed`
  std::string default_namespace;  // of the root, while its tag is read
  std::string scope;              // an opening tag that declares the same namespaces as the root's; "" before it or if there is none
  bool broken = false;

  State(StreamPolicy p, StreamLimits l) : policy(p), limits(l) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { XML_ParserFree(parser); }

  void wake() {
    UsedParser used = take_parser(scope);
    fed = begin = used.octets;
    parser = used.parser.release();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetCommentHandler(parser, on_comment);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetXmlDeclHandler(parser, on_declaration);
    XML_SetStartNamespaceDeclHandler(parser, on_namespace);
    XML_SetUnknownEncodingHandler(parser, on_encoding, this);
  }

  void rest() {
    const bool between_elements = level == 1 && open.empty() && begin == fed;
    if (!parser || broken || scope.empty() || !between_elements) return;
    leave_parser({ParserPtr(std::exchange(parser, nullptr)), fed}, scope);
    open = {};
  }

  void reset() {
    XML_ParserFree(std::exchange(parser, nullptr));
    items.clear();
    open.clear();
    level = elements = fed = begin = 0;
    default_namespace.clear();
    scope.clear();
    broken = false;
  }

  void feed(ByteView bytes) {
    constexpr std::size_t kChunk = 4096;  // so that a limit is noticed soon after it is passed, whatever arrives at once
    if (!parser && !bytes.empty()) wake();
    for (std::size_t at = 0; at < bytes.size() && !broken; at += kChunk) {
      const ByteView chunk = bytes.substr(at, kChunk);
      fed += chunk.size();
      if (XML_Parse(parser, chunk.data(), static_cast<int>(chunk.size()), XML_FALSE) == XML_STATUS_ERROR && !broken) {
        syntax_error(XML_GetErrorCode(parser));
      }
      if (!broken && fed - begin > limits.element_octets) too_large();
    }
  }

  // The octet after the token that expat reports.
  [[nodiscard]] std::size_t token_end() const {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser)) + static_cast<std::size_t>(XML_GetCurrentByteCount(parser));
  }

  void fault(std::string condition, std::string text) {
    if (broken) return;
    broken = true;
    items.push(
        StreamBroken{std::move(condition), std::move(text), XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser) + 1});
    XML_StopParser(parser, XML_FALSE);
  }

  void too_large() { fault("policy-violation", "the element is larger than " + std::to_string(limits.element_octets) + " octets"); }

  void syntax_error(XML_Error code) {
    switch (code) {
      case XML_ERROR_UNBOUND_PREFIX: return fault("bad-namespace-prefix", "a prefix is not declared");
      case XML_ERROR_UNKNOWN_ENCODING:
      case XML_ERROR_INCORRECT_ENCODING: return fault("unsupported-encoding", "the encoding is not UTF-8");
      case XML_ERROR_UNDEFINED_ENTITY: return fault("restricted-xml", "an entity other than the five predefined ones");
      default: return fault("not-well-formed", XML_ErrorString(code));
    }
  }

  static State& self(void* user) { return *static_cast<State*>(user); }

  static void XMLCALL on_namespace(void* user, const XML_Char* prefix, const XML_Char* uri) {
    State& s = self(user);
    if (s.level != 0) return;
    if (!prefix) s.default_namespace = uri ? uri : "";
    s.scope += prefix ? std::string(" xmlns:") + prefix : " xmlns";
    s.scope += "='" + escaped_attribute(uri ? uri : "") + "'";
  }

  static void XMLCALL on_start(void* user, const XML_Char* raw, const XML_Char** raw_attributes) {
    State& s = self(user);
    if (s.broken) return;
    if (forged(raw)) return s.fault("not-well-formed", "a line feed in a namespace name");
    if (s.level == 1) {
      s.elements = 0;
      s.begin = static_cast<std::size_t>(XML_GetCurrentByteIndex(s.parser));
    }
    if (s.level > s.limits.depth)
      return s.fault("policy-violation", "elements are nested more than " + std::to_string(s.limits.depth) + " deep");
    if (++s.elements > s.limits.elements)
      return s.fault("policy-violation", "more than " + std::to_string(s.limits.elements) + " elements");
    Element element(expanded(raw));
    std::size_t count = 0;
    for (const XML_Char** a = raw_attributes; *a; a += 2) {
      if (++count > s.limits.attributes)
        return s.fault("policy-violation", "more than " + std::to_string(s.limits.attributes) + " attributes");
      if (forged(a[0])) return s.fault("not-well-formed", "a line feed in a namespace name");
      element.set_attribute(expanded(a[0]), a[1]);
    }
    if (s.level++ == 0) {
      s.end_scope(element);
      s.items.push(StreamOpened{std::move(element), s.default_namespace});
      s.begin = s.token_end();
    } else {
      s.open.push_back(std::move(element));
    }
  }

  // In front of the declarations stands the tag's name as it was written: the closing tag must have the same.
  void end_scope(const Element& root) {
    int offset = 0;
    int size = 0;
    const char* text = XML_GetInputContext(parser, &offset, &size);
    std::string_view tag = text ? std::string_view(text, static_cast<std::size_t>(size)).substr(static_cast<std::size_t>(offset)) : "";
    tag = tag.substr(0, tag.find_first_of("> \t\r\n/"));
    const std::string_view local = tag.substr(std::min(tag.size(), tag.find(':') + 1));
    // Another encoding than UTF-8, or no context: the reader never rests.
    scope = tag.starts_with('<') && (local == root.local() || tag.substr(1) == root.local()) ? std::string(tag) + scope + ">" : "";
  }

  static void XMLCALL on_end(void* user, const XML_Char*) {
    State& s = self(user);
    if (s.broken) return;
    if (--s.level == 0) {
      s.items.push(StreamClosed{});
      return;
    }
    Element done = std::move(s.open.back());
    s.open.pop_back();
    if (s.open.empty()) {
      if (s.token_end() - s.begin > s.limits.element_octets) return s.too_large();
      s.items.push(StreamElement{std::move(done)});
      s.begin = s.token_end();
    } else {
      s.open.back().add(std::move(done));
    }
  }

  static void XMLCALL on_text(void* user, const XML_Char* text, int size) {
    State& s = self(user);
    if (s.broken) return;
    if (s.open.empty()) {
      s.begin = s.token_end();  // white space between stanzas grows nothing
    } else {
      s.open.back().add_text(std::string_view(text, static_cast<std::size_t>(size)));
    }
  }

  static void XMLCALL on_comment(void* user, const XML_Char*) { self(user).forbidden("comment"); }
  static void XMLCALL on_instruction(void* user, const XML_Char*, const XML_Char*) { self(user).forbidden("processing instruction"); }
  static void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(user).fault("restricted-xml", "a document type declaration");
  }

  static void XMLCALL on_declaration(void* user, const XML_Char* version, const XML_Char* encoding, int) {
    State& s = self(user);
    if (version && std::strcmp(version, "1.0") != 0) s.fault("not-well-formed", "an XML version other than 1.0");
    if (encoding && !is_utf8(encoding)) s.fault("unsupported-encoding", "the encoding is not UTF-8");
  }

  static int XMLCALL on_encoding(void* user, const XML_Char*, XML_Encoding*) {
    self(user).fault("unsupported-encoding", "the encoding is not UTF-8");
    return XML_STATUS_ERROR;
  }

  static bool is_utf8(std::string_view name) {
    constexpr std::string_view kName = "UTF-8";
    if (name.size() != kName.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = name[i] >= 'a' && name[i] <= 'z' ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
      if (c != kName[i]) return false;
    }
    return true;
  }

  void forbidden(const char* what) {
    if (broken) return;
    if (policy == StreamPolicy::Permissive) {
      items.push(StreamViolation{what});
    } else {
      fault("restricted-xml", std::string("a ") + what);
    }
  }
};

StreamReader::StreamReader(StreamPolicy policy, StreamLimits limits) : state_(std::make_unique<State>(policy, limits)) {}
StreamReader::~StreamReader() = default;
StreamReader::StreamReader(StreamReader&&) noexcept = default;
StreamReader& StreamReader::operator=(StreamReader&&) noexcept = default;

void StreamReader::feed(ByteView octets) { state_->feed(octets); }

std::optional<StreamItem> StreamReader::next() {
  if (state_->items.empty()) return std::nullopt;
  return state_->items.take();
}

void StreamReader::rest() { state_->rest(); }

void StreamReader::reset() { state_->reset(); }

void StreamReader::set_limits(StreamLimits limits) { state_->limits = limits; }

std::variant<Element, ParseFault> parse(std::string_view text, std::string_view default_namespace,
                                        const std::vector<std::pair<std::string, std::string>>& prefixes, StreamLimits limits) {
  std::string head = "<root xmlns='";
  head += default_namespace;
  head += "'";
  for (const auto& [prefix, uri] : prefixes) head += " xmlns:" + prefix + "='" + uri + "'";
  head += ">";
  StreamReader reader(StreamPolicy::Restricted, limits);
  reader.feed(head);
  (void)reader.next();
  reader.feed(text);
  std::optional<Element> found;
  auto placed = [&](const StreamBroken& broken) {
    return ParseFault{broken.text, broken.line,
                      broken.line == 1 && broken.column > head.size() ? broken.column - head.size() : broken.column};
  };
  for (bool ended = false;;) {
    std::optional<StreamItem> item = reader.next();
    if (!item) {
      if (ended) break;
      reader.feed("</root>");
      ended = true;
      continue;
    }
    if (auto* broken = std::get_if<StreamBroken>(&*item)) return placed(*broken);
    if (auto* element = std::get_if<StreamElement>(&*item)) {
      if (found) return ParseFault{"more than one element", 1, 1};
      found = std::move(element->element);
    }
  }
  if (!found) return ParseFault{"no element", 1, 1};
  return std::move(*found);
}

}  // namespace assay::xml
