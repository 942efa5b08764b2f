#pragma once
// Reads what stands behind a sentence's ':' (texts, elements, maps) into templates, and checks the names and functions in them.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/language/body.hpp"
#include "conformance/language/faults.hpp"
#include "conformance/language/load.hpp"
#include "conformance/match/command_template.hpp"
#include "conformance/match/element_template.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

/// All must outlive it. Where something can't be read, a fault says so and what is returned is empty.
class ContentReader {
 public:
  ContentReader(Faults& faults, Body& body, const Vocabulary& vocabulary) : faults_(faults), body_(body), vocabulary_(vocabulary) {}

  [[nodiscard]] match::TextTemplate text(const config::Node& node);
  [[nodiscard]] std::vector<match::ElementTemplate> element(const config::Node& node);
  [[nodiscard]] std::vector<match::ElementTemplate> opening_tag(const config::Node& node);
  /// A list, or one alone.
  [[nodiscard]] std::vector<match::ElementTemplate> elements(const config::Node& node);
  [[nodiscard]] match::TextTemplate bytes(const config::Node& node);
  /// The name or number of a TLS alert, or a pattern for it; names and numbers are known ones.
  [[nodiscard]] match::TextTemplate tls_alert(const config::Node& node);
  /// What parse_pieces() reads, or a text that will be that.
  [[nodiscard]] match::TextTemplate pieces(const config::Node& node);
  [[nodiscard]] match::TextTemplate raw_text(const config::Node& node);
  [[nodiscard]] match::CommandTemplate command(const config::Node& node);
  /// `checks:` and `needs:`: one word or a list, each known to the vocabulary.
  [[nodiscard]] std::vector<std::string> requirements(const config::Node& node);
  [[nodiscard]] std::vector<std::string> capabilities(const config::Node& node);
  [[nodiscard]] std::vector<std::string> words(const config::Node& node, std::string_view key);

  /// Checks a text that was read out of `node`, and adds what it binds.
  void check(const config::Node& node, const match::TextTemplate& text);
  void blame(const config::Node& node, std::string message, std::string help = {}) {
    faults_.blame(body_.source, node, std::move(message), std::move(help));
  }

 private:
  using Parse = Result<match::ElementTemplate, match::TemplateFault> (*)(std::string_view);
  std::vector<match::ElementTemplate> parsed_element(const config::Node& node, Parse parse, std::string_view what);
  void check(const config::Node& node, const match::ElementTemplate& element);
  void check(const config::Node& node, const match::Expr& expr);
  template <class Table>
  std::vector<std::string> known_words(const config::Node& node, std::string_view key, std::string_view noun, std::string_view list,
                                       const Table* table);
  void check_name(const config::Node& node, const std::string& path);
  void check_function(const config::Node& node, const match::Expr& call);
  config::Place find(const config::Node& node, std::string_view needle) const;

  Faults& faults_;
  Body& body_;
  const Vocabulary& vocabulary_;
};

}  // namespace assay::conformance::language
