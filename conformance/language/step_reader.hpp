#pragma once
// Reads the steps of one body: sentences, what stands behind them, and their other keys.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/language/body.hpp"
#include "conformance/language/content_reader.hpp"
#include "conformance/language/sentences.hpp"
#include "conformance/language/step.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

/// Both must outlive it.
class StepReader {
 public:
  StepReader(Sentences& sentences, Body& body);

  [[nodiscard]] std::vector<Step> list(const config::Node& node);
  /// A definition's key `returns: { name: value }`, as the step of that name.
  [[nodiscard]] Step returns(const config::Entry& entry);
  /// A step that the file implies, such as "alice connects", blamed at `place`. Nothing where no sentence fits: the caller says so.
  [[nodiscard]] std::optional<Step> implied(std::string_view sentence, config::Place place);

 private:
  [[nodiscard]] std::optional<Step> step(const config::Node& node);
  [[nodiscard]] std::optional<Step> sentence(const config::Node& key, const config::Node& value, const config::Node* whole);
  void read_builtin(Step& step, const Meaning& meaning, const config::Node& key, const config::Node& value, const config::Node* whole);
  void read_call(Step& step, const Meaning& meaning, const config::Node& key, const config::Node& value);
  void read_content(Step& step, const Builtin& builtin, const config::Node& value, const config::Node* whole);
  void read_keys(Step& step, const config::Node& node);
  void read_marker(Step& step, const config::Node& key, const config::Node& value);
  void read_as(Step& step, const config::Node& node);
  void read_loop(Step& step, const config::Node& value, const config::Node& whole);
  void read_branches(Step& step, const config::Node& value, const config::Node* whole);
  void read_either(Step& step, const config::Node& value);
  void read_way(Step& step, const config::Node& node);
  void read_time(Step& step, const config::Node& key);
  [[nodiscard]] std::vector<Assignment> assignments(const config::Node& node);
  [[nodiscard]] Argument argument(const Token& token, std::string parameter, const config::Node& key);
  void want_actor(const Argument& argument, std::size_t length, const std::vector<std::string>& also = {});
  void want_endpoint(const Argument& argument, std::size_t length);
  [[nodiscard]] bool expects(const config::Node& key, const config::Node& value, Content content);
  void blame_unknown(const std::vector<Token>& words, const config::Node& key);
  void blame(const config::Node& node, std::string message, std::string help = {});

  Sentences& sentences_;
  Body& body_;
  ContentReader content_;
};

}  // namespace assay::conformance::language
