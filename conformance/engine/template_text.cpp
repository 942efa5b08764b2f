#include "conformance/engine/template_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

using match::ElementTemplate;
using match::Expr;
using match::TextTemplate;

std::string shown(const Expr& expr, const match::Bindings* names) {
  const std::string& path = expr.binder.empty() ? expr.text : expr.binder;
  if (names != nullptr && (expr.kind == Expr::Kind::Name || !expr.binder.empty())) {
    if (const std::optional<match::Value> value = names->lookup(path)) return value->text;
  }
  return "{" + match::describe(expr) + "}";
}

std::string prefixed(const xml::Name& name) {
  if (name.ns == xml::ns::kStreams) return "stream:" + name.local;
  if (name.ns == xml::ns::kXml) return "xml:" + name.local;
  return name.local;
}

void write(const ElementTemplate& element, const std::string& in_scope, const match::Bindings* names, std::string& out) {
  const bool declares = element.name.ns != in_scope && element.name.ns != xml::ns::kStreams;
  out += "<" + prefixed(element.name);
  if (declares) out += fmt::format(" xmlns='{}'", element.name.ns);
  for (const match::AttributeTemplate& attribute : element.attributes) {
    out += fmt::format(" {}='{}'", prefixed(attribute.name), describe_text(attribute.value, names));
  }
  if (element.absent) out += " s:absent='true'";
  if (element.optional) out += " s:optional='true'";
  if (element.content.empty()) {
    out += "/>";
    return;
  }
  out += ">";
  for (const auto& piece : element.content) {
    if (const auto* child = std::get_if<ElementTemplate>(&piece)) {
      write(*child, declares ? element.name.ns : in_scope, names, out);
    } else {
      out += describe_text(std::get<TextTemplate>(piece), names);
    }
  }
  out += "</" + prefixed(element.name) + ">";
}

void collect_own_names(const ElementTemplate& element, std::vector<std::string>& own) {
  if (element.each) own.push_back(element.each->name);
  for (const auto& piece : element.content) {
    if (const auto* child = std::get_if<ElementTemplate>(&piece)) collect_own_names(*child, own);
  }
}

/// Words in `one of` and `after` may be literals, so their arguments are not looked into.
void collect_names(const Expr& expr, std::vector<std::string>& read, std::vector<std::string>& bound) {
  if (!expr.binder.empty()) bound.push_back(expr.binder);
  if (expr.kind == Expr::Kind::Name) read.push_back(expr.text);
  if (expr.kind != Expr::Kind::Call) return;
  for (const Expr& argument : expr.arguments) collect_names(argument, read, bound);
}

std::optional<std::string> first_unbound(const std::vector<const TextTemplate*>& texts, std::vector<std::string> own,
                                         const match::Bindings& names) {
  std::vector<std::string> read;
  for (const TextTemplate* text : texts) {
    for (const auto& piece : text->pieces) {
      if (const Expr* expr = std::get_if<Expr>(&piece)) collect_names(*expr, read, own);
    }
  }
  for (const std::string& path : read) {
    const std::string head = path.substr(0, path.find('.'));
    const bool is_own = std::find(own.begin(), own.end(), path) != own.end() || std::find(own.begin(), own.end(), head) != own.end();
    // {absent} alone as an attribute's value is a word of the language.
    if (!is_own && path != "absent" && !names.lookup(path)) return path;
  }
  return std::nullopt;
}

}  // namespace

std::string describe_text(const TextTemplate& text, const match::Bindings* names) {
  std::string out;
  for (const auto& piece : text.pieces) {
    if (const Expr* expr = std::get_if<Expr>(&piece)) {
      out += shown(*expr, names);
    } else {
      out += std::get<std::string>(piece);
    }
  }
  return out;
}

std::string describe(const ElementTemplate& element, const match::Bindings* names) {
  std::string out;
  write(element, xml::ns::kClient, names, out);
  return out;
}

std::string describe(const match::MapTemplate& report, const match::Bindings* names) {
  std::string out = "{";
  for (const auto& [path, text] : report) out += fmt::format("{}{}: {}", out.size() == 1 ? "" : ", ", path, describe_text(text, names));
  return out + "}";
}

std::optional<std::string> unbound_name(const ElementTemplate& element, const match::Bindings& names) {
  std::vector<std::string> own;
  collect_own_names(element, own);
  return first_unbound(match::texts(element), std::move(own), names);
}

std::optional<std::string> unbound_name(const match::MapTemplate& report, const match::Bindings& names) {
  std::vector<const TextTemplate*> texts;
  for (const auto& [path, text] : report) texts.push_back(&text);
  return first_unbound(texts, {}, names);
}

std::optional<std::string> unbound_name(const TextTemplate& text, const match::Bindings& names) {
  return first_unbound({&text}, {}, names);
}

}  // namespace assay::conformance::engine
