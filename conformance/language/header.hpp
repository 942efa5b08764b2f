#pragma once
// The header of a sentence: words and parameters, `{phone} asks for a code by {method}`. A parameter is one word or one quoted text; a
// literal word of a built-in sentence can't stand for a parameter.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/result.hpp"

namespace assay::conformance::language {

struct Token {
  enum class Kind { Word, Quoted, Parameter };
  Kind kind = Kind::Word;
  std::string text;        ///< without quotes; a parameter's without braces
  std::size_t offset = 0;  ///< in the sentence
  std::size_t length = 0;  ///< as written
};

struct HeaderFault {
  std::size_t offset = 0;
  std::string message;
};

/// Words are separated by spaces. A word `{name}` alone is a Parameter; braces inside a word belong to it.
[[nodiscard]] Result<std::vector<Token>, HeaderFault> tokens(std::string_view sentence);

struct Header {
  std::string text;
  std::vector<Token> tokens;
  [[nodiscard]] std::vector<std::string> parameters() const;
  /// The header with its parameters' names left out: equal for identical headers.
  [[nodiscard]] std::string shape() const;
};

[[nodiscard]] Result<Header, HeaderFault> parse_header(std::string_view text);
/// One token of `sentence` per parameter, in order, or nullopt.
[[nodiscard]] std::optional<std::vector<Token>> fit(const Header& header, const std::vector<Token>& sentence);
/// Whether some sentence fits both.
[[nodiscard]] bool overlap(const Header& a, const Header& b);

}  // namespace assay::conformance::language
