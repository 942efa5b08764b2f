// The canonical form: what changes, what does not, and that every file of the suite keeps its meaning.

#include "conformance/language/format.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "conformance/language/load.hpp"
#include "reference/config/yaml.hpp"
#include "source_folder.hpp"

namespace assay::conformance::language {
namespace {

namespace fs = std::filesystem;

std::string once(const std::string& text) {
  const auto out = formatted({"t.yaml", text});
  EXPECT_TRUE(out.has_value()) << (out ? "" : config::render(out.error()));
  return out ? *out : "";
}

// Formats twice: the second time must change nothing.
std::string form(const std::string& text) {
  const std::string first = once(text);
  EXPECT_EQ(once(first), first);
  return first;
}

TEST(Format, WhatIsCanonicalStays) {
  const std::string text =
      "# A comment.\ntitle: t   # another\n\nsteps:\n  # one step\n  - bob connects:\n    checks: [OFF-01]\n  - a sends bytes: '\\x00 '\n";
  EXPECT_EQ(form(text), text);
  EXPECT_EQ(form(""), "");
}

TEST(Format, BlanksAndLineEnds) {
  EXPECT_EQ(form("title: t  \t\r\n\r\n  \r\n\r\nsteps: []\r\n\r\n"), "title: t\n\nsteps: []\n");
  EXPECT_EQ(form("\n\ntitle: t"), "title: t\n");
  EXPECT_EQ(form("steps:\n  - b connects\n  - a sends: |\n      <x/>"), "steps:\n  - b connects:\n  - a sends: |\n      <x/>\n");
}

TEST(Format, BlanksThatBelongToATextStay) {
  const std::string text =
      "title: t\nsteps:\n  - a sends: |\n      <a>x  \n\n\n      y </a>\n  - a sends bytes: 'one  \n\n\n      two'\n  - a sends bytes: "
      "|+\n      x\n\n\n";
  EXPECT_EQ(form(text), text);
}

TEST(Format, OctetsAtTheEndOfTheFileGetNoNewline) {
  EXPECT_EQ(form("steps:\n  - b connects  \n  - a sends bytes: |\n      x"), "steps:\n  - b connects:\n  - a sends bytes: |\n      x");
}

TEST(Format, AStepAloneEndsInAColon) {
  EXPECT_EQ(
      form("title: t\nsteps:\n  - bob connects  # he does\n  - '{x} connects'\n  - together:\n      - - a connects\n        - b connects\n"
           "  - for each: { n: 1..2 }\n    do:\n      - c connects\n  - in order: [d connects, e connects]\n"),
      "title: t\nsteps:\n  - bob connects:  # he does\n  - '{x} connects':\n  - together:\n      - - a connects:\n        - b connects:\n"
      "  - for each: { n: 1..2 }\n    do:\n      - c connects:\n  - in order: [d connects, e connects]\n");
  EXPECT_EQ(form("- sentence: '{p} x'\n  steps:\n    - '{p} y'\n"), "- sentence: '{p} x'\n  steps:\n    - '{p} y':\n");
  EXPECT_EQ(form("title: t\ntags:\n  - no step\nsteps: []\n"), "title: t\ntags:\n  - no step\nsteps: []\n");
}

TEST(Format, SingleQuotesWhereDoubleOnesAreNotNeeded) {
  EXPECT_EQ(form("title: \"t: u\"\nsteps:\n  - \"{x} y\"\n"), "title: 't: u'\nsteps:\n  - '{x} y':\n");
  const std::string needed = "title: \"it's\"\nbecause: \"a\\tb\"\nsteps: []\n";
  EXPECT_EQ(form(needed), needed);
}

TEST(Format, XmlThatIsHardToReadBecomesABlock) {
  EXPECT_EQ(form("title: t\nsteps:\n  - a sends: '<b>x: y</b>'\n    checks: [X-1]\n  - a receives: \"<b>it's #1 #2</b>\"  # why\n"),
            "title: t\nsteps:\n  - a sends: |\n      <b>x: y</b>\n    checks: [X-1]\n  - a receives: |  # why\n      <b>it's #1 #2</b>\n");
  const std::string eighty(80, 'x');
  EXPECT_EQ(form("title: t\nsteps:\n  - a sends: <b>" + eighty + eighty + "</b>\n"),
            "title: t\nsteps:\n  - a sends: |\n      <b>" + eighty + eighty + "</b>\n");
  EXPECT_EQ(form("title: t\nsteps:\n  - a sends: <b>" + eighty + eighty + "</b>"),
            "title: t\nsteps:\n  - a sends: |\n      <b>" + eighty + eighty + "</b>\n");
  EXPECT_EQ(form("title: t\nsteps:\n  - a sends: <b>" + eighty + "</b>\n"), "title: t\nsteps:\n  - a sends: <b>" + eighty + "</b>\n");
  const std::string octets = "title: t\nsteps:\n  - a sends bytes: '<b>" + eighty + eighty + ": </b>'\n";
  EXPECT_EQ(form(octets), octets);
}

TEST(Format, WhatIsNoYamlIsBlamed) {
  const auto out = formatted({"t.yaml", "title: t\nsteps:\n  - bob connects\n    checks: [OFF-01]\n"});
  ASSERT_FALSE(out.has_value());
  EXPECT_NE(config::render(out.error()).find("t.yaml:4"), std::string::npos);
}

TEST(Format, MeaningIsMoreThanTexts) {
  const auto same = [](const std::string& a, const std::string& b) {
    return same_meaning(config::parse_yaml({"a", a}).value(), config::parse_yaml({"b", b}).value());
  };
  EXPECT_TRUE(same("- x\n", "- x:\n"));
  EXPECT_TRUE(same("a: \"x\"\n", "a: 'x'\n"));
  EXPECT_TRUE(same("- a sends: <x/>\n", "- a sends: |\n    <x/>\n"));
  EXPECT_FALSE(same("- a sends bytes: '<x/>'\n", "- a sends bytes: |\n    <x/>\n"));
  EXPECT_FALSE(same("- a sends bytes: |\n    <x/>\n", "- a sends bytes: |-\n    <x/>\n"));
  EXPECT_FALSE(same("a: x\n", "a: |\n  x\n"));
  EXPECT_FALSE(same("a: 1\n", "a: '1'\n"));
  EXPECT_FALSE(same("- x\n", "- x: y\n"));
  EXPECT_FALSE(same("a: [b]\n", "a: [b, c]\n"));
}

// What follows writes a loaded scenario down, without its places, so that two can be compared.

std::string written(const match::TextTemplate& text) { return "[" + match::describe(text) + "]"; }

std::string written(const match::ElementTemplate& element) {
  std::string out = fmt::format("<{} {} {}{}{}{}", element.name.ns, element.name.local, element.absent, element.optional, element.unordered,
                                static_cast<int>(element.strictness));
  for (const auto& attribute : element.attributes)
    out += fmt::format(" {} {}=", attribute.name.ns, attribute.name.local) + written(attribute.value);
  if (element.each) out += " each " + element.each->name + written(element.each->low) + written(element.each->high);
  out += ">";
  for (const auto& item : element.content) {
    const auto* child = std::get_if<match::ElementTemplate>(&item);
    out += child ? written(*child) : written(std::get<match::TextTemplate>(item));
  }
  return out + "</>";
}

std::string written(const std::vector<match::ElementTemplate>& elements) {
  std::string out;
  for (const auto& element : elements) out += written(element);
  return out;
}

std::string written(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += word + ",";
  return out;
}

std::string written(const std::vector<Step>& steps) {
  std::string out;
  for (const Step& step : steps) {
    out += fmt::format("\n{} {} {} {} | {} {} {} {}", static_cast<int>(step.verb), step.text, written(step.checks), written(step.needs),
                       step.because, step.within ? step.within->count() : -1, step.as_record, written(step.elements));
    out += written(step.content) + written(step.ignores);
    for (const auto& argument : step.arguments) out += " " + argument.parameter + "=" + argument.word;
    for (const auto* text : match::texts(step.command)) out += written(*text);
    for (const auto& [key, value] : step.report) out += key + written(value);
    for (const auto& assignment : step.assignments) out += " " + assignment.name + written(assignment.value);
    for (const auto* definition : step.candidates) out += " -> " + definition->header;
    for (const auto& branch : step.branches) out += " {" + written(branch) + "}";
  }
  return out;
}

std::string written(const Scenario& scenario) {
  std::string out = scenario.id + scenario.title + scenario.because + scenario.limits + written(scenario.checks) + written(scenario.needs) +
                    written(scenario.tags) + written(scenario.ignores);
  for (const auto& member : scenario.cast) {
    out += fmt::format("\n{} {} {}", member.name, name(member.kind), static_cast<int>(member.starts)) + written(member.setup);
  }
  for (const auto& one : scenario.cases) {
    out += "\ncase " + one.id;
    for (const auto& [key, value] : one.values) out += " " + key + "=" + value;
  }
  for (const auto& definition : *scenario.definitions) out += "\n" + definition->header + definition->of + written(definition->steps);
  return out + written(scenario.steps);
}

TEST(Format, EveryFileOfTheSuiteKeepsItsMeaning) {
  const fs::path folder = fs::path(ASSAY_SOURCE_DIR) / "scenarios";
  const auto lib = Library::load({folder / "lib"}).value();
  config::Diagnostics faults;
  Library formatted_lib;
  std::vector<config::Source> sentences;
  std::vector<config::Source> scenarios;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    auto source = config::read_source(entry.path()).value();
    const bool in_lib = source.name.find("/lib/") != std::string::npos;
    if (in_lib) {
      sentences.push_back({source.name, form(source.text)});
    } else {
      scenarios.push_back(std::move(source));
    }
  }
  const auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
  std::sort(sentences.begin(), sentences.end(), by_name);
  formatted_lib.add_scope(sentences, faults);
  EXPECT_EQ(config::render(faults), "");
  EXPECT_GT(scenarios.size(), 50U);
  for (const auto& source : scenarios) {
    const auto before = load_scenario(source, lib);
    const auto after = load_scenario({source.name, form(source.text)}, formatted_lib);
    ASSERT_TRUE(before && after) << source.name;
    EXPECT_EQ(written(*before), written(*after)) << source.name;
  }
}

}  // namespace
}  // namespace assay::conformance::language
