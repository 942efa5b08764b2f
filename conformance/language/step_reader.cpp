#include "conformance/language/step_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "conformance/language/time_unit.hpp"
#include "conformance/match/each.hpp"
#include "reference/config/nearest.hpp"
#include "reference/config/reader.hpp"

namespace assay::conformance::language {
namespace {

const std::vector<std::string> kStepKeys = {"checks", "needs", "within", "because", "as",     "ignores",
                                            "do",     "in",    "pieces", "until",   "through"};

bool sends(Verb verb) { return verb == Verb::Send || verb == Verb::SendBytes || verb == Verb::SendOutsideTls || verb == Verb::SendOpening; }

bool is_absence(Verb verb) { return verb == Verb::ReceiveNothing || verb == Verb::ReceiveNothingMore; }

bool is_step_key(const std::string& word) { return std::find(kStepKeys.begin(), kStepKeys.end(), word) != kStepKeys.end(); }

}  // namespace

StepReader::StepReader(Sentences& sentences, Body& body)
    : sentences_(sentences), body_(body), content_(sentences.faults(), body, sentences.vocabulary()) {}

void StepReader::blame(const config::Node& node, std::string message, std::string help) {
  sentences_.faults().blame(body_.source, node, std::move(message), std::move(help));
}

std::vector<Step> StepReader::list(const config::Node& node) {
  std::vector<Step> out;
  if (!node.is_sequence()) {
    blame(node, fmt::format("expected a list of steps, found {}", config::noun(node.kind)), "each step begins with '- '");
    return out;
  }
  for (const auto& item : node.items) {
    if (auto one = step(item)) {
      out.push_back(std::move(*one));
    }
  }
  return out;
}

std::optional<Step> StepReader::step(const config::Node& node) {
  if (node.is_scalar()) {
    return sentence(node, config::Node(), nullptr);
  }
  if (!node.is_map() || node.entries.empty()) {
    blame(node, fmt::format("expected a step, found {}", config::noun(node.kind)));
    return std::nullopt;
  }
  const auto& first = node.entries.front();
  if (is_step_key(first.key.text)) {
    blame(first.key, fmt::format("a step begins with its sentence, not with '{}'", first.key.text));
    return std::nullopt;
  }
  auto out = sentence(first.key, first.value, &node);
  if (out) {
    read_keys(*out, node);
  }
  return out;
}

std::optional<Step> StepReader::sentence(const config::Node& key, const config::Node& value, const config::Node* whole) {
  const auto words = tokens(key.text);
  if (!words) {
    sentences_.faults().blame(body_.source, key.place_of(words.error().offset), 1, words.error().message);
    return std::nullopt;
  }
  const auto meaning = sentences_.find(*words);
  if (!meaning) {
    blame_unknown(*words, key);
    return std::nullopt;
  }
  Step out;
  out.where = {body_.source.name, key.place};
  out.text = key.text;
  if (meaning->builtin != nullptr) {
    read_builtin(out, *meaning, key, value, whole);
  } else {
    read_call(out, *meaning, key, value);
  }
  return out;
}

void StepReader::blame_unknown(const std::vector<Token>& words, const config::Node& key) {
  if (sentences_.faults().full()) {
    return;
  }
  const auto meant = sentences_.nearest_to(words);
  blame(key, fmt::format("no sentence fits '{}'", key.text), meant.empty() ? "" : fmt::format("did you mean '{}'?", meant));
}

Argument StepReader::argument(const Token& token, std::string parameter, const config::Node& key) {
  Argument out;
  out.parameter = std::move(parameter);
  out.where = {body_.source.name, key.place_of(token.offset)};
  out.word = token.text;
  if (token.kind == Token::Kind::Parameter) {
    out.reference = token.text;
    out.word = "{" + token.text + "}";
  }
  auto parsed = match::parse_text(out.word);
  if (parsed) {
    out.value = std::move(*parsed);
    content_.check(key, out.value);
  } else {
    sentences_.faults().blame(body_.source, out.where.place, token.length, parsed.error().message, parsed.error().help);
  }
  return out;
}

// A name in braces was checked as a name already; what it stands for is known only when the step is reached.
void StepReader::want_actor(const Argument& argument, std::size_t length, const std::vector<std::string>& also) {
  if (argument.reference) {
    body_.actors.insert(*argument.reference);
    return;
  }
  if (body_.cast.find(argument.word) != body_.cast.end() || sentences_.faults().full()) {
    return;
  }
  std::vector<std::string> known(body_.cast.begin(), body_.cast.end());
  known.insert(known.end(), also.begin(), also.end());
  auto help = config::suggestion(argument.word, known);
  if (known.empty()) {
    help = "a definition knows only its parameters, such as {phone}";
  }
  sentences_.faults().blame(body_.source, argument.where.place, length, fmt::format("nobody in the cast is called '{}'", argument.word),
                            std::move(help));
}

void StepReader::want_endpoint(const Argument& argument, std::size_t length) {
  if (argument.reference || argument.value.literal() == nullptr || argument.word == "c2s" || argument.word == "c2s-tls" ||
      argument.word == "media") {
    return;
  }
  want_actor(argument, length, {"c2s", "c2s-tls", "media"});
}

void StepReader::read_builtin(Step& step, const Meaning& meaning, const config::Node& key, const config::Node& value,
                              const config::Node* whole) {
  const auto& builtin = *meaning.builtin;
  step.verb = builtin.verb;
  for (std::size_t i = 0; i < meaning.arguments.size(); ++i) {
    auto read = argument(meaning.arguments[i], meaning.parameters[i], key);
    if (i == 0 && builtin.has_actor) {
      want_actor(read, meaning.arguments[i].length);
      step.actor = std::move(read);
    } else {
      if (step.verb == Verb::OpenConnection) {
        want_endpoint(read, meaning.arguments[i].length);
        read.parameter = "to";
      }
      step.arguments.push_back(std::move(read));
    }
  }
  if (step.verb == Verb::Pass || step.verb == Verb::JumpForward || step.verb == Verb::JumpBack) {
    read_time(step, key);
  }
  if (step.verb == Verb::ForEach && whole != nullptr) {
    read_loop(step, value, *whole);
  } else if (step.verb == Verb::Either) {
    read_either(step, value);
  } else if (builtin.content == Content::Branches || builtin.content == Content::Steps) {
    read_branches(step, value, whole);
  } else if (expects(key, value, builtin.content)) {
    read_content(step, builtin, value, whole);
  }
}

void StepReader::read_time(Step& step, const config::Node& key) {
  const auto* count = step.arguments[0].value.literal();
  const auto* unit = step.arguments[1].value.literal();
  if (count != nullptr && (count->empty() || count->size() > 9 || count->find_first_not_of("0123456789") != std::string::npos)) {
    blame(key, fmt::format("'{}' is no number", *count), "time passes as in: 30 days pass");
  }
  if (unit != nullptr && !time_unit(*unit)) {
    blame(key, fmt::format("'{}' is no unit of time", *unit), "expected seconds, minutes, hours or days");
  }
}

// Whether what stands behind the ':' can be read as `content`; else says why not. Keys that slid into it are the commonest mistake.
bool StepReader::expects(const config::Node& key, const config::Node& value, Content content) {
  if (value.is_map()) {
    for (const auto& entry : value.entries) {
      if (is_step_key(entry.key.text) && entry.key.text != "do" && entry.key.text != "in") {
        blame(entry.key, fmt::format("'{}' stands too deep: here it is an argument of the sentence", entry.key.text),
              "put it in the column in which the sentence begins");
        return false;
      }
    }
  }
  const bool may_be_absent = content == Content::None || content == Content::OptionalElement || content == Content::OptionalOpeningTag ||
                             content == Content::OptionalAlert;
  if (content == Content::None && !value.is_null()) {
    blame(value, fmt::format("nothing can stand behind '{}:'", key.text));
    return false;
  }
  if (value.is_null() && !may_be_absent) {
    blame(key, fmt::format("'{}' wants {} behind a ':'", key.text, noun(content)));
    return false;
  }
  return !value.is_null();
}

void StepReader::read_content(Step& step, const Builtin& builtin, const config::Node& value, const config::Node* whole) {
  switch (builtin.content) {
    case Content::Element:
    case Content::OptionalElement: step.elements = content_.element(value); return;
    case Content::OptionalOpeningTag: step.elements = content_.opening_tag(value); return;
    case Content::Elements: step.elements = content_.elements(value); return;
    case Content::Bytes: step.content = content_.bytes(value); return;
    case Content::RawText: step.content = content_.raw_text(value); return;
    case Content::Pattern: step.content = content_.text(value); return;
    case Content::OptionalAlert: step.content = content_.tls_alert(value); return;
    case Content::Command:
    case Content::Report:
      if (!value.is_map()) {
        blame(value, fmt::format("expected a map, found {}", config::noun(value.kind)));
      } else if (builtin.content == Content::Command) {
        step.command = content_.command(value);
      } else {
        step.report = match::flattened(content_.command(value));
      }
      return;
    case Content::Assignments: step.assignments = assignments(value); return;
    case Content::Rounds: blame(value, "`for each` wants steps under `do:`"); return;
    case Content::None:
    case Content::Branches:
    case Content::Steps: static_cast<void>(whole); return;
  }
}

std::vector<Assignment> StepReader::assignments(const config::Node& node) {
  std::vector<Assignment> out;
  if (!node.is_map()) {
    blame(node, fmt::format("expected a map of names and values, found {}", config::noun(node.kind)));
    return out;
  }
  for (const auto& [key, value] : node.entries) {
    Assignment one;
    one.where = {body_.source.name, key.place};
    one.value = content_.text(value);
    const auto dot = key.text.rfind('.');
    one.name = dot == std::string::npos ? key.text : key.text.substr(dot + 1);
    if (!match::is_name(one.name)) {
      blame(key, fmt::format("'{}' can't be a name", key.text), "a letter, then letters, digits, '_' and '-'");
      continue;
    }
    if (dot == std::string::npos) {
      body_.names.insert(one.name);
    } else {
      const auto owner = tokens(std::string_view(key.text).substr(0, dot));
      if (!owner || owner->size() != 1) {
        blame(key, fmt::format("'{}' can't be a name", key.text));
        continue;
      }
      one.actor = argument(owner->front(), {}, key);
      want_actor(*one.actor, owner->front().length);
    }
    out.push_back(std::move(one));
  }
  return out;
}

void StepReader::read_loop(Step& step, const config::Node& value, const config::Node& whole) {
  const config::Node* rounds = whole.find("in");
  const config::Node* name = &value;
  if (value.is_map() && value.entries.size() == 1) {
    name = &value.entries.front().key;
    rounds = &value.entries.front().value;
  }
  Loop loop;
  if (rounds == nullptr || !name->is_scalar() || !match::is_name(name->text)) {
    blame(value, fmt::format("`for each` wants {}", noun(Content::Rounds)));
    return;
  }
  loop.name = name->text;
  if (rounds->is_sequence() && !rounds->items.empty()) {
    for (const auto& item : rounds->items) {
      loop.items.push_back(content_.text(item));
    }
  } else if (!rounds->is_scalar() || !match::parse_rounds(rounds->text, loop) || loop.items.size() == 1) {
    blame(*rounds, fmt::format("these are no values for '{}'", loop.name), "a range such as 1..20, or a list such as [a, b]");
    return;
  } else {
    content_.check(*rounds, loop.low);
    content_.check(*rounds, loop.high);
    for (const auto& item : loop.items) {
      content_.check(*rounds, item);
    }
  }
  const auto* steps = whole.find("do");
  if (steps == nullptr) {
    blame(whole.entries.front().key, "`for each` wants steps under `do:`");
    return;
  }
  const auto outside = body_.names;
  body_.names.insert(loop.name);
  step.branches.push_back(list(*steps));
  body_.names = outside;
  step.loop = std::move(loop);
}

void StepReader::read_branches(Step& step, const config::Node& value, const config::Node* whole) {
  const auto* node = &value;
  if (value.is_null() && whole != nullptr && whole->find("do") != nullptr) {
    node = whole->find("do");
  }
  if (!node->is_sequence() || node->items.empty()) {
    sentences_.faults().blame(body_.source, step.where.place, step.text.size(),
                              fmt::format("'{}' wants {} behind a ':'", step.text, noun(Content::Steps)));
    return;
  }
  if (step.verb == Verb::InOrder) {
    step.branches.push_back(list(*node));
    return;
  }
  for (const auto& item : node->items) {
    if (item.is_sequence()) {
      step.branches.push_back(list(item));
    } else if (auto one = this->step(item)) {
      step.branches.push_back({std::move(*one)});
    }
  }
}

void StepReader::read_call(Step& step, const Meaning& meaning, const config::Node& key, const config::Node& value) {
  step.verb = Verb::Call;
  for (const auto* raw : meaning.definitions) {
    if (const auto* definition = sentences_.read(*raw, body_.source, key.place)) {
      step.candidates.push_back(definition);
    }
  }
  for (std::size_t i = 0; i < meaning.arguments.size(); ++i) {
    auto read = argument(meaning.arguments[i], meaning.parameters[i], key);
    const auto wants = [&](const Definition* definition) { return i < definition->wants_actor.size() && definition->wants_actor[i]; };
    if (std::any_of(step.candidates.begin(), step.candidates.end(), wants)) {
      want_actor(read, meaning.arguments[i].length);
    }
    step.arguments.push_back(std::move(read));
  }
  if (!step.arguments.empty() && meaning.definitions.front()->header.tokens.front().kind == Token::Kind::Parameter) {
    step.actor = step.arguments.front();
  }
  static_cast<void>(expects(key, value, Content::None));
}

void StepReader::read_keys(Step& step, const config::Node& node) {
  for (std::size_t i = 1; i < node.entries.size(); ++i) {
    const auto& [key, value] = node.entries[i];
    if (key.text == "checks") {
      step.checks = content_.requirements(value);
    } else if (key.text == "needs") {
      step.needs = content_.capabilities(value);
    } else if (key.text == "within") {
      step.within = value.is_scalar() ? config::parse_duration(value.text) : std::nullopt;
      if (!step.within) {
        blame(value, "'within' wants a time", "such as 250ms, 30s, 10m, 12h or 7d");
      }
    } else if (key.text == "because") {
      step.because = value.text;
      if (!value.is_scalar()) {
        blame(value, "'because' wants a text");
      }
    } else if (key.text == "ignores") {
      step.ignores = content_.elements(value);
    } else if (key.text == "pieces" && sends(step.verb)) {
      step.pieces = content_.pieces(value);
    } else if ((key.text == "until" || key.text == "through") && is_absence(step.verb)) {
      read_marker(step, key, value);
    } else if (key.text == "as" && step.verb == Verb::Call) {
      read_as(step, value);
    } else if (key.text == "do" && (step.verb == Verb::ForEach || step.verb == Verb::Together || step.verb == Verb::InOrder)) {
      continue;
    } else if (key.text == "in" && step.verb == Verb::ForEach) {
      continue;
    } else if (is_step_key(key.text)) {
      blame(key, fmt::format("'{}' has no meaning for '{}'", key.text, step.text));
    } else {
      blame(key, fmt::format("unknown key '{}' of a step", key.text), config::suggestion(key.text, kStepKeys));
    }
  }
}

void StepReader::read_marker(Step& step, const config::Node& key, const config::Node& value) {
  auto elements = content_.element(value);
  if (elements.empty()) {
    return;  // blamed already
  }
  if (step.until || step.through) {
    blame(key, "one event proves it: `until` or `through`, not both");
    return;
  }
  (key.text == "until" ? step.until : step.through) = std::move(elements.front());
}

void StepReader::read_as(Step& step, const config::Node& node) {
  const auto add = [&](const config::Node& name) {
    if (!name.is_scalar() || !match::is_name(name.text)) {
      blame(name, "'as' wants a name, or a map of returned names to names here");
      return false;
    }
    body_.names.insert(name.text);
    return true;
  };
  if (!node.is_map()) {
    step.as_record = add(node) ? node.text : "";
    return;
  }
  for (const auto& [key, value] : node.entries) {
    if (add(value)) {
      step.as_names.emplace_back(key.text, value.text);
    }
  }
}

Step StepReader::returns(const config::Entry& entry) {
  Step out;
  out.verb = Verb::Return;
  out.where = {body_.source.name, entry.key.place};
  out.text = entry.key.text;
  out.assignments = assignments(entry.value);
  return out;
}

std::optional<Step> StepReader::implied(std::string_view sentence, config::Place place) {
  config::Node key;
  key.kind = config::Kind::Scalar;
  key.text = std::string(sentence);
  key.place = key.end = place;
  const auto words = tokens(sentence);
  const auto meaning = words ? sentences_.find(*words) : std::nullopt;
  if (!meaning || meaning->builtin != nullptr) {
    return std::nullopt;
  }
  return this->sentence(key, config::Node(), nullptr);
}

}  // namespace assay::conformance::language
