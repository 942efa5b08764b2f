// What people and programs are shown of a small matrix, compared with the files of golden/.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "conformance/grade/sample_test.hpp"
#include "conformance/grade/writers.hpp"
#include "source_folder.hpp"

namespace assay::conformance::grade {
namespace {

void compare(const std::string& file, const std::string& got) {
  const std::string path = std::string(ASSAY_SOURCE_DIR) + "/conformance/grade/golden/" + file;
  if (std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << got;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream wanted;
  wanted << in.rdbuf();
  EXPECT_EQ(wanted.str(), got) << path << "\nIf the change is meant, look at it and run the tests once with ASSAY_UPDATE_GOLDEN=1.";
}

TEST(Golden, MatrixText) { compare("matrix.txt", text(sample_matrix(), reports::Style{})); }
TEST(Golden, MatrixInColour) { compare("matrix.ansi", text(sample_matrix(), reports::Style{.colour = reports::Colour::On})); }
TEST(Golden, MatrixJson) { compare("matrix.json", json(sample_matrix())); }
TEST(Golden, DeletionsText) { compare("deletions.txt", text(sample_deletions(), reports::Style{})); }
TEST(Golden, DeletionsJson) { compare("deletions.json", json(sample_deletions())); }

TEST(Html, HoldsEveryCellAndEscapesNames) {
  const std::string page = html(sample_matrix());
  EXPECT_NE(page.find("<th scope=\"row\" title=\"Pings are not answered. [XEP0199-4.2]\">silent &lt;ping&gt;</th>"), std::string::npos);
  EXPECT_EQ(page.find("silent <ping>"), std::string::npos);
  EXPECT_NE(page.find("title=\"doubled / offline/once#a: killed on OFF-08, MSG-03a\""), std::string::npos);
  EXPECT_NE(page.find("<tr class=\"survivor\">"), std::string::npos);
  EXPECT_NE(page.find("2 of 4 defects caught, 1 false alarm"), std::string::npos);
}

}  // namespace
}  // namespace assay::conformance::grade
