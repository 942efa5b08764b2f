#include "reference/config/reader.hpp"

#include <gtest/gtest.h>

#include "reference/config/nearest.hpp"
#include "reference/config/yaml.hpp"

namespace assay::config {
namespace {

using namespace std::chrono_literals;

TEST(Reader, ReadsWhatIsThere) {
  const Source source{"c.yaml", "name: x\ntls: direct\nwait: 30s\nmost: 64KiB\nport: 5222\nlist: [a, b]\none: a\non: true\n"};
  const auto node = parse_yaml(source).value();
  Diagnostics faults;
  MapReader reader(source, node, faults);
  EXPECT_EQ(reader.required_text("name"), "x");
  EXPECT_EQ(reader.choice("tls", {"starttls", "direct"}), "direct");
  EXPECT_EQ(reader.duration("wait", 0s), 30s);
  EXPECT_EQ(reader.size("most", 0), 65'536U);
  EXPECT_EQ(reader.integer("port", 0, 1, 65'535), 5'222);
  EXPECT_EQ(reader.texts("list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(reader.texts("one"), (std::vector<std::string>{"a"}));
  EXPECT_TRUE(reader.flag("on", false));
  EXPECT_EQ(reader.text("absent", "fallback"), "fallback");
  reader.finish();
  EXPECT_EQ(render(faults), "");
}

TEST(Reader, BlamesEverythingAtOnce) {
  const Source source{"c.yaml", "tls: starttsl\nwait: 30\nport: 70000\nprot: 1\n"};
  const auto node = parse_yaml(source).value();
  Diagnostics faults;
  MapReader reader(source, node, faults);
  static_cast<void>(reader.required_text("name"));
  EXPECT_EQ(reader.choice("tls", {"starttls", "direct"}), "starttls");
  EXPECT_EQ(reader.duration("wait", 5s), 5s);
  EXPECT_EQ(reader.integer("port", 1, 1, 65'535), 1);
  reader.finish();
  EXPECT_EQ(render(faults),
            "c.yaml:1:1: error: 'name' is missing\n"
            "  1 | tls: starttsl\n"
            "    | ^\n"
            "c.yaml:1:6: error: 'tls' can't be 'starttsl'\n"
            "  1 | tls: starttsl\n"
            "    |      ^~~~~~~~\n"
            "    = did you mean 'starttls'?\n"
            "c.yaml:2:7: error: 'wait' wants a time\n"
            "  2 | wait: 30\n"
            "    |       ^~\n"
            "    = such as 250ms, 30s, 10m, 12h or 7d\n"
            "c.yaml:3:7: error: 'port' wants a whole number from 1 to 65535\n"
            "  3 | port: 70000\n"
            "    |       ^~~~~\n"
            "c.yaml:4:1: error: unknown key 'prot'\n"
            "  4 | prot: 1\n"
            "    | ^~~~\n"
            "    = did you mean 'port'?\n");
}

TEST(Reader, Durations) {
  EXPECT_EQ(parse_duration("250ms"), 250ms);
  EXPECT_EQ(parse_duration("7d"), 168h);
  EXPECT_EQ(parse_duration("0"), 0s);
  for (const auto* bad : {"", "s", "-1s", "1.5s", "10", "1 s", "99999999999999999999s", "9999999999d", "1x"}) {
    EXPECT_FALSE(parse_duration(bad).has_value()) << bad;
  }
}

TEST(Nearest, CountsEdits) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("recieves", "receives"), 1U);
  EXPECT_EQ(nearest("snds", {"receives", "sends"}), "sends");
  EXPECT_EQ(nearest("xyz", {"receives", "sends"}), "");
  EXPECT_EQ(suggestion("xyz", {"a", "b", "c"}), "expected a, b or c");
}

}  // namespace
}  // namespace assay::config
