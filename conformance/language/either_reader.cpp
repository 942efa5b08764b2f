// `either:` and its branches: a list of steps each, or a map of `name:` and `do:`.

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "conformance/language/builtins.hpp"
#include "conformance/language/step_reader.hpp"
#include "reference/config/nearest.hpp"

namespace assay::conformance::language {
namespace {

/// The first step of those that is built in, or null where nobody can know it before the play.
const Step* first_builtin(const std::vector<Step>& steps) {
  if (steps.empty()) return nullptr;
  const Step& first = steps.front();
  if (first.verb == Verb::InOrder) return first.branches.empty() ? nullptr : first_builtin(first.branches.front());
  if (first.verb != Verb::Call) return &first;
  const Step* found = nullptr;
  for (const Definition* candidate : first.candidates) {
    found = first_builtin(candidate->steps);
    if (found == nullptr || !judges(found->verb)) return found;
  }
  return found;
}

bool says_the_same(const config::Node& a, const config::Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  return std::ranges::equal(a.items, b.items, says_the_same) &&
         std::ranges::equal(a.entries, b.entries, [](const config::Entry& one, const config::Entry& other) {
           return one.key.text == other.key.text && says_the_same(one.value, other.value);
         });
}

bool is_named(const config::Node& node) {
  return node.is_map() && !node.entries.empty() && (node.entries.front().key.text == "name" || node.entries.front().key.text == "do");
}

/// What a branch begins with, as written; null if that is no step.
const config::Node* beginning_of(const config::Node& branch) {
  const config::Node* steps = is_named(branch) ? branch.find("do") : &branch;
  if (steps == nullptr || !steps->is_sequence()) return steps;
  return steps->items.empty() ? nullptr : &steps->items.front();
}

/// "raw receives <iq>"
std::string implied_name(const Step& first) {
  if (first.elements.empty()) return first.text;
  return fmt::format("{} <{}>", first.text, first.elements.front().name.local);
}

NameSet common(const NameSet& a, const NameSet& b) {
  NameSet both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()), std::less<>());
  return both;
}

}  // namespace

// Behind it only those names are known that every branch binds.
void StepReader::read_either(Step& step, const config::Node& value) {
  if (!value.is_sequence() || value.items.size() < 2) {
    blame(value, "`either` wants a list of two branches or more", "- - alice receives: <a/>   or   - { name: refuses, do: [...] }");
    return;
  }
  const NameSet before = body_.names;
  NameSet after;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    body_.names = before;
    read_way(step, value.items[i]);
    after = i == 0 ? body_.names : common(after, body_.names);
  }
  body_.names = std::move(after);
  for (std::size_t i = 1; i < value.items.size(); ++i) {
    const config::Node* beginning = beginning_of(value.items[i]);
    const bool is_taken = beginning != nullptr && std::any_of(value.items.begin(), value.items.begin() + static_cast<std::ptrdiff_t>(i),
                                                              [&](const config::Node& other) {
                                                                const config::Node* first = beginning_of(other);
                                                                return first != nullptr && says_the_same(*first, *beginning);
                                                              });
    if (is_taken) blame(*beginning, "a branch before this one begins alike: the play would never take this one",
                        "let each begin with what tells it from the others");
  }
}

void StepReader::read_way(Step& step, const config::Node& node) {
  const config::Node* steps = &node;
  std::string name;
  if (is_named(node)) {
    steps = node.find("do");
    for (const auto& [key, value] : node.entries) {
      if (key.text == "name" && value.is_scalar() && !value.text.empty()) {
        name = value.text;
      } else if (key.text == "name") {
        blame(value, "'name' wants a text");
      } else if (key.text != "do") {
        blame(key, fmt::format("unknown key '{}' of a branch", key.text), config::suggestion(key.text, {"name", "do"}));
      }
    }
    if (steps == nullptr) {
      blame(node.entries.front().key, "this branch has no steps: they stand under `do:`");
      return;
    }
  }
  std::vector<Step> read;
  if (steps->is_sequence()) {
    read = list(*steps);
  } else if (auto one = this->step(*steps)) {
    read.push_back(std::move(*one));
  }
  if (read.empty()) return;  // blamed already
  const Step* first = first_builtin(read);
  if (first == nullptr || !judges(first->verb)) {
    const auto& front = read.front();
    sentences_.faults().blame(body_.source, front.where.place, front.text.size(),
                              "a branch of `either` begins with something that comes: the play takes the branch that fits it",
                              "let it begin with 'receives', 'is disconnected', 'starts TLS' and the like");
  }
  const auto is_used = [&](const std::string& word) {
    return std::find(step.branch_names.begin(), step.branch_names.end(), word) != step.branch_names.end();
  };
  if (is_used(name)) blame(*node.find("name"), fmt::format("two branches are called '{}'", name));
  if (name.empty()) {
    const std::string plain = implied_name(read.front());
    name = plain;
    for (int nth = 2; is_used(name); ++nth) name = fmt::format("{} ({})", plain, nth);
  }
  step.branch_names.push_back(std::move(name));
  step.branches.push_back(std::move(read));
}

}  // namespace assay::conformance::language
