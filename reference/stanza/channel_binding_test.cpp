#include "reference/stanza/channel_binding.hpp"

#include <gtest/gtest.h>

#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

TEST(ChannelBindingTypes, RoundTrip) {
  const ChannelBindingTypes types{{"tls-exporter", "tls-server-end-point"}};
  EXPECT_EQ(ChannelBindingTypes::parse(types.write()), types);
  EXPECT_EQ(xml::write(types.write()),
            "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/>"
            "<channel-binding type='tls-server-end-point'/></sasl-channel-binding>");
}

TEST(ChannelBindingTypes, LeaveOutWhatIsNone) {
  const auto parsed = xml::parse(
      "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>x<channel-binding/><other type='a'/><channel-binding "
      "type='b'/></sasl-channel-binding>",
      "");
  EXPECT_EQ(ChannelBindingTypes::parse(std::get<xml::Element>(parsed))->names, std::vector<std::string>{"b"});
  EXPECT_FALSE(ChannelBindingTypes::parse(xml::Element("urn:xmpp:sasl-cb:0", "channel-binding")));
}

}  // namespace
}  // namespace assay::stanza
