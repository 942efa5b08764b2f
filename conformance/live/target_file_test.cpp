#include "conformance/live/target_file.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace assay::conformance::live {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class TargetFileTest : public testing::Test {
 protected:
  void SetUp() override { path = testing::TempDir() + "target_file_test_" + std::to_string(getpid()) + ".yaml"; }
  void TearDown() override { unlink(path.c_str()); }

  Result<TargetFile, config::Diagnostics> read(const std::string& sms) {
    std::ofstream(path) << "name: x\nlaunch: run\n" << sms;
    return load_target(path);
  }
  std::string fault(const std::string& sms) {
    const auto file = read(sms);
    return file ? "no fault" : config::render(file.error(), config::Colour::Never);
  }

  std::string path;
};

TEST_F(TargetFileTest, EachWayOfCodesIsRead) {
  EXPECT_EQ(read("")->sms.file, "");
  EXPECT_EQ(read("sms: { file: codes }")->sms.file, (std::filesystem::path(path).parent_path() / "codes").string());
  EXPECT_EQ(read("sms_file: /codes")->sms.file, "/codes");
  EXPECT_EQ(read("sms: { command: ./code-of }")->sms.command, "./code-of");
  EXPECT_EQ(read("sms: { fixed: '0123' }")->sms.fixed, "0123");
  const auto one_line = read("sms: { webhook: 127.0.0.1:8080/a/b }");
  EXPECT_EQ(one_line->sms.webhook, (Endpoint{"127.0.0.1", 8080}));
  EXPECT_EQ(one_line->sms.webhook_path, "/a/b");
  const auto map = read("sms: { webhook: { listen: '[::1]:0', path: /sms, number: To, code: Body } }");
  EXPECT_EQ(map->sms.webhook, (Endpoint{"::1", 0}));
  EXPECT_EQ(map->sms.fields.number, "To");
  EXPECT_EQ(map->sms.fields.code, "Body");
}

TEST_F(TargetFileTest, FaultsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(fault("sms: { fixed: 12345678901 }\n"), path +
                                                        ":3:15: error: \"12345678901\" is no code\n"
                                                        "  3 | sms: { fixed: 12345678901 }\n    |               ^~~~~~~~~~~\n"
                                                        "    = four to nine digits, in quotes: '123456'\n");
  EXPECT_THAT(fault("sms: { webhook: nowhere }"), AllOf(HasSubstr(":3:17: error:"), HasSubstr("for example 127.0.0.1:8080/sms")));
  EXPECT_THAT(fault("sms: { webhook: { path: /x } }"), HasSubstr("listen"));
  EXPECT_THAT(fault("sms: { webhook: { listen: 127.0.0.1:0, path: x } }"), HasSubstr("begins with '/'"));
  EXPECT_THAT(fault("sms: { webhook: { listen: 127.0.0.1:0, nunber: x } }"), HasSubstr("did you mean 'number'"));
  EXPECT_THAT(fault("sms: { file: a, fixed: '1234' }"), HasSubstr("by one way"));
  EXPECT_THAT(fault("sms: {}"), HasSubstr("by one way"));
  EXPECT_THAT(fault("sms_file: a\nsms: { fixed: '1234' }"), HasSubstr("by one way"));
  EXPECT_THAT(fault("sms: { comand: a }"), HasSubstr("did you mean 'command'"));
}

}  // namespace
}  // namespace assay::conformance::live
