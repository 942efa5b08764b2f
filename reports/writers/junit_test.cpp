// The JUnit report against our schema, by libxml2's command-line tool where it is installed.
#include "reports/writers/junit.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/writers/sample_test.hpp"
#include "source_folder.hpp"

namespace assay::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

void validate(const std::string& xml) {
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / (std::string("assay-") + test->name() + ".xml");
  std::ofstream(file, std::ios::binary) << xml;
  const std::string command = "xmllint --nonet --noout --schema '" ASSAY_SOURCE_DIR "/reports/writers/junit.xsd' '" + file.string() +
                              "' 2>'" + file.string() + ".log'";
  const int status = std::system(command.c_str());
  std::ifstream log(file.string() + ".log");
  EXPECT_EQ(status, 0) << std::string(std::istreambuf_iterator<char>(log), {});
  std::filesystem::remove(file);
  std::filesystem::remove(file.string() + ".log");
}

TEST(JunitSchema, TakesTheSample) { validate(junit(sample_run())); }
TEST(JunitSchema, TakesAnEmptyRun) { validate(junit(RunReport{})); }
TEST(JunitSchema, TakesHostileText) {
  validate(junit(run_of_text("]]> </failure> \"<&'\x1b \xFF \xED\xA0\x80 \xE2\x80\xAE \xEF\xBF\xBE")));
}

TEST(JunitSchema, RefusesWhatIsNotOurs) {
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "assay-not-junit.xml";
  std::ofstream(file) << "<testsuites name='x'><testcase/></testsuites>";
  EXPECT_NE(
      std::system(("xmllint --nonet --noout --schema '" ASSAY_SOURCE_DIR "/reports/writers/junit.xsd' '" + file.string() + "' 2>/dev/null")
                      .c_str()),
      0);
  std::filesystem::remove(file);
}

TEST(Junit, CountsEachKindOnce) {
  const std::string xml = junit(sample_run());
  EXPECT_THAT(xml, HasSubstr("tests=\"10\" failures=\"1\" errors=\"1\" skipped=\"4\""));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"known failure: the roster's"));
}

TEST(Junit, FailureCarriesTheFailurePage) {
  const std::string xml = junit(sample_run());
  EXPECT_THAT(xml, HasSubstr("Entries of a mailbox are delivered in the order"));
  EXPECT_THAT(xml, HasSubstr("scenarios/offline/order.yaml:17:11"));
  EXPECT_THAT(xml, HasSubstr("assay run scenarios/offline/order.yaml --target simulator --seed 8812047713"));
  EXPECT_THAT(xml, Not(HasSubstr("\x1b")));
}

TEST(Junit, AKnownFailureIsNotRedButAStaleBaselineIs) {
  RunReport run = sample_run();
  run.stale_baseline = {"OFF-01 passes"};
  EXPECT_THAT(junit(run), HasSubstr("stale baseline: OFF-01 passes"));
}

}  // namespace
}  // namespace assay::reports
