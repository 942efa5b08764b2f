// Truth tables: what must fit, what must not, and what is then said.

#include "conformance/match/match.hpp"

#include <gtest/gtest.h>

#include "conformance/match/command_template.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::match {
namespace {

/// Two pure functions and one that counts.
class Functions final : public FunctionTable {
 public:
  bool has(std::string_view name) const override { return name == "new_id" || name == "concat" || name == "pair" || name == "now"; }
  Result<Value, std::string> call(std::string_view name, const std::vector<Value>& arguments) override {
    if (name == "new_id") {
      return Value{"id-" + std::to_string(++ids_), {}};
    }
    if (name == "now") {
      return Value{"2026-01-01T00:00:00.000Z", {}};
    }
    if (name == "pair") {
      return Value{"p", {{"first", "1"}, {"second", "2"}}};
    }
    if (arguments.size() < 2) {
      return fail(std::string("concat() wants two texts"));
    }
    Value out;
    for (const auto& argument : arguments) {
      out.text += argument.text;
    }
    return out;
  }

 private:
  int ids_ = 0;
};

struct World {
  World() {
    scope.bind("bob", Value{"bob@d", {{"number", "+1"}}});
    scope.bind("n", Value{"4", {}});
  }
  Scope scope;
  Functions functions;
};

xml::Element element(std::string_view text) {
  auto parsed = xml::parse(text, "jabber:client", {{"stream", "http://etherx.jabber.org/streams"}});
  EXPECT_TRUE(std::holds_alternative<xml::Element>(parsed)) << text;
  return std::holds_alternative<xml::Element>(parsed) ? std::get<xml::Element>(parsed) : xml::Element();
}

ElementTemplate pattern(std::string_view text) {
  auto parsed = parse_element(text);
  EXPECT_TRUE(parsed.has_value()) << text << ": " << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : ElementTemplate();
}

std::string text_verdict(const std::string& wanted, const std::string& got) {
  World world;
  const auto parsed = parse_text(wanted);
  if (!parsed) {
    return "fault: " + parsed.error().message;
  }
  const auto fits = match(*parsed, got, "t", world.scope, world.functions);
  return fits ? "fits" : fits.error().text();
}

std::string verdict(const std::string& wanted, const std::string& got) {
  World world;
  const auto fits = match(pattern(wanted), element(got), world.scope, world.functions);
  return fits ? "fits" : fits.error().text();
}

struct Row {
  const char* wanted;
  const char* got;
  const char* said;
};

TEST(TextMatch, TruthTable) {
  const Row rows[] = {
      {"number 3", "number 3", "fits"},
      {"number 3", "number 4", "t: wanted \"number 3\", got \"number 4\""},
      {"", "", "fits"},
      {"", "x", "t: wanted \"\", got \"x\""},
      {"number {n}", "number 4", "fits"},
      {"number {n}", "number 5", "t: wanted \"number 4\", got \"number 5\""},
      {"{bob}", "bob@d", "fits"},
      {"{bob.number}", "+1", "fits"},
      {"{bob.none}", "+1", "t: wanted \"{bob.none}\", but nothing is called 'bob.none' here, got \"+1\""},
      {"{any}", "", "fits"},
      {"a{any}c", "abbc", "fits"},
      {"a{any}c", "abb", "t: wanted \"a{any}c\", got \"abb\""},
      {"{/[0-9]{6}/}", "123456", "fits"},
      {"{/[0-9]{6}/}", "12345", "t: wanted {/[0-9]{6}/}, got \"12345\""},
      {"{/a|b/}", "ab", "t: wanted {/a|b/}, got \"ab\""},
      {"{1..9}", "9", "fits"},
      {"{1..9}", "10", "t: wanted {1..9}, got \"10\""},
      {"{1..9}", "x", "t: wanted {1..9}, got \"x\""},
      {"{-2..2}", "-1", "fits"},
      {"v{1..20}.{0..3}", "v12.3", "fits"},
      {"{one of away, dnd}", "dnd", "fits"},
      {"{one of away, dnd}", "xa", "t: wanted {one of away, dnd}, got \"xa\""},
      {"{one of bob, 'n'}", "bob@d", "fits"},
      {"{one of bob, 'n'}", "n", "fits"},
      {"{one of bob, 'n'}", "bob", "t: wanted {one of bob, 'n'}, where bob is \"bob@d\", got \"bob\""},
      {"{after now}", "2026-01-01T00:00:00.000Z", "fits"},
      {"{after now}", "2025-12-31T23:59:59.999Z",
       "t: wanted {after now}, which is 2026-01-01T00:00:00.000Z, got \"2025-12-31T23:59:59.999Z\""},
      {"{after now}", "soon", "t: wanted {after now}, which is 2026-01-01T00:00:00.000Z, got \"soon\""},
      {"{concat(n, '-', bob.number)}", "4-+1", "fits"},
      {"{concat(n)}", "4", "t: wanted \"{concat(n)}\", but concat() wants two texts, got \"4\""},
      {"{pair().second}", "2", "fits"},
      {"{pair().third}", "2", "t: wanted \"{pair().third}\", but what pair gives has no field 'third', got \"2\""},
      {"{none(n)}", "4", "t: wanted \"{none(n)}\", but there is no function 'none', got \"4\""},
      {"{{n}", "{n}", "fits"},
      {"{n = any}", "4", "fits"},
      {"{n = any}", "5", "t: wanted \"4\", got \"5\""},
      {"{x = any}-{y = any}", "a-b-c", "fits"},
      {"{n", "4", "fault: this brace is never closed"},
      {"{}", "4", "fault: nothing between the braces"},
      {"{n + 1}", "4", "fault: unexpected '+ 1'"},
      {"{/(/}", "4", "fault: this is no regular expression"},
      {"{9..1}", "4", "fault: a range is two whole numbers, the smaller one first"},
      {"{f(}", "4", "fault: expected a value"},
      {"{f('a}", "4", "fault: the quoted text has no end"},
      {"{one of }", "4", "fault: a choice is missing"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(text_verdict(row.wanted, row.got), row.said) << row.wanted << " <- " << row.got;
  }
}

TEST(TextMatch, FaultsKnowTheirPlace) {
  const auto parsed = parse_text("ab {n + 1}");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().offset, 6U);
  EXPECT_EQ(parsed.error().length, 3U);
}

TEST(TextMatch, HostileTextEnds) {
  EXPECT_NE(text_verdict("{any}a{any}a{any}a{any}b", std::string(4'000, 'a')), "fits");
  EXPECT_NE(text_verdict("{/(a*)*b/}", std::string(100'000, 'a')), "fits");
}

TEST(ElementMatch, StanzasAreLenient) {
  const Row rows[] = {
      {"<message/>", "<message from='a'><body>x</body></message>", "fits"},
      {"<message/>", "<presence/>", "message: wanted <message/>, got <presence/>"},
      {"<message><body>number 3</body></message>", "<message><body>number 4</body></message>",
       "message/body: wanted \"number 3\", got \"number 4\""},
      {"<message><body>number {n}</body></message>", "<message><x xmlns='u:x'/><body>number 4</body></message>", "fits"},
      {"<message><body/></message>", "<message><body>anything</body></message>", "fits"},
      {"<message><body/></message>", "<message/>", "message/body: wanted <body/>, got nothing"},
      {"<message id='{m = any}'/>", "<message/>", "message/@id: wanted {m = any}, got nothing"},
      {"<message type='chat'/>", "<message type='normal'/>", "message/@type: wanted \"chat\", got \"normal\""},
      {"<message from='{bob}'/>", "<message/>", "message/@from: wanted \"bob@d\", got nothing"},
      {"<message><subject>s</subject><body>b</body></message>", "<message><body>b</body><subject>s</subject></message>", "fits"},
      {"<message type='{absent}'/>", "<message/>", "fits"},
      {"<message type='{absent}'/>", "<message type='chat'/>", "message/@type: wanted no such attribute, got \"chat\""},
      {"<message>\n  <body>b</body>\n</message>", "<message><body>b</body></message>", "fits"},
      {"<iq><a xmlns='u:1'/></iq>", "<iq><a xmlns='u:2'/></iq>", "iq/a: wanted <a xmlns=\"u:1\"/>, got <a xmlns=\"u:2\"/>"},
      {"<message><body>b</body><body>c</body></message>", "<message><body>c</body><body>b</body></message>", "fits"},
      {"<message><body>b</body><body>c</body></message>", "<message><body>c</body></message>", "message/body[1]: wanted \"b\", got \"c\""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(verdict(row.wanted, row.got), row.said) << row.wanted << " <- " << row.got;
  }
}

TEST(ElementMatch, ExtensionsAreStrict) {
  const Row rows[] = {
      {"<a xmlns='u:1'/>", "<a xmlns='u:1'/>", "fits"},
      {"<a xmlns='u:1'/>", "<a xmlns='u:1' x='1'/>", "a/@x: wanted no such attribute, got \"1\""},
      {"<a xmlns='u:1'/>", "<a xmlns='u:1' xml:lang='de'/>", "fits"},
      {"<a xmlns='u:1'/>", "<a xmlns='u:1'><b/></a>", "a/b: wanted nothing more, got <b/>"},
      {"<a xmlns='u:1'/>", "<a xmlns='u:1'><b xmlns='u:2'/></a>", "fits"},
      {"<a xmlns='u:1'/>", "<a xmlns='u:1'>text</a>", "a: wanted no text, got \"text\""},
      {"<a xmlns='u:1'><b/><c/></a>", "<a xmlns='u:1'><b/><c/></a>", "fits"},
      {"<a xmlns='u:1'><b/><c/></a>", "<a xmlns='u:1'><c/><b/></a>", "a/c: wanted <c/> in this place, got one that stands before"},
      {"<a xmlns='u:1' s:unordered='true'><b/><c/></a>", "<a xmlns='u:1'><c/><b/></a>", "fits"},
      {"<a xmlns='u:1' s:strict='false'><b/></a>", "<a xmlns='u:1' y='2'><c/><b/></a>", "fits"},
      {"<a xmlns='u:1' s:lenient='true'><b/></a>", "<a xmlns='u:1' y='2'><c/><b><d/></b></a>", "fits"},
      {"<message s:strict='true'><body>b</body></message>", "<message id='1'><body>b</body></message>",
       "message/@id: wanted no such attribute, got \"1\""},
      {"<message s:strict='true'><body>b</body></message>", "<message><body>b</body><thread>t</thread></message>",
       "message/thread: wanted nothing more, got <thread/>"},
      {"<iq><a xmlns='u:1'><b s:optional='true'/><c/></a></iq>", "<iq><a xmlns='u:1'><c/></a></iq>", "fits"},
      {"<iq><a xmlns='u:1'><b s:optional='true'/><c/></a></iq>", "<iq><a xmlns='u:1'><b/><c/></a></iq>", "fits"},
      {"<iq><a xmlns='u:1'><b s:optional='true' x='1'/><c/></a></iq>", "<iq><a xmlns='u:1'><b x='2'/><c/></a></iq>",
       "iq/a/b/@x: wanted \"1\", got \"2\""},
      {"<message><delay xmlns='u:d' s:absent='true'/></message>", "<message/>", "fits"},
      {"<message><error s:absent='true'/></message>", "<message><error/></message>", "message/error: wanted no <error/>, got <error/>"},
      {"<message><x xmlns='u:d' s:absent='true' s:lenient='true'/></message>", "<message><x xmlns='u:d' stamp='1'/></message>",
       "message/x: wanted no <x/>, got <x/>"},
      {"<q xmlns='u:q'><i n='{n}' s:each='n in 1..3'/></q>", "<q xmlns='u:q'><i n='1'/><i n='2'/><i n='3'/></q>", "fits"},
      {"<q xmlns='u:q'><i n='{n}' s:each='n in 1..3'/></q>", "<q xmlns='u:q'><i n='1'/><i n='3'/></q>",
       "q/i[2]/@n: wanted \"2\", got \"3\""},
      {"<q xmlns='u:q'><i n='{k}' s:each='k in 1..{n}'/></q>", "<q xmlns='u:q'><i n='1'/><i n='2'/><i n='3'/><i n='4'/></q>", "fits"},
      {"<q xmlns='u:q' s:unordered='true'><i s:each='k in b, a'>{k}</i></q>", "<q xmlns='u:q'><i>a</i><i>b</i></q>", "fits"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(verdict(row.wanted, row.got), row.said) << row.wanted << " <- " << row.got;
  }
}

TEST(ElementMatch, NamesAreBoundOnlyIfAllFits) {
  World world;
  const auto wanted = pattern("<message id='{m = any}'><body>{b = any}</body><thread>t</thread></message>");
  EXPECT_FALSE(match(wanted, element("<message id='1'><body>x</body><thread>u</thread></message>"), world.scope, world.functions));
  EXPECT_FALSE(world.scope.lookup("m").has_value());
  EXPECT_TRUE(match(wanted, element("<message id='1'><body>x</body><thread>t</thread></message>"), world.scope, world.functions));
  EXPECT_EQ(world.scope.lookup("m")->text, "1");
  EXPECT_EQ(world.scope.lookup("b")->text, "x");
  EXPECT_FALSE(match(wanted, element("<message id='2'><body>x</body><thread>t</thread></message>"), world.scope, world.functions));
}

TEST(ElementMatch, TriesAnotherAssignmentOfChildren) {
  World world;
  const auto wanted = pattern("<m><i a='{x = any}'/><i a='{y = any}' b='{x}'/></m>");
  EXPECT_TRUE(match(wanted, element("<m><i a='1' b='2'/><i a='2'/></m>"), world.scope, world.functions));
  EXPECT_EQ(world.scope.lookup("x")->text, "2");
  EXPECT_EQ(world.scope.lookup("y")->text, "1");
}

TEST(ElementMatch, AnActorsFieldCanBeBound) {
  World world;
  EXPECT_TRUE(match(pattern("<r t='{bob.token = any}'/>"), element("<r t='secret'/>"), world.scope, world.functions));
  EXPECT_EQ(world.scope.lookup("bob.token")->text, "secret");
  EXPECT_EQ(world.scope.lookup("bob")->text, "bob@d");
}

TEST(ElementMatch, ManyEqualChildrenEnd) {
  std::string wanted = "<m>";
  std::string got = "<m>";
  for (int i = 0; i < 40; ++i) {
    wanted += "<i a='{any}'/>";
    got += "<i a='1'/>";
  }
  EXPECT_NE(verdict(wanted + "<z/></m>", got + "</m>"), "fits");
}

TEST(ElementMatch, OpeningTag) {
  World world;
  const auto wanted = parse_opening_tag("<stream:stream from='d' id='{sid = any}' xmlns='jabber:client'>");
  ASSERT_TRUE(wanted.has_value());
  EXPECT_TRUE(match_opening_tag(*wanted, element("<stream:stream from='d' id='7' version='1.0'/>"), world.scope, world.functions));
  EXPECT_EQ(world.scope.lookup("sid")->text, "7");
  const auto fits = match_opening_tag(*wanted, element("<stream:stream id='7'/>"), world.scope, world.functions);
  ASSERT_FALSE(fits.has_value());
  EXPECT_EQ(fits.error().text(), "stream/@from: wanted \"d\", got nothing");
}

TEST(Instantiate, FillsInAndBinds) {
  World world;
  const auto made = instantiate(pattern("<message to='{bob}' id='{m = new id}'>\n <body>{{n} is {n} &amp; <![CDATA[<]]></body>\n"
                                        " <i xmlns='u:i' s:each='k in a, b'>{k}</i><x s:absent='true'/></message>"),
                                world.scope, world.functions);
  ASSERT_TRUE(made.has_value()) << made.error();
  EXPECT_EQ(xml::write(*made),
            "<message to='bob@d' id='id-1'><body>{n} is 4 &amp; &lt;</body><i xmlns='u:i'>a</i><i xmlns='u:i'>b</i></message>");
  EXPECT_EQ(world.scope.lookup("m")->text, "id-1");
}

TEST(Instantiate, ValuesCantInject) {
  World world;
  world.scope.bind("evil", Value{"'/><x>", {}});
  const auto made = instantiate(pattern("<m a='{evil}'>{evil}</m>"), world.scope, world.functions);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(*made->find_attribute("a"), "'/><x>");
  EXPECT_EQ(made->text(), "'/><x>");
}

TEST(Instantiate, SaysWhatCantBeSent) {
  World world;
  EXPECT_EQ(instantiate(pattern("<m a='{any}'/>"), world.scope, world.functions).error(),
            "{any} is a pattern: it can be compared with, not sent");
  EXPECT_EQ(instantiate(pattern("<m a='{zoe}'/>"), world.scope, world.functions).error(), "nothing is called 'zoe' here");
}

TEST(ElementTemplate, FaultsKnowTheirPlace) {
  struct Fault {
    const char* text;
    std::size_t line, column;
    const char* message;
  };
  const Fault faults[] = {
      {"<a>\n  <b>\n</a>", 3, 3, "this is no well-formed XML: "},
      {"<a>\n  <b c='{n + 1}'/>\n</a>", 2, 12, "unexpected '+ 1'"},
      {"<a s:optonal='true'/>", 1, 4, "the engine has no attribute s:optonal"},
      {"<a s:optional='yes'/>", 1, 4, "s:optional wants \"true\" or \"false\""},
      {"<a s:each='1..2'/>", 1, 4, "'1..2' names no rounds"},
      {"<s:a/>", 1, 1, "the prefix s: is for attributes of the engine, not for elements"},
  };
  for (const auto& fault : faults) {
    const auto parsed = parse_element(fault.text);
    ASSERT_FALSE(parsed.has_value()) << fault.text;
    EXPECT_EQ(parsed.error().message.substr(0, std::string(fault.message).size()), fault.message) << fault.text;
    EXPECT_EQ(parsed.error().line, fault.line) << fault.text;
    EXPECT_EQ(parsed.error().column, fault.column) << fault.text;
  }
}

TEST(Report, ComparesPaths) {
  World world;
  const MapTemplate wanted{{"event", *parse_text("message")}, {"from", *parse_text("{bob}")}, {"id", *parse_text("{i = any}")}};
  EXPECT_TRUE(match(wanted, {{"event", "message"}, {"from", "bob@d"}, {"id", "1"}, {"more", "x"}}, world.scope, world.functions));
  EXPECT_EQ(world.scope.lookup("i")->text, "1");
  EXPECT_EQ(match(wanted, {{"event", "message"}}, world.scope, world.functions).error().text(), "from: wanted \"{bob}\", got nothing");
}

TEST(Command, WritesJsonAndFlattens) {
  World world;
  using Command = CommandTemplate;
  const auto text = [](const char* words, bool bare) { return Command{Command::Text{*parse_text(words), bare}}; };
  Command command{Command::Map{{"do", text("send", true)},
                               {"to", text("{bob}", false)},
                               {"list", Command{Command::List{text("1", true), text("1", false), text("a\"\n", false)}}},
                               {"on", text("true", true)}}};
  EXPECT_EQ(json_line(command, world.scope, world.functions).value(), R"({"do":"send","to":"bob@d","list":[1,"1","a\"\u000a"],"on":true})");
  const auto flat = flattened(command);
  ASSERT_EQ(flat.size(), 7U);
  EXPECT_EQ(flat[2].first, "list.length");
  EXPECT_EQ(flat[4].first, "list[1]");
}

}  // namespace
}  // namespace assay::conformance::match
