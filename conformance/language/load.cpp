#include "conformance/language/load.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/case_reader.hpp"
#include "conformance/language/cast_reader.hpp"
#include "conformance/language/exclusive.hpp"
#include "conformance/language/sentences.hpp"
#include "conformance/language/step_reader.hpp"
#include "reference/config/nearest.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::language {
namespace {

constexpr std::size_t kMostActors = 64;

const std::vector<std::string> kKeys = {"title", "because", "checks", "needs", "tags",    "limits",   "encryption",
                                        "cast",  "matrix",  "cases",  "steps", "ignores", "sentences"};
const std::vector<std::string> kStarts = {"online", "offline", "nothing"};

std::string id_of(std::string_view name) {
  if (const auto at = name.rfind("scenarios/"); at != std::string_view::npos) {
    name.remove_prefix(at + std::string_view("scenarios/").size());
  }
  if (name.size() > 5 && name.substr(name.size() - 5) == ".yaml") {
    name.remove_suffix(5);
  }
  return std::string(name);
}

/// Reads one file from top to bottom; the order of its keys does not matter.
class ScenarioReader {
 public:
  ScenarioReader(const config::Source& source, const Library& library, const Vocabulary& vocabulary)
      : source_(source),
        shared_(std::make_shared<const config::Source>(source)),
        sentences_(local_, library, vocabulary, faults_),
        body_{source_, {}, {}, {}, {}},
        content_(faults_, body_, vocabulary) {}

  Result<Scenario, config::Diagnostics> read() {
    auto root = config::parse_yaml(source_);
    if (!root) {
      return fail(std::move(root.error()));
    }
    if (root->is_map()) {
      read_root(*root);
    } else {
      faults_.blame(source_, root->place.line == 0 ? config::Place{1, 1} : root->place, 1,
                    "a scenario is a map with `title:` and `steps:`");
    }
    auto faults = faults_.take();
    if (!faults.empty()) {
      sort(faults);
      return fail(std::move(faults));
    }
    scenario_.exclusive = why_exclusive(scenario_.steps);
    scenario_.definitions = std::make_shared<const std::vector<std::unique_ptr<Definition>>>(sentences_.take());
    return std::move(scenario_);
  }

 private:
  void read_root(const config::Node& root) {
    for (const auto& entry : root.entries) {
      if (std::find(kKeys.begin(), kKeys.end(), entry.key.text) == kKeys.end()) {
        faults_.blame(source_, entry.key, fmt::format("unknown key '{}'", entry.key.text), config::suggestion(entry.key.text, kKeys));
      }
    }
    scenario_.file = source_.name;
    scenario_.id = id_of(source_.name);
    scenario_.title = text(root, "title");
    scenario_.because = text(root, "because");
    scenario_.limits = text(root, "limits");
    scenario_.encryption_required = is_encryption_required(root);
    if (const auto* tags = root.find("tags")) {
      scenario_.tags = content_.words(*tags, "tags");
    }
    if (const auto* checks = root.find("checks")) {
      scenario_.checks = content_.requirements(*checks);
    }
    if (const auto* needs = root.find("needs")) {
      scenario_.needs = content_.capabilities(*needs);
    }
    read_parts(root);
  }

  // Each part knows the names of those before it.
  void read_parts(const config::Node& root) {
    if (const auto* sentences = root.find("sentences")) {
      read_definitions(shared_, *sentences, local_, faults_);
      blame_overlaps(local_, faults_);
    }
    if (const auto* cast = root.find("cast")) {
      read_cast(*cast);
    }
    read_all_cases(root);
    if (const auto* ignores = root.find("ignores")) {
      scenario_.ignores = content_.elements(*ignores);
    }
    StepReader reader(sentences_, body_);
    read_setup(reader);
    if (const auto* steps = root.find("steps")) {
      scenario_.steps = reader.list(*steps);
    }
    for (const auto* key : {"title", "steps"}) {
      if (root.find(key) == nullptr) {
        faults_.blame(source_, root.place, 1, fmt::format("the scenario has no `{}:`", key));
      }
    }
    for (const auto& definition : local_) {
      static_cast<void>(sentences_.read(definition, source_, definition.node.place));
    }
  }

  std::string text(const config::Node& root, std::string_view key) {
    const auto* found = root.find(key);
    if (found != nullptr && (!found->is_scalar() || found->text.empty())) {
      faults_.blame(source_, *found, fmt::format("'{}' wants a text, found {}", key, config::noun(found->kind)));
    }
    return found == nullptr ? std::string() : found->text;
  }

  bool is_encryption_required(const config::Node& root) {
    const config::Node* found = root.find("encryption");
    const std::string wanted = found == nullptr ? std::string() : text(root, "encryption");
    if (!wanted.empty() && wanted != "required" && wanted != "optional") {
      faults_.blame(source_, *found, fmt::format("'encryption' wants optional or required, found '{}'", wanted));
    }
    return wanted == "required";
  }

  void read_cast(const config::Node& node) {
    if (!node.is_map() || node.entries.size() > kMostActors) {
      faults_.blame(source_, node, fmt::format("'cast' wants a map of at most {} actors", kMostActors));
      return;
    }
    std::vector<std::string> names;
    for (const auto& entry : node.entries) {
      read_member(entry);
      names.push_back(entry.key.text);
      body_.names.insert(entry.key.text);
      body_.cast.insert(entry.key.text);
    }
    sentences_.set_cast(std::move(names));
  }

  void read_member(const config::Entry& entry) {
    const auto& [key, value] = entry;
    CastMember member;
    member.name = key.text;
    member.where = {source_.name, key.place};
    if (!match::is_name(key.text) || is_reserved(key.text)) {
      faults_.blame(source_, key, fmt::format("nobody can be called '{}'", key.text),
                    is_reserved(key.text) ? "it is a word of the language" : "a letter, then letters, digits, '_' and '-'");
      return;
    }
    if (!value.is_map() && !value.is_null()) {
      faults_.blame(source_, value, fmt::format("'{}' wants a map such as {{ starts: offline }}", key.text));
      return;
    }
    const config::Node* starts = nullptr;
    const config::Node* handlers = nullptr;
    bool is_known = true;
    for (const auto& [property, setting] : value.entries) {
      if (property.text == "kind") {
        member.kind = static_cast<ActorKind>(chosen(setting, actor_kinds(), "kind of actor"));
      } else if (property.text == "starts") {
        starts = &setting;
      } else if (property.text == "handlers") {
        handlers = &setting;
      } else if (property.text == "pieces") {
        read_pieces(source_, setting, member, faults_);
      } else if (property.text == "account of") {
        member.account_of = owner(key, setting);
      } else {
        faults_.blame(source_, property, fmt::format("unknown key '{}' of an actor", property.text),
                      config::suggestion(property.text, {"kind", "starts", "account of", "handlers", "pieces"}));
        is_known = false;
      }
    }
    if (member.kind == ActorKind::Phone) {
      member.handlers = all_handlers();
    }
    if (handlers != nullptr) {
      read_handlers(source_, *handlers, member, faults_);
    }
    const auto* kind = value.find("kind");
    const bool knows_start = starts == nullptr || std::find(kStarts.begin(), kStarts.end(), starts->text) != kStarts.end();
    if (!knows_start) {
      static_cast<void>(chosen(*starts, kStarts, "way to start"));
    }
    if (!is_known || !knows_start || (kind != nullptr && kind->text != name(member.kind))) {
      member.starts = Starts::Nothing;  // blamed already; no sentence can be looked for
      scenario_.cast.push_back(std::move(member));
      return;
    }
    const bool can_register = member.kind == ActorKind::Phone || member.kind == ActorKind::Client;
    member.starts = can_register ? Starts::Online : Starts::Nothing;
    if (starts != nullptr) {
      member.starts = static_cast<Starts>(chosen(*starts, kStarts, "way to start"));
      if (!can_register && member.starts != Starts::Nothing) {
        member.starts = Starts::Nothing;
        faults_.blame(source_, *starts, fmt::format("a {} actor can't start {}", name(member.kind), starts->text),
                      "only phones and clients register and connect");
      }
    }
    if (!member.account_of.empty() && (member.kind == ActorKind::Server || member.kind == ActorKind::Client)) {
      faults_.blame(source_, key, fmt::format("a {} actor can't be on the account of another", name(member.kind)),
                    "only phones and raw actors log in as somebody");
    }
    scenario_.cast.push_back(std::move(member));
  }

  /// `account of: NAME`: the name, or "" after a fault.
  std::string owner(const config::Node& of, const config::Node& node) {
    const auto found = std::find_if(scenario_.cast.begin(), scenario_.cast.end(), [&](const CastMember& m) { return m.name == node.text; });
    if (node.is_scalar() && found != scenario_.cast.end() && found->kind == ActorKind::Phone && found->account_of.empty()) {
      return node.text;
    }
    faults_.blame(source_, node, fmt::format("'{}' can't be on the account of '{}'", of.text, node.text),
                  "name a phone that stands above it in the cast and has an account of its own");
    return {};
  }

  /// The index of the word in `allowed`; 0 after a fault.
  std::size_t chosen(const config::Node& node, const std::vector<std::string>& allowed, std::string_view what) {
    const auto found = std::find(allowed.begin(), allowed.end(), node.text);
    if (!node.is_scalar() || found == allowed.end()) {
      faults_.blame(source_, node, fmt::format("'{}' is no {}", node.text, what), config::suggestion(node.text, allowed));
      return 0;
    }
    return static_cast<std::size_t>(found - allowed.begin());
  }

  void read_all_cases(const config::Node& root) {
    const auto* cases = root.find_entry("cases");
    const auto* matrix = root.find_entry("matrix");
    if (cases != nullptr && matrix != nullptr) {
      faults_.blame(source_, matrix->key, "a scenario has `cases:` or a `matrix:`, not both");
    } else if (cases != nullptr) {
      scenario_.cases = read_cases(source_, cases->value, faults_);
    } else if (matrix != nullptr) {
      scenario_.cases = read_matrix(source_, matrix->value, faults_);
    } else {
      scenario_.cases.push_back({{}, {}, {source_.name, root.place}});
    }
    check_names_of_cases();
  }

  // Every case gives every name, or a step would fail in some of them only.
  void check_names_of_cases() {
    NameSet names;
    for (const auto& one : scenario_.cases) {
      for (const auto& [name, value] : one.values) {
        names.insert(name);
      }
    }
    for (const auto& name : names) {
      for (const auto& one : scenario_.cases) {
        const auto is_it = [&](const auto& value) { return value.first == name; };
        if (std::none_of(one.values.begin(), one.values.end(), is_it)) {
          faults_.blame(source_, one.where.place, 1, fmt::format("this case has no '{}'", name), "every case gives a value to every name");
        }
      }
      if (body_.cast.find(name) != body_.cast.end()) {
        faults_.blame(source_, scenario_.cases.front().where.place, 1, fmt::format("'{}' is a name of the cast", name));
      }
      body_.names.insert(name);
    }
  }

  void read_setup(StepReader& reader) {
    for (auto& member : scenario_.cast) {
      const auto need = [&](std::string_view verb) -> bool {
        const auto sentence = fmt::format("{} {}", member.name, verb);
        auto step = reader.implied(sentence, member.where.place);
        const auto fits = [&](const Definition* definition) { return definition->of.empty() || definition->of == name(member.kind); };
        if (!step || std::none_of(step->candidates.begin(), step->candidates.end(), fits)) {
          faults_.blame(source_, member.where.place, member.name.size(),
                        fmt::format("'{}' can't start: no sentence '{}' for a {}", member.name, sentence, name(member.kind)),
                        "a folder of sentences defines it; or write { starts: nothing }");
          return false;
        }
        member.setup.push_back(std::move(*step));
        return true;
      };
      const bool registers = member.starts != Starts::Nothing && member.account_of.empty();
      if ((!registers || need("registers")) && member.starts == Starts::Online) {
        static_cast<void>(need("connects"));
      }
    }
  }

  // The author's own file first, in order; then the libraries it uses.
  void sort(config::Diagnostics& faults) const {
    std::stable_sort(faults.begin(), faults.end(), [&](const config::Diagnostic& a, const config::Diagnostic& b) {
      const bool own_a = a.file == source_.name;
      const bool own_b = b.file == source_.name;
      return own_a != own_b ? own_a : a.file != b.file ? a.file < b.file : a.place < b.place;
    });
  }

  const config::Source& source_;
  std::shared_ptr<const config::Source> shared_;
  Faults faults_;
  SentenceScope local_;
  Sentences sentences_;
  Body body_;
  ContentReader content_;
  Scenario scenario_;
};

}  // namespace

Result<Scenario, config::Diagnostics> load_scenario(const config::Source& source, const Library& library, const Vocabulary& vocabulary) {
  return ScenarioReader(source, library, vocabulary).read();
}

Result<Scenario, config::Diagnostics> load_scenario(const std::filesystem::path& path, const Library& library,
                                                    const Vocabulary& vocabulary) {
  const auto source = config::read_source(path);
  if (!source) {
    return fail(source.error());
  }
  return load_scenario(*source, library, vocabulary);
}

config::Diagnostics lint(const Library& library, const Vocabulary& vocabulary) {
  Faults faults;
  const SentenceScope none;
  Sentences sentences(none, library, vocabulary, faults);
  for (const auto& scope : library.scopes()) {
    for (const auto& definition : scope) {
      static_cast<void>(sentences.read(definition, *definition.source, definition.node.place));
    }
  }
  return faults.take();
}

}  // namespace assay::conformance::language
