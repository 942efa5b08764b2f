#include "reference/config/yaml.hpp"

#include <gtest/gtest.h>

namespace assay::config {
namespace {

Node read(const std::string& text) {
  auto node = parse_yaml({"t.yaml", text});
  EXPECT_TRUE(node.has_value()) << (node ? "" : render(node.error()));
  return node ? *node : Node();
}

std::string faults(const std::string& text) {
  const auto node = parse_yaml({"t.yaml", text});
  return node ? "no fault" : render(node.error());
}

TEST(Yaml, KeepsOrderStylesAndPlaces) {
  const auto root = read("b: plain text\na: 'quoted'\nc:\n  - one\n  - |\n    <x>\n      y\n    </x>\n");
  ASSERT_TRUE(root.is_map());
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.entries[0].key.text, "b");
  EXPECT_EQ(root.entries[1].key.text, "a");
  EXPECT_EQ(root.entries[0].value.place, (Place{1, 4}));
  EXPECT_EQ(root.entries[0].value.end, (Place{1, 13}));
  EXPECT_EQ(root.entries[1].value.style, Style::Quoted);
  EXPECT_EQ(root.entries[1].value.end, (Place{2, 11}));
  EXPECT_EQ(root.entries[1].value.place_of(1), (Place{2, 6}));
  const auto& list = root.entries[2].value;
  EXPECT_EQ(list.items[0].place, (Place{4, 5}));
  const auto& block = list.items[1];
  EXPECT_EQ(block.style, Style::Block);
  EXPECT_EQ(block.text, "<x>\n  y\n</x>\n");
  EXPECT_EQ(block.place_of(0), (Place{6, 5}));
  EXPECT_EQ(block.place_of(block.text.find('y')), (Place{7, 7}));
}

TEST(Yaml, NothingIsNull) {
  EXPECT_TRUE(read("").is_null());
  const auto root = read("- bob connects:\n  checks: OFF-01\n");
  ASSERT_EQ(root.items.size(), 1U);
  ASSERT_EQ(root.items[0].entries.size(), 2U);
  EXPECT_TRUE(root.items[0].entries[0].value.is_null());
}

TEST(Yaml, PlainTextOverTwoLinesIsFolded) {
  const auto root = read("a: one two\n  three\nb: x\n");
  EXPECT_EQ(root.find("a")->text, "one two three");
  EXPECT_EQ(root.find("a")->end, (Place{2, 7}));
}

TEST(Yaml, DuplicateKey) {
  EXPECT_EQ(faults("a: 1\nb: 2\na: 3\n"),
            "t.yaml:3:1: error: 'a' is there twice\n"
            "  3 | a: 3\n"
            "    | ^\n"
            "    = the first one is in line 1\n");
}

TEST(Yaml, SwallowedComment) {
  EXPECT_EQ(faults("- alice sends: number #4\n- alice sends: '#5 #6'\n"
                   "- say number #7\n"),
            "t.yaml:1:23: error: everything from this '#' on is a comment, not part of the text\n"
            "  1 | - alice sends: number #4\n"
            "    |                       ^~\n"
            "    = quote the text or use a | block; if it is a comment, put two spaces before it\n"
            "t.yaml:3:14: error: everything from this '#' on is a comment, not part of the text\n"
            "  3 | - say number #7\n"
            "    |              ^~\n"
            "    = quote the text or use a | block; if it is a comment, put two spaces before it\n");
}

TEST(Yaml, CommentsBehindTwoSpacesOrOnTheirOwnAreFine) {
  EXPECT_TRUE(parse_yaml({"t", "# top\na: b  # why\nc: [d, e] # f\n# end\n"}).has_value());
}

TEST(Yaml, AnchorsAliasesAndTags) {
  EXPECT_EQ(faults("a: &x 1\nb: *x\nc: !!str 5\n"),
            "t.yaml:1:4: error: anchors are not allowed\n"
            "  1 | a: &x 1\n"
            "    |    ^~\n"
            "    = write the value out where it is needed\n"
            "t.yaml:2:4: error: aliases are not allowed\n"
            "  2 | b: *x\n"
            "    |    ^\n"
            "    = write the value out: a reader should not have to look elsewhere\n"
            "t.yaml:3:4: error: tags are not allowed\n"
            "  3 | c: !!str 5\n"
            "    |    ^\n"
            "    = every value is a text, a list or a map\n");
}

TEST(Yaml, SecondDocument) {
  EXPECT_EQ(faults("a: 1\n---\nb: 2\n"),
            "t.yaml:3:1: error: a second document in one file\n"
            "  3 | b: 2\n"
            "    | ^\n"
            "    = one file holds one document\n");
}

TEST(Yaml, ColonInPlainXml) {
  EXPECT_EQ(faults("- alice sends: <body>a: b</body>\n"),
            "t.yaml:1:23: error: a ': ' that the text before it can't be a key for\n"
            "  1 | - alice sends: <body>a: b</body>\n"
            "    |                       ^\n"
            "    = a text with ': ' in it needs quotes or a | block\n");
}

TEST(Yaml, KeyBelowAPlainText) {
  const std::string help =
      "    = it belongs in the column of the keys above it, and a text above it that has keys beside it ends with ':'\n";
  EXPECT_EQ(faults("- bob connects\n  checks: OFF-01\n"),
            "t.yaml:2:3: error: the key 'checks' can't stand here\n"
            "  2 |   checks: OFF-01\n"
            "    |   ^~~~~~\n" +
                help);
  EXPECT_EQ(faults("- bob receives: <a/>\n    checks: OFF-01\n"),
            "t.yaml:2:5: error: the key 'checks' can't stand here\n"
            "  2 |     checks: OFF-01\n"
            "    |     ^~~~~~\n" +
                help);
}

TEST(Yaml, WrongIndentation) {
  EXPECT_EQ(faults("a:\n  b: 1\n c: 2\n"),
            "t.yaml:3:2: error: this line does not fit the lines above it\n"
            "  3 |  c: 2\n"
            "    |  ^\n"
            "    = check the indentation\n");
}

TEST(Yaml, KeyThatIsNoText) {
  EXPECT_EQ(faults("- {phone} sends: x\n"),
            "t.yaml:1:3: error: a key must be a text, this is a map\n"
            "  1 | - {phone} sends: x\n"
            "    |   ^\n"
            "    = quote a key that begins with a brace or bracket\n");
  EXPECT_EQ(faults("- {phone}: x\n"),
            "t.yaml:1:3: error: a key must be a text, this is a map\n"
            "  1 | - {phone}: x\n"
            "    |   ^\n"
            "    = quote a key that begins with a brace or bracket\n");
}

TEST(Yaml, OctetsThatAreNoText) {
  EXPECT_EQ(faults("a: \x01\n"),
            "t.yaml:1:4: error: an octet that is neither printable nor UTF-8\n"
            "  1 | a: ?\n"
            "    |    ^\n");
  EXPECT_NE(faults("a: \xC3"), "no fault");
  EXPECT_NE(faults("\xFF\xFE"), "no fault");
  EXPECT_NE(faults("a: b\rc: d"), "no fault");
  EXPECT_TRUE(parse_yaml({"t", "a: b\r\nc: \xC3\xA9\r\n"}).has_value());
}

TEST(Yaml, CaretBehindTabsAndUmlauts) {
  Diagnostic diagnostic = error_at({"t", "\t\xC3\xA9\xC3\xA9x"}, {1, 6}, 1, "m");
  EXPECT_EQ(render(diagnostic), "t:1:6: error: m\n  1 | \t\xC3\xA9\xC3\xA9x\n    | \t  ^\n");
}

TEST(Yaml, WideLinesAreCutAroundTheCaret) {
  const std::string line = std::string(300, 'a') + "X" + std::string(300, 'b');
  const auto text = render(error_at({"t", line}, {1, 301}, 1, "m"));
  EXPECT_NE(text.find("..." + std::string(80, 'a') + "X"), std::string::npos);
  EXPECT_NE(text.find("\n    | " + std::string(83, ' ') + "^\n"), std::string::npos);
}

TEST(Yaml, Limits) {
  YamlLimits limits;
  limits.octets = 10;
  EXPECT_FALSE(parse_yaml({"t", "a: 1234567890"}, limits).has_value());
  EXPECT_TRUE(parse_yaml({"t", std::string(60, '[') + std::string(60, ']')}).has_value());
  EXPECT_FALSE(parse_yaml({"t", std::string(65, '[') + std::string(65, ']')}).has_value());
  EXPECT_FALSE(parse_yaml({"t", std::string(100'000, '[')}).has_value());
}

TEST(Yaml, MissingFile) {
  const auto source = read_source("/nonexistent.yaml");
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(render(source.error()), "/nonexistent.yaml: error: can't be read: No such file or directory\n");
}

}  // namespace
}  // namespace assay::config
