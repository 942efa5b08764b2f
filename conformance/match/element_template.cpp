#include "conformance/match/element_template.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/match/each.hpp"
#include "reference/config/nearest.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::match {
namespace {

constexpr std::size_t kDeepest = 31;  // levels, the limit of what xml::parse reads

struct Spot {
  std::size_t line = 1;
  std::size_t column = 1;
};

Spot spot_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto last = before.rfind('\n');
  return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          last == std::string_view::npos ? offset + 1 : offset - last};
}

/// Turns what xml::parse gave into a template. Nodes have lost their places, so faults are looked up in the text.
class Converter {
 public:
  explicit Converter(std::string_view text) : text_(text) {}

  Result<ElementTemplate, TemplateFault> convert(const xml::Element& root) {
    auto out = element(root);
    for (const char* child_only : {"absent", "optional", "each"}) {
      if (root.find_attribute(kScenarioNamespace, child_only) != nullptr) {
        blame(fmt::format("s:{}", child_only), std::string_view(child_only).size() + 2,
              fmt::format("s:{} is for children, not for the whole element", child_only),
              std::string_view(child_only) == "absent" ? "that it must not come is said by `receives nothing: <.../>`" : "");
      }
    }
    if (fault_) {
      return fail(std::move(*fault_));
    }
    return out;
  }

 private:
  void blame(std::string_view near, std::size_t length, std::string message, std::string help) {
    if (fault_) {
      return;
    }
    const auto found = text_.find(near);
    const auto spot = spot_of(text_, found == std::string_view::npos ? 0 : found);
    fault_ = TemplateFault{spot.line, spot.column, std::max<std::size_t>(1, length), std::move(message), std::move(help)};
  }

  TextTemplate text(const std::string& written) {
    auto parsed = parse_text(written);
    if (parsed) {
      return std::move(*parsed);
    }
    const auto& fault = parsed.error();
    if (!fault_) {
      const auto found = text_.find(written);
      const auto spot = spot_of(text_, found == std::string_view::npos ? 0 : found + fault.offset);
      fault_ = TemplateFault{spot.line, spot.column, fault.length, fault.message, fault.help};
    }
    return {};
  }

  bool flag(const xml::Attribute& attribute) {
    if (attribute.value != "true" && attribute.value != "false") {
      blame("s:" + attribute.name.local, attribute.name.local.size() + 2,
            fmt::format("s:{} wants \"true\" or \"false\"", attribute.name.local), {});
    }
    return attribute.value == "true";
  }

  void direct(ElementTemplate& out, const xml::Attribute& attribute) {
    const auto& local = attribute.name.local;
    if (local == "absent") {
      out.absent = flag(attribute);
    } else if (local == "optional") {
      out.optional = flag(attribute);
    } else if (local == "unordered") {
      out.unordered = flag(attribute);
    } else if (local == "strict") {
      out.strictness = flag(attribute) ? Strictness::Strict : Strictness::Lenient;
    } else if (local == "lenient") {
      out.strictness = flag(attribute) ? Strictness::Lenient : Strictness::Strict;
    } else if (local == "each") {
      auto each = parse_each(attribute.value);
      if (each) {
        out.each = std::move(*each);
      } else {
        blame("s:each", 6, each.error(), "such as s:each=\"n in 1..9\" or s:each=\"n in a, b, c\"");
      }
    } else {
      blame("s:" + local, local.size() + 2, fmt::format("the engine has no attribute s:{}", local),
            config::suggestion("s:" + local, {"s:absent", "s:optional", "s:strict", "s:lenient", "s:unordered", "s:each"}));
    }
  }

  ElementTemplate element(const xml::Element& from) {
    ElementTemplate out;
    out.name = from.name();
    if (out.name.ns == kScenarioNamespace) {
      blame("<s:" + out.name.local, out.name.local.size() + 3, "the prefix s: is for attributes of the engine, not for elements", {});
    }
    for (const auto& attribute : from.attributes()) {
      if (attribute.name.ns == kScenarioNamespace) {
        direct(out, attribute);
      } else {
        out.attributes.push_back({attribute.name, text(attribute.value)});
      }
    }
    const bool layout = from.first_child() != nullptr;
    for (const auto& item : from.content()) {
      if (const auto* child = std::get_if<xml::Element>(&item)) {
        out.content.emplace_back(element(*child));
      } else if (const auto& words = std::get<std::string>(item); !layout || words.find_first_not_of(" \t\r\n") != std::string::npos) {
        out.content.emplace_back(text(words));
      }
    }
    return out;
  }

  std::string_view text_;
  std::optional<TemplateFault> fault_;
};

void collect(const ElementTemplate& element, std::vector<const TextTemplate*>& out) {
  if (element.each) {
    out.push_back(&element.each->low);
    out.push_back(&element.each->high);
    for (const auto& item : element.each->items) {
      out.push_back(&item);
    }
  }
  for (const auto& attribute : element.attributes) {
    out.push_back(&attribute.value);
  }
  for (const auto& item : element.content) {
    if (const auto* child = std::get_if<ElementTemplate>(&item)) {
      collect(*child, out);
    } else {
      out.push_back(&std::get<TextTemplate>(item));
    }
  }
}

Result<xml::Element, std::string> build(const ElementTemplate& from, Bindings& bindings, FunctionTable& functions);

Result<void, std::string> build_child(const ElementTemplate& child, xml::Element& out, Bindings& bindings, FunctionTable& functions) {
  if (child.absent || child.optional) {
    return {};
  }
  if (!child.each) {
    auto built = build(child, bindings, functions);
    if (!built) {
      return fail(std::move(built.error()));
    }
    out.add(std::move(*built));
    return {};
  }
  auto values = unrolled(*child.each, bindings, functions);
  if (!values) {
    return fail(std::move(values.error()));
  }
  for (auto& value : *values) {
    Scope scope(&bindings);
    scope.bind(child.each->name, Value{std::move(value), {}});
    auto built = build(child, scope, functions);
    if (!built) {
      return fail(std::move(built.error()));
    }
    out.add(std::move(*built));
  }
  return {};
}

Result<xml::Element, std::string> build(const ElementTemplate& from, Bindings& bindings, FunctionTable& functions) {
  xml::Element out(from.name);
  for (const auto& attribute : from.attributes) {
    if (wants_absence(attribute.value)) {
      continue;
    }
    auto value = evaluate(attribute.value, bindings, functions);
    if (!value) {
      return fail(std::move(value.error()));
    }
    out.set_attribute(attribute.name, std::move(*value));
  }
  for (const auto& item : from.content) {
    if (const auto* child = std::get_if<ElementTemplate>(&item)) {
      if (auto built = build_child(*child, out, bindings, functions); !built) {
        return fail(std::move(built.error()));
      }
      continue;
    }
    auto text = evaluate(std::get<TextTemplate>(item), bindings, functions);
    if (!text) {
      return fail(std::move(text.error()));
    }
    out.add_text(*text);
  }
  return out;
}

}  // namespace

bool wants_absence(const TextTemplate& value) {
  const auto* expr = value.sole_expr();
  return expr != nullptr && expr->kind == Expr::Kind::Name && expr->text == "absent" && expr->binder.empty();
}

Result<ElementTemplate, TemplateFault> parse_element(std::string_view text) {
  xml::StreamLimits limits;
  limits.depth = kDeepest;
  auto parsed = xml::parse(text, xml::ns::kClient, {{"s", kScenarioNamespace}, {"stream", xml::ns::kStreams}}, limits);
  if (const auto* fault = std::get_if<xml::ParseFault>(&parsed)) {
    return fail(TemplateFault{fault->line, fault->column, 1, fmt::format("this is no well-formed XML: {}", fault->what), {}});
  }
  return Converter(text).convert(std::get<xml::Element>(parsed));
}

Result<ElementTemplate, TemplateFault> parse_opening_tag(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  if (end == std::string_view::npos || text[end] != '>' || (end > 0 && text[end - 1] == '/')) {
    return parse_element(text);
  }
  std::string closed(text.substr(0, end));
  closed += "/>";
  return parse_element(closed);
}

Result<xml::Element, std::string> instantiate(const ElementTemplate& element, Bindings& bindings, FunctionTable& functions) {
  return build(element, bindings, functions);
}

std::vector<const TextTemplate*> texts(const ElementTemplate& element) {
  std::vector<const TextTemplate*> out;
  collect(element, out);
  return out;
}

}  // namespace assay::conformance::match
