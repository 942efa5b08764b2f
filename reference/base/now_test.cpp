#include "reference/base/now.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

using namespace std::chrono_literals;

constexpr WallTime kMoment{1'767'225'600s};  // 2026-01-01T00:00:00Z

TEST(DateTime, WritesUtcWithMilliseconds) {
  EXPECT_EQ(date_time(kMoment), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(date_time(kMoment + 1h + 2min + 3s + 45ms + 999us), "2026-01-01T01:02:03.045Z");
  EXPECT_EQ(date_time(WallTime{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(DateTime, ReadsWhatXep0082Allows) {
  EXPECT_EQ(from_date_time("2026-01-01T00:00:00Z"), kMoment);
  EXPECT_EQ(from_date_time("2026-01-01T02:30:00+02:30"), kMoment);
  EXPECT_EQ(from_date_time("2025-12-31T19:00:00-05:00"), kMoment);
  EXPECT_EQ(from_date_time("2026-01-01T00:00:00.5Z"), kMoment + 500ms);
  EXPECT_EQ(from_date_time("2026-01-01T00:00:00.0000000019Z"), kMoment + 1ns);
  EXPECT_EQ(from_date_time(date_time(kMoment + 7ms)), kMoment + 7ms);
}

// A device list that is good until the year 2814 wrapped around to another time.
TEST(DateTime, ReadsNoTimeThatItCannotHold) {
  const auto first = from_date_time("1970-01-01T00:00:00+23:59");
  const auto last = from_date_time("2261-12-31T23:59:60.999999999-23:59");
  ASSERT_TRUE(first && last);
  EXPECT_GT(*last - *first, 291 * 365 * 24h);
  for (const char* text : {"1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "2814-04-04T12:00:00.000Z", "0000-01-01T00:00:00Z",
                           "9999-12-31T23:59:59Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00-00:60"}) {
    EXPECT_FALSE(from_date_time(text)) << text;
  }
}

TEST(DateTime, RefusesEverythingElse) {
  for (const char* text :
       {"", "2026-01-01", "2026-01-01T00:00:00", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00ZZ", "20260101T00:00:00Z", "2026-1-1T00:00:00Z"}) {
    EXPECT_FALSE(from_date_time(text)) << text;
  }
}

}  // namespace
}  // namespace assay
