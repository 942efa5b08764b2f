#include "conformance/language/sentences.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/step_reader.hpp"
#include "reference/config/nearest.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::size_t kDeepestCalls = 64;  // sentences inside sentences: more than a reader follows

/// The header with the words of `sentence` for its parameters: what somebody would have written.
std::string filled(const Header& header, const std::vector<Token>& sentence) {
  std::string out;
  for (std::size_t i = 0; i < header.tokens.size(); ++i) {
    const auto& token = header.tokens[i];
    out += out.empty() ? "" : " ";
    if (token.kind != Token::Kind::Parameter) {
      out += token.text;
    } else if (header.tokens.size() == sentence.size() || i == 0) {
      out += sentence[i].kind == Token::Kind::Parameter ? "{" + sentence[i].text + "}" : sentence[i].text;
    } else {
      out += "{" + token.text + "}";
    }
  }
  return out;
}

std::string joined(const std::vector<Token>& sentence) {
  std::string out;
  for (const auto& token : sentence) {
    out += (out.empty() ? "" : " ") + (token.kind == Token::Kind::Parameter ? "{" + token.text + "}" : token.text);
  }
  return out;
}

/// Adds the definitions of `scope` that fit, as long as they have the shape of the first that did and their kind of actor is not served
/// yet.
void gather(const SentenceScope& scope, const std::vector<Token>& sentence, Meaning& meaning) {
  std::vector<const RawDefinition*> found;
  for (const auto& definition : scope) {
    if (fit(definition.header, sentence)) {
      found.push_back(&definition);
    }
  }
  // Within a scope the one for a certain kind of actor comes before the one for all.
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return !a->of.empty() && b->of.empty(); });
  for (const auto* definition : found) {
    const auto served = [&](const RawDefinition* other) { return other->of.empty() || other->of == definition->of; };
    const bool same_shape = meaning.definitions.empty() || meaning.definitions.front()->header.shape() == definition->header.shape();
    if (same_shape && std::none_of(meaning.definitions.begin(), meaning.definitions.end(), served)) {
      meaning.definitions.push_back(definition);
    }
  }
}

}  // namespace

Sentences::Sentences(const SentenceScope& local, const Library& library, const Vocabulary& vocabulary, Faults& faults)
    : local_(local), library_(library), vocabulary_(vocabulary), faults_(faults) {}

std::optional<Meaning> Sentences::find(const std::vector<Token>& sentence) const {
  Meaning meaning;
  gather(local_, sentence, meaning);
  for (const auto& scope : library_.scopes()) {
    gather(scope, sentence, meaning);
  }
  if (!meaning.definitions.empty()) {
    const auto& header = meaning.definitions.front()->header;
    meaning.parameters = header.parameters();
    meaning.arguments = fit(header, sentence).value();
    return meaning;
  }
  for (const auto& builtin : builtins()) {
    if (auto arguments = fit(builtin.header, sentence)) {
      meaning.builtin = &builtin;
      meaning.parameters = builtin.header.parameters();
      meaning.arguments = std::move(*arguments);
      return meaning;
    }
  }
  return std::nullopt;
}

std::string Sentences::nearest_to(const std::vector<Token>& sentence) const {
  if (sentence.empty()) {
    return {};
  }
  std::vector<std::string> candidates;
  const auto add = [&](const SentenceScope& scope) {
    for (const auto& definition : scope) {
      candidates.push_back(filled(definition.header, sentence));
    }
  };
  add(local_);
  std::for_each(library_.scopes().begin(), library_.scopes().end(), add);
  for (const auto& builtin : builtins()) {
    const bool begins_with_number = sentence.front().text.find_first_of("0123456789") == 0;
    if (builtin.verb != Verb::Pass || begins_with_number) {
      candidates.push_back(filled(builtin.header, sentence));
    }
  }
  return config::nearest(joined(sentence), candidates);
}

const Definition* Sentences::read(const RawDefinition& raw, const config::Source& caller, config::Place place) {
  if (const auto found = known_.find(&raw); found != known_.end()) {
    if (found->second.definition == nullptr) {
      faults_.blame(caller, place, 1, fmt::format("the sentence '{}' leads back to itself", raw.header.text),
                    "sentences can't be recursive; use `for each`");
    }
    return found->second.definition;
  }
  if (depth_ >= kDeepestCalls) {
    faults_.blame(caller, place, 1, fmt::format("sentences use one another more than {} deep", kDeepestCalls));
    return nullptr;
  }
  known_[&raw] = {};
  auto definition = std::make_unique<Definition>();
  ++depth_;
  read_into(raw, *definition);
  --depth_;
  read_.push_back(std::move(definition));
  known_[&raw].definition = read_.back().get();
  return read_.back().get();
}

void Sentences::read_into(const RawDefinition& raw, Definition& out) {
  const auto& source = *raw.source;
  out.header = raw.header.text;
  out.parameters = raw.header.parameters();
  out.of = raw.of;
  out.where = {source.name, raw.node.place};
  Body body{source, {}, {}, {}, {}};
  body.names.insert(out.parameters.begin(), out.parameters.end());
  const bool is_local = std::any_of(local_.begin(), local_.end(), [&](const RawDefinition& own) { return &own == &raw; });
  if (is_local) {
    body.cast.insert(cast_.begin(), cast_.end());
    body.names.insert(cast_.begin(), cast_.end());
  }
  StepReader reader(*this, body);
  if (const auto* steps = raw.node.find("steps")) {
    out.steps = reader.list(*steps);
  }
  if (const auto* entry = raw.node.find_entry("returns")) {
    out.steps.push_back(reader.returns(*entry));
  }
  const auto* header = raw.node.find("sentence");
  for (const auto& parameter : out.parameters) {
    out.wants_actor.push_back(body.actors.count(parameter) > 0);
    if (body.used.count(parameter) == 0 && parameter.front() != '_' && header != nullptr) {
      const auto at = header->text.find("{" + parameter + "}");
      faults_.blame(source, header->place_of(at), parameter.size() + 2, fmt::format("no step uses the parameter '{}'", parameter),
                    fmt::format("if that is meant, call it '_{}'", parameter));
    }
  }
}

}  // namespace assay::conformance::language
