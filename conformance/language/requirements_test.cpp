#include "conformance/language/requirements.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::language {
namespace {

TEST(Requirements, ReadsALine) {
  RequirementTable table;
  config::Diagnostics faults;
  parse_requirements({"08-offline.md",
                      "# Offline\n\n"
                      "- **OFF-07** (MUST, server; wire, client event) Order per conversation is kept.\n"
                      "- **RFC6120-8.2.3-b** (SHOULD NOT; review) Something (in brackets).\n"
                      "- plain text\n"},
                     table, faults);
  EXPECT_EQ(config::render(faults), "");
  ASSERT_EQ(table.size(), 2U);
  const auto& offline = table.at("OFF-07");
  EXPECT_EQ(offline.level, Level::Must);
  EXPECT_EQ(offline.role, Role::Server);
  EXPECT_EQ(offline.judged_by, (std::vector<std::string>{"wire", "client event"}));
  EXPECT_EQ(offline.text, "Order per conversation is kept.");
  EXPECT_EQ(offline.line, 3U);
  const auto& standard = table.at("RFC6120-8.2.3-b");
  EXPECT_EQ(name(standard.level), "SHOULD NOT");
  EXPECT_EQ(name(standard.role), "both");
  EXPECT_EQ(standard.text, "Something (in brackets).");
}

TEST(Requirements, BlamesEveryMalformedLine) {
  RequirementTable table;
  config::Diagnostics faults;
  parse_requirements({"c.md",
                      "- **A-1** (MUST, server; wire) One.\n"
                      "- **A-1** (MUST, server; wire) One.\n"
                      "- **A-2 (MUST; wire) Two.\n"
                      "- **A-3** (MUTS; wire) Three.\n"
                      "- **A-4** (MUST, sever; wire) Four.\n"
                      "- **A-5** (MUST; wires) Five.\n"
                      "- **A-6** (MUST) Six.\n"
                      "- **A-7** (MUST; wire)\n"
                      "- **seven** (MUST; wire) Seven.\n"},
                     table, faults);
  EXPECT_EQ(config::render(faults),
            "c.md:2:5: error: 'A-1' is there twice\n"
            "  2 | - **A-1** (MUST, server; wire) One.\n"
            "    |     ^~~\n"
            "    = the first one is c.md:1\n"
            "c.md:3:5: error: the id is never closed with '**'\n"
            "  3 | - **A-2 (MUST; wire) Two.\n"
            "    |     ^\n"
            "    = the line grammar is: - **ID** (LEVEL, server; wire) Text.\n"
            "c.md:4:12: error: 'MUTS' is no level\n"
            "  4 | - **A-3** (MUTS; wire) Three.\n"
            "    |            ^~~~\n"
            "    = did you mean 'MUST'?\n"
            "c.md:5:12: error: 'sever' is no role\n"
            "  5 | - **A-4** (MUST, sever; wire) Four.\n"
            "    |            ^~~~~~~~~~~\n"
            "    = did you mean 'server'?\n"
            "c.md:6:17: error: nothing is judged by 'wires'\n"
            "  6 | - **A-5** (MUST; wires) Five.\n"
            "    |                 ^~~~~~\n"
            "    = did you mean 'wire'?\n"
            "c.md:7:12: error: expected '; ' and how it can be judged\n"
            "  7 | - **A-6** (MUST) Six.\n"
            "    |            ^~~~\n"
            "    = expected wire, store, client event, statistics, simulator, bench or review\n"
            "c.md:8:22: error: the requirement has no text\n"
            "  8 | - **A-7** (MUST; wire)\n"
            "    |                      ^\n"
            "    = the line grammar is: - **ID** (LEVEL, server; wire) Text.\n"
            "c.md:9:5: error: 'seven' is no requirement id\n"
            "  9 | - **seven** (MUST; wire) Seven.\n"
            "    |     ^~~~~\n"
            "    = ids are like OFF-07 or RFC6120-8.2.3-b\n");
}

TEST(Requirements, Capabilities) {
  CapabilityTable table;
  config::Diagnostics faults;
  parse_capabilities({"p.md", "- `offline`: messages wait\n- `offline`: again\n- `ack` no colon\n- text\n"}, table, faults);
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(table.at("offline"), "messages wait");
  EXPECT_EQ(faults.size(), 2U);
}

}  // namespace
}  // namespace assay::conformance::language
