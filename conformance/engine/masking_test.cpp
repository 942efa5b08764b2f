#include "conformance/engine/masking.hpp"

#include <gtest/gtest.h>

#include "conformance/engine/transcript.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine {
namespace {

xml::Element parsed(const char* text) { return std::get<xml::Element>(xml::parse(text, "jabber:client")); }

TEST(Masking, HidesPayloadsCodesAndTokens) {
  Masking masking;
  EXPECT_EQ(xml::write(masking.masked(parsed("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHUAcA==</auth>"))),
            R"(<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>***</auth>)");
  EXPECT_EQ(xml::write(masking.masked(parsed("<iq><registered xmlns='urn:cxmpp:register:1' jid='a' token='sesame'/></iq>"))),
            R"(<iq><registered xmlns='urn:cxmpp:register:1' jid='a' token='***'/></iq>)");
  EXPECT_EQ(xml::write(masking.masked(parsed("<iq><verify xmlns='urn:cxmpp:register:1' code='123456'/></iq>"))),
            R"(<iq><verify xmlns='urn:cxmpp:register:1' code='***'/></iq>)");
  EXPECT_EQ(masking.scrubbed("token=\"sesame\" and 123456, not 12123456"), "token=\"***\" and ***, not 12123456");
}

TEST(Masking, LeavesAllElse) {
  Masking masking;
  const xml::Element message = parsed("<message to='bob' code='4711'><body>hello</body></message>");
  EXPECT_EQ(masking.masked(message), message);
}

TEST(Transcript, ScrubsEarlierRowsOfLaterSecrets) {
  Transcript transcript;
  transcript.note("alice", "sesame is said");
  transcript.masking().hide("sesame");
  ASSERT_EQ(transcript.rows().size(), 1U);
  EXPECT_EQ(transcript.rows().front().summary, "*** is said");
}

TEST(Transcript, SummarisesAStanzaInOneLine) {
  EXPECT_EQ(summary(parsed("<message to='bob' id='m1' type='chat'><body>number 3</body></message>")),
            "message type=chat \"number 3\" id=m1 to=bob");
  EXPECT_EQ(summary(parsed("<iq from='bob' id='q1' type='error'><query/><error type='cancel'><item-not-found/></error></iq>")),
            "iq type=error id=q1 <query> <error/item-not-found> from=bob");
}

TEST(Transcript, CountsRowsBeyondItsLimit) {
  Transcript transcript;
  for (std::size_t i = 0; i < Transcript::kRows + 3; ++i) transcript.note("alice", "x");
  EXPECT_EQ(transcript.rows().size(), Transcript::kRows + 1);
  EXPECT_EQ(transcript.rows().back().summary, "3 more rows are not shown");
}

}  // namespace
}  // namespace assay::conformance::engine
