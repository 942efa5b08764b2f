#include "conformance/match/command_template.hpp"

#include <fmt/format.h>

namespace assay::conformance::match {
namespace {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

// RFC 8259 section 6, whole numbers only: shims have no other.
bool is_json_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') {
    text.remove_prefix(1);
  }
  return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text.size() == 1 || text.front() != '0');
}

class JsonWriter {
 public:
  JsonWriter(Bindings& bindings, FunctionTable& functions) : bindings_(bindings), functions_(functions) {}

  bool write(const CommandTemplate& command) {
    if (const auto* text = std::get_if<CommandTemplate::Text>(&command.value)) {
      return write(*text);
    }
    if (const auto* list = std::get_if<CommandTemplate::List>(&command.value)) {
      out += '[';
      for (std::size_t i = 0; i < list->size(); ++i) {
        out += i == 0 ? "" : ",";
        if (!write((*list)[i])) {
          return false;
        }
      }
      out += ']';
      return true;
    }
    out += '{';
    bool first = true;
    for (const auto& [key, value] : std::get<CommandTemplate::Map>(command.value)) {
      out += first ? "" : ",";
      first = false;
      out += json_text(key) + ':';
      if (!write(value)) {
        return false;
      }
    }
    out += '}';
    return true;
  }

  std::string out;
  std::string fault;

 private:
  bool write(const CommandTemplate::Text& text) {
    auto value = evaluate(text.text, bindings_, functions_);
    if (!value) {
      fault = std::move(value.error());
      return false;
    }
    const bool bare = text.bare && text.text.literal() != nullptr &&
                      (*value == "true" || *value == "false" || *value == "null" || is_json_number(*value));
    out += bare ? *value : json_text(*value);
    return true;
  }

  Bindings& bindings_;
  FunctionTable& functions_;
};

void flatten(const CommandTemplate& pattern, const std::string& path, MapTemplate& out) {
  if (const auto* text = std::get_if<CommandTemplate::Text>(&pattern.value)) {
    out.emplace_back(path, text->text);
  } else if (const auto* list = std::get_if<CommandTemplate::List>(&pattern.value)) {
    out.emplace_back(path + ".length", literal_text(std::to_string(list->size())));
    for (std::size_t i = 0; i < list->size(); ++i) {
      flatten((*list)[i], fmt::format("{}[{}]", path, i), out);
    }
  } else {
    for (const auto& [key, value] : std::get<CommandTemplate::Map>(pattern.value)) {
      flatten(value, path.empty() ? key : path + "." + key, out);
    }
  }
}

void collect(const CommandTemplate& command, std::vector<const TextTemplate*>& out) {
  if (const auto* text = std::get_if<CommandTemplate::Text>(&command.value)) {
    out.push_back(&text->text);
  } else if (const auto* list = std::get_if<CommandTemplate::List>(&command.value)) {
    for (const auto& item : *list) {
      collect(item, out);
    }
  } else {
    for (const auto& [key, value] : std::get<CommandTemplate::Map>(command.value)) {
      collect(value, out);
    }
  }
}

}  // namespace

Result<std::string, std::string> json_line(const CommandTemplate& command, Bindings& bindings, FunctionTable& functions) {
  JsonWriter writer(bindings, functions);
  if (!writer.write(command)) {
    return fail(std::move(writer.fault));
  }
  return std::move(writer.out);
}

MapTemplate flattened(const CommandTemplate& pattern) {
  MapTemplate out;
  flatten(pattern, {}, out);
  return out;
}

std::vector<const TextTemplate*> texts(const CommandTemplate& command) {
  std::vector<const TextTemplate*> out;
  collect(command, out);
  return out;
}

}  // namespace assay::conformance::match
