#pragma once
// The closed list of sentences that the engine knows by itself. Everything else is defined in YAML out of these.

#include <string_view>
#include <vector>

#include "conformance/language/header.hpp"
#include "conformance/language/step.hpp"

namespace assay::conformance::language {

/// What stands behind the sentence's ':'.
enum class Content {
  None,
  Element,
  OptionalElement,
  OptionalOpeningTag,
  Elements,
  Bytes,
  RawText,
  Pattern,
  OptionalAlert,
  Command,
  Report,
  Assignments,
  Rounds,
  Branches,
  Steps
};

struct Builtin {
  Header header;
  Verb verb;
  Content content;
  bool has_actor;  ///< the first parameter is one
};

[[nodiscard]] const std::vector<Builtin>& builtins();
/// Whether the word is one of a built-in sentence; such a word can't stand for a parameter.
[[nodiscard]] bool is_reserved(std::string_view word);
/// Whether it waits for something of the implementation, and so can fail it.
[[nodiscard]] bool judges(Verb verb);
/// "an element", "a list of elements": for messages.
[[nodiscard]] std::string_view noun(Content content);

}  // namespace assay::conformance::language
