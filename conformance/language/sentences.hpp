#pragma once
// Finds what a sentence means: definitions of the nearest scope that fit, or a built-in one. Definitions are read when they are first
// needed.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/language/builtins.hpp"
#include "conformance/language/faults.hpp"
#include "conformance/language/library.hpp"
#include "conformance/language/load.hpp"
#include "conformance/language/step.hpp"

namespace assay::conformance::language {

/// What a sentence was found to be: built in, or some definitions of one shape.
struct Meaning {
  const Builtin* builtin = nullptr;
  std::vector<const RawDefinition*> definitions;  ///< nearest first
  std::vector<Token> arguments;                   ///< one per parameter
  std::vector<std::string> parameters;            ///< of the first definition
};

/// All that is given must outlive it. `local` is the scenario file's own scope.
class Sentences {
 public:
  Sentences(const SentenceScope& local, const Library& library, const Vocabulary& vocabulary, Faults& faults);

  [[nodiscard]] std::optional<Meaning> find(const std::vector<Token>& sentence) const;
  /// The sentence somebody may have meant, or "".
  [[nodiscard]] std::string nearest_to(const std::vector<Token>& sentence) const;
  /// The definition, read; nullptr where it leads back to itself, after a fault at `caller`.
  const Definition* read(const RawDefinition& raw, const config::Source& caller, config::Place place);

  void set_cast(std::vector<std::string> names) { cast_ = std::move(names); }
  [[nodiscard]] Faults& faults() { return faults_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  /// Everything that was read; empties this.
  [[nodiscard]] std::vector<std::unique_ptr<Definition>> take() { return std::move(read_); }

 private:
  struct Reading {
    const Definition* definition = nullptr;  ///< null while it is being read
  };
  void read_into(const RawDefinition& raw, Definition& out);

  const SentenceScope& local_;
  const Library& library_;
  const Vocabulary& vocabulary_;
  Faults& faults_;
  std::vector<std::string> cast_;
  std::map<const RawDefinition*, Reading> known_;
  std::vector<std::unique_ptr<Definition>> read_;
  std::size_t depth_ = 0;
};

/// Reads a list of definitions into a scope: `- sentence: ...`. `list` is a node of `source`.
void read_definitions(const std::shared_ptr<const config::Source>& source, const config::Node& list, SentenceScope& scope, Faults& faults);
/// Blames definitions of one scope that fit the same sentences, unless they differ in `of`.
void blame_overlaps(const SentenceScope& scope, Faults& faults);

}  // namespace assay::conformance::language
