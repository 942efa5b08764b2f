#include "reference/stanza/stream_management.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza::sm {
namespace {

xml::Element element(const std::string& local, const std::string& rest = "/>") {
  return std::get<xml::Element>(xml::parse("<" + local + " xmlns='urn:xmpp:sm:3' " + rest, xml::ns::kClient));
}

template <class T>
void sm_round_trip(const T& value) {
  EXPECT_EQ(T::parse(value.write()), value) << xml::write(value.write());
  EXPECT_EQ(T::parse(xml::Element("urn:other", value.write().local())), std::nullopt);
}

TEST(StreamManagementElements, RoundTrip) {
  sm_round_trip(Enable{true, std::chrono::seconds{30}});
  sm_round_trip(Enable{});
  sm_round_trip(Enabled{true, "id", std::chrono::seconds{30}});
  sm_round_trip(Enabled{});
  sm_round_trip(Answer{0xffff'ffffU});
  sm_round_trip(Resume{"id", 3});
  sm_round_trip(Resumed{"id", 0});
  sm_round_trip(Failed{"item-not-found", 3});
  sm_round_trip(Failed{});
  const StreamError error = handled_count_too_high(10, 8);
  EXPECT_EQ(StreamError::parse(error.write()), error);
}

TEST(StreamManagementElements, RefuseWhatIsNoCountOrTime) {
  EXPECT_EQ(Enable::parse(element("enable", "resume='1'/>"))->resume, true);
  EXPECT_EQ(Enable::parse(element("enable", "resume='0'/>"))->resume, false);
  EXPECT_FALSE(Enable::parse(element("enable", "resume='yes'/>")));
  EXPECT_FALSE(Enable::parse(element("enable", "max='0'/>")));
  EXPECT_FALSE(Enable::parse(element("enable", "max='-3'/>")));
  EXPECT_FALSE(Enabled::parse(element("enabled", "resume='true'/>"))) << "without an id it cannot be resumed";
  for (const char* h : {"h=''/>", "h='4294967296'/>", "h='1x'/>", "/>"}) {
    EXPECT_FALSE(Answer::parse(element("a", h))) << h;
    EXPECT_FALSE(Resume::parse(element("resume", std::string("previd='x' ") + h))) << h;
  }
  EXPECT_FALSE(Resumed::parse(element("resumed", "previd='' h='1'/>")));
}

TEST(StreamManagementElements, OnlyStanzasCount) {
  EXPECT_TRUE(is_counted({xml::ns::kClient, "iq"}));
  EXPECT_FALSE(is_counted({xml::ns::kClient, "ack"}));
  EXPECT_FALSE(is_counted({kNs, "iq"}));
}

}  // namespace
}  // namespace assay::stanza::sm
