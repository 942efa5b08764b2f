#include <filesystem>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "reference/service/limit_table.hpp"
#include "reference/service/private_file.hpp"
#include "reference/service/read_settings.hpp"
#include "reference/service/setting_table.hpp"
#include "reference/service/units.hpp"
#include "source_folder.hpp"

namespace assay::service {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class SettingsTest : public testing::Test {
 protected:
  void SetUp() override { path = testing::TempDir() + "settings_test_" + std::to_string(getpid()) + ".yaml"; }
  void TearDown() override { unlink(path.c_str()); }

  Result<Settings, std::string> read(const std::string& text, const Overrides& overrides = {}) {
    std::ofstream(path) << text;
    return read_settings(path, overrides);
  }
  std::string fault(const std::string& text, const Overrides& overrides = {}) {
    const auto settings = read(text, overrides);
    return settings ? "no fault" : settings.error();
  }

  std::string path;
};

TEST_F(SettingsTest, AnEmptyFileIsTheDefaults) {
  const auto settings = read("");
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(print_settings(*settings), print_settings(Settings{}));
}

TEST_F(SettingsTest, TheSampleIsTaken) {
  const auto settings = read_settings(ASSAY_SOURCE_DIR "/reference/service/assay.yaml", {});
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->domain, "chat.example.org");
  EXPECT_THAT(settings->starttls, ElementsAre(Endpoint{"0.0.0.0", 5222}, Endpoint{"::", 5222}));
  EXPECT_EQ(settings->certificate, ASSAY_SOURCE_DIR "/reference/service/certificate.pem");
  EXPECT_EQ(settings->folder, "/var/lib/assay");
  EXPECT_EQ(settings->limits.login_time, std::chrono::seconds{30});
  EXPECT_EQ(settings->limits.stanza_octets, 65'536U);
  EXPECT_EQ(settings->limits.resources, Limits{}.resources);
}

TEST_F(SettingsTest, ThePageIsWrittenFromTheTable) {
  EXPECT_EQ(*read_file(ASSAY_SOURCE_DIR "/reference/service/configuration.md"), settings_page())
      << "write it anew: assay serve --keys > reference/service/configuration.md";
}

TEST_F(SettingsTest, EveryLimitOfTheRegistryHasAKeyAndItsDefault) {
  const std::string registry = *read_file(ASSAY_SOURCE_DIR "/reference/spec/limits.md");
  const std::regex row(R"(\n\| `([a-z_]+)` \| ([^|]*) \| ([0-9,]+) \|)");
  std::size_t rows = 0;
  for (std::sregex_iterator at(registry.begin(), registry.end(), row), end; at != end; ++at, ++rows) {
    const std::string name = (*at)[1];
    const std::string unit = (*at)[2];
    std::string number = (*at)[3];
    number.erase(std::remove(number.begin(), number.end(), ','), number.end());
    const auto& names = limit_names();
    const auto found = std::find_if(names.begin(), names.end(), [&](const LimitName& known) { return known.name == name; });
    ASSERT_NE(found, names.end()) << name << " is not in limit_table.cpp";
    const std::string suffix = unit.rfind("seconds", 0) == 0 ? " s" : unit == "hours" ? " h" : unit == "days" ? " d" : "";
    Limits limits;
    ASSERT_TRUE(found->set(limits, number + suffix)) << name;
    EXPECT_EQ(found->text(limits), found->text(Limits{})) << name;
  }
  EXPECT_EQ(rows, limit_names().size());
}

TEST_F(SettingsTest, WhatIsPrintedReadsAsTheSame) {
  Settings settings;
  settings.domain = "chat.example.org";
  settings.starttls = {{"::1", 0}};
  settings.tls.clear();
  settings.folder = "/a folder: with # signs";
  settings.sms.command = "tr 'a' \"b\" | \\\n tee x\ty";
  settings.limits.login_time = std::chrono::milliseconds{1500};
  settings.log.level = LogDepth::Trace;
  const std::string text = print_settings(settings);
  const auto again = read(text);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(print_settings(*again), text);
  EXPECT_EQ(again->sms.command, settings.sms.command);
  EXPECT_EQ(again->folder, settings.folder);
}

TEST_F(SettingsTest, SecretsAreNotPrinted) {
  const auto settings = read("sms: { url: 'https://example.org/send?key=CANARY' }");
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->sms.url, "https://example.org/send?key=CANARY");
  EXPECT_THAT(print_settings(*settings), AllOf(HasSubstr("https://example.org/send"), testing::Not(HasSubstr("CANARY"))));
  EXPECT_THAT(fault("sms: { url: 'https://me:CANARY@example.org/' }"), HasSubstr("token_file"));
}

TEST_F(SettingsTest, FaultsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(fault("domian: x\n"),
            path + ":1:1: error: unknown key 'domian'\n  1 | domian: x\n    | ^~~~~~\n    = did you mean 'domain'?\n");
  EXPECT_THAT(fault("listen:\n  tls: [127.0.0.1:5223, nowhere]"), AllOf(HasSubstr(":2:25: error:"), HasSubstr("such as 127.0.0.1:5222")));
  EXPECT_THAT(fault("limits: { login_tim: 3 s }"), HasSubstr("did you mean 'login_time'"));
  EXPECT_THAT(fault("limits: { login_time: 3 }"), HasSubstr("wants a time above zero"));
  EXPECT_THAT(fault("limits: { resources: 0 }"), HasSubstr("wants a whole number above zero"));
  EXPECT_THAT(fault("sms: { attempts: 21 }"), HasSubstr("a whole number from 1 to 20"));
  EXPECT_THAT(fault("log: debug"), AllOf(HasSubstr("'log' wants a map, found a text"), HasSubstr("level, file or format")));
  EXPECT_THAT(fault("domain: [a]"), HasSubstr("'domain' wants a domain name, found a list"));
  EXPECT_THAT(fault("domain: Not Good"), HasSubstr("can't be 'Not Good'"));
  EXPECT_THAT(fault("domain:"), HasSubstr("'domain' is empty"));
  EXPECT_THAT(fault("domain: a.example\ndomain: b.example"), HasSubstr("domain"));
  EXPECT_THAT(fault("- a"), HasSubstr("expected a map of settings, found a list"));
  EXPECT_THAT(fault("mechanisms: [PLAIN, SCRAM-SHA-257]"), HasSubstr("did you mean 'SCRAM-SHA-256'"));
  EXPECT_THAT(fault("for_tests: true\ntest_numbers: ['+1']"), HasSubstr("digits"));
  EXPECT_THAT(read_settings("/nowhere.yaml", {}).error(), HasSubstr("/nowhere.yaml"));
}

TEST_F(SettingsTest, WhatGivesAccountsAwayIsRefusedUnlessItIsForTests) {  // REG-25b
  EXPECT_EQ(fault("test_numbers: [1999]\n"), path +
                                                 ":1:16: error: 'test_numbers' is for tests alone, and this configuration is not\n"
                                                 "  1 | test_numbers: [1999]\n    |                ^~~~\n"
                                                 "    = say `for_tests: true` (--for-tests) where no person registers\n");
  EXPECT_THAT(fault("test_code: '135790'"), HasSubstr(":1:12: error: 'test_code' is for tests alone"));
  EXPECT_THAT(fault("test_unreachable: [19990]"), HasSubstr("for tests alone"));
  EXPECT_THAT(fault("", {{"test_numbers", {"1999"}}}), HasSubstr("--test-numbers is for tests alone"));
  const auto settings = read("for_tests: true\ntest_numbers: [1999]\ntest_code: '135790'\ntest_unreachable: ['19990']\n");
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->test_code, "135790");
  EXPECT_THAT(fault("for_tests: true\ntest_numbers: [1999]\ntest_code: '1'"), HasSubstr("must have 6 digits"));
  EXPECT_THAT(fault("for_tests: true\ntest_code: '135790'"), HasSubstr("of no use without test_numbers"));
  EXPECT_THAT(fault("sms: { methods: [pigeon] }"), HasSubstr("can't have 'pigeon'"));
}

TEST_F(SettingsTest, AllFaultsAreFoundAtOnceInOrder) {
  const std::string text = fault("memory: maybe\nlimits: { login_time: soon }\nnonsense: 1\n");
  EXPECT_LT(text.find(":1:9:"), text.find(":2:"));
  EXPECT_LT(text.find(":2:"), text.find(":3:1:"));
}

TEST_F(SettingsTest, ContradictionsAreFaults) {
  EXPECT_THAT(fault("sms: { file: a, command: b }"), HasSubstr("exclude one another"));
  EXPECT_THAT(fault("listen: { starttls: [], tls: [] }"), HasSubstr("nobody could connect"));
  EXPECT_THAT(fault("certificate: a.pem"), HasSubstr("belong together"));
  EXPECT_THAT(fault("limits: { stanza_octets: 9 KiB }"), HasSubstr("10000"));
}

TEST_F(SettingsTest, OptionsOverrideTheFile) {
  const std::string text =
      "domain: a.example\nsms: { url: 'https://example.org/', token_file: t }\nlimits: { profile: default, resources: 3 }";
  const auto settings = read(text, {{"domain", {"b.example"}}, {"sms.file", {"codes"}}, {"limits.profile", {"test"}}});
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->domain, "b.example");
  EXPECT_EQ(settings->sms.url, "");
  EXPECT_EQ(settings->sms.file, "codes");  // from where one stands
  EXPECT_EQ(settings->limits.resources, 3U);
  EXPECT_EQ(settings->limits.mailbox_entries, Limits::test().mailbox_entries);
  EXPECT_THAT(fault(text, {{"listen.tls", {"x"}}}), HasSubstr("--listen-tls can't be 'x'"));
}

TEST(Units, ReadAndWriteTheSame) {
  EXPECT_EQ(time_of("10 min"), std::chrono::minutes{10});
  EXPECT_EQ(time_of("10m"), std::chrono::minutes{10});
  EXPECT_EQ(time_of("1500 ms"), std::chrono::milliseconds{1500});
  EXPECT_EQ(size_of("64 KiB"), 65'536U);
  EXPECT_EQ(size_of("512"), 512U);
  for (const char* bad : {"", "10", "10  min", "min", "10 mins", "-1 s", "1.5 s", "10 min "}) EXPECT_FALSE(time_of(bad)) << bad;
  for (const char* bad : {"", "64 KB", "KiB", "64  KiB", "18446744073709551616"}) EXPECT_FALSE(size_of(bad)) << bad;
  EXPECT_EQ(to_text(std::chrono::milliseconds{1500}), "1500 ms");
  EXPECT_EQ(to_text(std::chrono::hours{48}), "2 d");
  EXPECT_EQ(size_text(10'000), "10000");
  EXPECT_EQ(size_text(1'048'576), "1 MiB");
}

}  // namespace
}  // namespace assay::service
