#include "reports/writers/html_text.hpp"

#include <gtest/gtest.h>

namespace assay::reports {
namespace {

TEST(HtmlProse, ShowsCodeBetweenBackticks) {
  EXPECT_EQ(html_prose("`in`, `out` or none"), "<code>in</code>, <code>out</code> or none");
  EXPECT_EQ(html_prose("`<b>`"), "<code>&lt;b&gt;</code>");
  EXPECT_EQ(html_prose("a ` alone"), "a ` alone");
}

}  // namespace
}  // namespace assay::reports
