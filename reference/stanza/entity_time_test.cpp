#include "reference/stanza/entity_time.hpp"

#include <gtest/gtest.h>

#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

std::optional<EntityTime> read(const std::string& tzo, const std::string& utc) {
  const auto parsed = xml::parse("<time><tzo>" + tzo + "</tzo><utc>" + utc + "</utc></time>", kTimeNs);
  return EntityTime::parse(std::get<xml::Element>(parsed));
}

TEST(EntityTime, RoundTrips) {
  for (const int minutes : {0, 90, -360, 23 * 60 + 59}) {
    const EntityTime time{std::chrono::minutes{minutes}, WallTime{std::chrono::seconds{1'767'225'600}}};
    EXPECT_EQ(EntityTime::parse(time.write()), time) << minutes;
  }
  EXPECT_EQ(xml::write(EntityTime{std::chrono::minutes{-360}, WallTime{std::chrono::seconds{0}}}.write()),
            "<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>1970-01-01T00:00:00.000Z</utc></time>");
}

TEST(EntityTime, ReadsWhatXep0082AllowsAndNothingElse) {
  EXPECT_EQ(read("Z", "2006-12-19T17:58:35Z")->offset, std::chrono::minutes{0});
  for (const char* tzo : {"", "06:00", "+6:00", "+24:00", "+06:60", "+06.00", "-06:0x"})
    EXPECT_FALSE(read(tzo, "2006-12-19T17:58:35Z")) << tzo;
  EXPECT_FALSE(read("Z", "yesterday"));
  EXPECT_FALSE(EntityTime::parse(xml::Element(kTimeNs, "time")));
}

}  // namespace
}  // namespace assay::stanza
