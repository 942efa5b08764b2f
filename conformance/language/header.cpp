#include "conformance/language/header.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/builtins.hpp"
#include "conformance/match/expression.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::size_t kMostTokens = 32;  // nobody reads a longer sentence

/// "phone" of "{phone}", or "" where there is more or less between the braces.
std::string_view parameter_name(std::string_view word) {
  if (word.size() < 3 || word.front() != '{' || word.back() != '}') {
    return {};
  }
  const auto inside = word.substr(1, word.size() - 2);
  return match::is_name(inside) ? inside : std::string_view();
}

bool can_be_bound(const Token& token) { return token.kind != Token::Kind::Word || !is_reserved(token.text); }

bool same_token(const Token& a, const Token& b) {
  const bool a_binds = a.kind == Token::Kind::Parameter;
  const bool b_binds = b.kind == Token::Kind::Parameter;
  if (a_binds || b_binds) {
    return (a_binds && b_binds) || can_be_bound(a_binds ? b : a);
  }
  return a.text == b.text;
}

}  // namespace

Result<std::vector<Token>, HeaderFault> tokens(std::string_view sentence) {
  std::vector<Token> out;
  std::size_t at = 0;
  while ((at = sentence.find_first_not_of(" \t\n", at)) != std::string_view::npos) {
    if (out.size() == kMostTokens) {
      return fail(HeaderFault{at, fmt::format("a sentence of more than {} words", kMostTokens)});
    }
    Token token;
    token.offset = at;
    if (sentence[at] == '"' || sentence[at] == '\'') {
      const auto end = sentence.find(sentence[at], at + 1);
      if (end == std::string_view::npos) {
        return fail(HeaderFault{at, "the quoted text has no end"});
      }
      token.kind = Token::Kind::Quoted;
      token.text = std::string(sentence.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      while (at < sentence.size() && sentence[at] != ' ' && sentence[at] != '\t' && sentence[at] != '\n') {
        const auto close = sentence[at] == '{' ? match::find_closing_brace(sentence, at + 1) : at;
        if (close == std::string_view::npos) {
          return fail(HeaderFault{at, "this brace is never closed"});
        }
        at = close + 1;
      }
      const auto word = sentence.substr(token.offset, at - token.offset);
      const auto parameter = parameter_name(word);
      token.kind = parameter.empty() ? Token::Kind::Word : Token::Kind::Parameter;
      token.text = std::string(parameter.empty() ? word : parameter);
    }
    token.length = at - token.offset;
    out.push_back(std::move(token));
  }
  return out;
}

std::vector<std::string> Header::parameters() const {
  std::vector<std::string> out;
  for (const auto& token : tokens) {
    if (token.kind == Token::Kind::Parameter) {
      out.push_back(token.text);
    }
  }
  return out;
}

std::string Header::shape() const {
  std::string out;
  for (const auto& token : tokens) {
    out += (out.empty() ? "" : " ") + (token.kind == Token::Kind::Parameter ? std::string("{}") : token.text);
  }
  return out;
}

Result<Header, HeaderFault> parse_header(std::string_view text) {
  auto found = tokens(text);
  if (!found) {
    return fail(std::move(found.error()));
  }
  Header header{std::string(text), std::move(*found)};
  std::vector<std::string> seen;
  bool has_word = false;
  for (const auto& token : header.tokens) {
    if (token.kind == Token::Kind::Quoted || (token.kind == Token::Kind::Word && token.text.find('{') != std::string::npos)) {
      return fail(HeaderFault{token.offset, "a header consists of words and parameters such as {phone}"});
    }
    has_word = has_word || token.kind == Token::Kind::Word;
    if (token.kind == Token::Kind::Parameter) {
      if (std::find(seen.begin(), seen.end(), token.text) != seen.end()) {
        return fail(HeaderFault{token.offset, fmt::format("the parameter '{}' is there twice", token.text)});
      }
      seen.push_back(token.text);
    }
  }
  if (!has_word) {
    return fail(HeaderFault{0, "a header needs at least one word that is no parameter"});
  }
  return header;
}

std::optional<std::vector<Token>> fit(const Header& header, const std::vector<Token>& sentence) {
  if (header.tokens.size() != sentence.size()) {
    return std::nullopt;
  }
  std::vector<Token> out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const auto& wanted = header.tokens[i];
    const auto& got = sentence[i];
    if (wanted.kind == Token::Kind::Parameter) {
      if (!can_be_bound(got)) {
        return std::nullopt;
      }
      out.push_back(got);
    } else if (got.kind != Token::Kind::Word || got.text != wanted.text) {
      return std::nullopt;
    }
  }
  return out;
}

bool overlap(const Header& a, const Header& b) {
  return a.tokens.size() == b.tokens.size() && std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), same_token);
}

}  // namespace assay::conformance::language
