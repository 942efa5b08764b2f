// Reading definitions of sentences into a scope, before anything uses them.

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/sentences.hpp"
#include "reference/config/nearest.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::size_t kMostDefinitions = 2'000;  // of one scope; every pair is compared for overlaps

const std::vector<std::string> kDefinitionKeys = {"sentence", "of", "because", "steps", "returns"};

std::optional<RawDefinition> read_definition(const std::shared_ptr<const config::Source>& source, const config::Node& node,
                                             Faults& faults) {
  const auto* sentence = node.find("sentence");
  if (!node.is_map() || sentence == nullptr || !sentence->is_scalar()) {
    faults.blame(*source, node, "expected a definition with `sentence:` and `steps:`");
    return std::nullopt;
  }
  for (const auto& entry : node.entries) {
    if (std::find(kDefinitionKeys.begin(), kDefinitionKeys.end(), entry.key.text) == kDefinitionKeys.end()) {
      faults.blame(*source, entry.key, fmt::format("unknown key '{}' of a sentence", entry.key.text),
                   config::suggestion(entry.key.text, kDefinitionKeys));
    }
  }
  if (node.find("steps") == nullptr) {
    faults.blame(*source, *sentence, "the sentence has no `steps:`");
    return std::nullopt;
  }
  auto header = parse_header(sentence->text);
  if (!header) {
    faults.blame(*source, sentence->place_of(header.error().offset), 1, header.error().message);
    return std::nullopt;
  }
  RawDefinition out{std::move(*header), {}, node, source};
  if (const auto* of = node.find("of")) {
    out.of = of->text;
    if (std::find(actor_kinds().begin(), actor_kinds().end(), out.of) == actor_kinds().end()) {
      faults.blame(*source, *of, fmt::format("'{}' is no kind of actor", out.of), config::suggestion(out.of, actor_kinds()));
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace

void read_definitions(const std::shared_ptr<const config::Source>& source, const config::Node& list, SentenceScope& scope, Faults& faults) {
  if (!list.is_sequence()) {
    faults.blame(*source, list, fmt::format("expected a list of sentences, found {}", config::noun(list.kind)));
    return;
  }
  for (const auto& item : list.items) {
    if (scope.size() >= kMostDefinitions) {
      faults.blame(*source, item, fmt::format("more than {} sentences in one scope", kMostDefinitions));
      return;
    }
    if (auto definition = read_definition(source, item, faults)) {
      scope.push_back(std::move(*definition));
    }
  }
}

void blame_overlaps(const SentenceScope& scope, Faults& faults) {
  for (std::size_t i = 0; i < scope.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto& first = scope[j];
      const auto& second = scope[i];
      const bool identical = first.header.shape() == second.header.shape();
      const bool of_one_kind = first.of == second.of || (!identical && (first.of.empty() || second.of.empty()));
      if (!of_one_kind || !overlap(first.header, second.header) || faults.full()) {
        continue;
      }
      const auto* sentence = second.node.find("sentence");
      faults.blame(*second.source, *sentence,
                   identical ? fmt::format("'{}' is defined twice", second.header.text)
                             : fmt::format("'{}' fits sentences that '{}' fits too", second.header.text, first.header.text),
                   fmt::format("the other one is {}:{}", first.source->name, first.node.place.line));
    }
  }
}

}  // namespace assay::conformance::language
