#include "reference/crypto/scram_messages.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

using Code = ScramFault::Code;

TEST(Saslname, EscapesBothWays) {
  EXPECT_EQ(write_saslname("a,b=c"), "a=2Cb=3Dc");
  EXPECT_EQ(parse_saslname("a=2Cb=3Dc"), "a,b=c");
  for (const char* bad : {"", "=", "=2", "=2c", "=20", "a=", "a,b"}) EXPECT_FALSE(parse_saslname(bad)) << bad;
}

TEST(ClientFirst, CarriesBindingAndAuthzid) {
  const ScramClientFirst first{{ChannelBindingUse::Used, "tls-exporter", "other,one"}, "us=er", "abc"};
  EXPECT_EQ(first.write(), "p=tls-exporter,a=other=2Cone,n=us=3Der,r=abc");
  const auto parsed = parse_client_first(first.write());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->message.gs2, first.gs2);
  EXPECT_EQ(parsed->message.username, "us=er");
  EXPECT_EQ(parsed->gs2_text, "p=tls-exporter,a=other=2Cone,");
  EXPECT_EQ(parsed->bare, "n=us=3Der,r=abc");
}

TEST(ClientFirst, IgnoresOptionalExtensions) {
  const auto parsed = parse_client_first("y,,n=user,r=abc,x=whatever,y=1");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->message.gs2.use, ChannelBindingUse::NotOffered);
  EXPECT_EQ(parsed->bare, "n=user,r=abc,x=whatever,y=1");
}

TEST(ClientFirst, RefusesWhatTheGrammarRefuses) {
  for (const char* bad : {"",
                          "n",
                          "n,",
                          "n,,",
                          "n,,n=user",
                          "n,,n=user,",
                          "n,,n=user,r=",
                          "n,,n=,r=abc",
                          "n,,r=abc,n=user",
                          "x,,n=user,r=abc",
                          "p=,,n=user,r=abc",
                          "p=a b,,n=user,r=abc",
                          "p,,n=user,r=abc",
                          "n,a=,n=user,r=abc",
                          "n,b=x,n=user,r=abc",
                          "n,,n=us=er,r=abc",
                          "n,,n=user,r=a c",
                          "n,,n=user,r=abc,",
                          "n,,n=user,r=abc,x",
                          "n,,n=user,r=abc,1=2",
                          "n,,n=user,r=abc,,x=1",
                          "n,,m=ext,n=user,r=abc",
                          "n=user,r=abc"}) {
    const auto parsed = parse_client_first(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, Code::MalformedRequest) << bad;
    EXPECT_FALSE(parsed.error().text.empty());
  }
  EXPECT_FALSE(parse_client_first("n,,n=user,r=abc,x=" + std::string(kScramMessageOctets, 'x')));
}

TEST(ClientFirst, RefusesWhatIsNotUtf8) {
  for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xe0\x80\x80"}) {
    const auto parsed = parse_client_first(std::string("n,,n=") + bad + ",r=abc");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, Code::InvalidEncoding);
  }
  EXPECT_FALSE(parse_client_first(std::string("n,,n=u\0r,r=abc", 14)));
  EXPECT_TRUE(parse_client_first("n,,n=\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80,r=abc"));
}

TEST(ServerFirst, MustContinueTheNonce) {
  EXPECT_TRUE(parse_server_first("r=abcdef,s=QUJD,i=4096", "abc"));
  for (const char* nonce : {"abc", "xbcdef", "ab"}) {
    const auto parsed = parse_server_first(std::string("r=") + nonce + ",s=QUJD,i=4096", "abc");
    ASSERT_FALSE(parsed) << nonce;
    EXPECT_EQ(parsed.error().code, Code::NotAuthorized);
  }
}

TEST(ServerFirst, RefusesWhatTheGrammarRefuses) {
  for (const char* bad : {"", "r=abcd", "r=abcd,s=QUJD", "r=abcd,s=QUJD,i=", "r=abcd,s=QUJD,i=0", "r=abcd,s=QUJD,i=04",
                          "r=abcd,s=QUJD,i=-1", "r=abcd,s=QUJD,i=99999999999", "r=abcd,s=QUJD,i=4096x", "r=abcd,s=,i=1",
                          "s=QUJD,r=abcd,i=1", "m=x,r=abcd,s=QUJD,i=1", "r=abcd,s=QUJD,i=4096,"}) {
    const auto parsed = parse_server_first(bad, "abc");
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, Code::MalformedRequest) << bad;
  }
  EXPECT_EQ(parse_server_first("r=abcd,s=QUJ,i=1", "abc").error().code, Code::InvalidEncoding);
  EXPECT_EQ(parse_server_first("r=abcd,s=QUJD,i=1000001", "abc").error().code, Code::NotAuthorized);
}

TEST(ClientFinal, ChecksBindingThenNonce) {
  const ScramExpectation expected{"p=tls-exporter,,", "octets", "abcdef"};
  const ScramClientFinal good{"p=tls-exporter,,octets", "abcdef", "proof"};
  const auto parsed = parse_client_final(good.write(), expected);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->message.proof, "proof");
  EXPECT_EQ(parsed->without_proof, good.without_proof());

  const auto code_of = [&](const ScramClientFinal& final) { return parse_client_final(final.write(), expected).error().code; };
  EXPECT_EQ(code_of({"p=tls-exporter,,Octets", "abcdef", "proof"}), Code::NotAuthorized);
  EXPECT_EQ(code_of({"n,,", "abcdef", "proof"}), Code::NotAuthorized);
  EXPECT_EQ(code_of({"p=tls-exporter,,octets", "abcdeg", "proof"}), Code::NotAuthorized);
}

TEST(ClientFinal, RefusesWhatTheGrammarRefuses) {
  const ScramExpectation expected{"n,,", {}, "abc"};
  ASSERT_TRUE(parse_client_final("c=biws,r=abc,p=QUJD", expected));
  ASSERT_TRUE(parse_client_final("c=biws,r=abc,x=1,p=QUJD", expected));
  for (const char* bad : {"", "c=biws", "c=biws,r=abc", "c=biws,r=abc,p=", "c=,r=abc,p=QUJD", "r=abc,c=biws,p=QUJD", "c=biws,r=,p=QUJD",
                          "c=biws,r=abc,,p=QUJD", "c=biws,r=abc,p=QUJD,x=1", "m=1,c=biws,r=abc,p=QUJD"}) {
    const auto parsed = parse_client_final(bad, expected);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, Code::MalformedRequest) << bad;
  }
  EXPECT_EQ(parse_client_final("c=biw,r=abc,p=QUJD", expected).error().code, Code::InvalidEncoding);
  EXPECT_EQ(parse_client_final("c=biws,r=abc,p=QUJ", expected).error().code, Code::InvalidEncoding);
}

TEST(ServerFinal, IsAVerifierOrAnError) {
  EXPECT_EQ(parse_server_final("v=QUJD")->signature, "ABC");
  EXPECT_EQ(parse_server_final("e=invalid-proof")->error, "invalid-proof");
  EXPECT_EQ((ScramServerFinal{{}, "unknown-user"}.write()), "e=unknown-user");
  for (const char* bad : {"", "v=", "e=", "x=QUJD", "v=QUJD,"}) EXPECT_FALSE(parse_server_final(bad)) << bad;
  EXPECT_EQ(parse_server_final("v=!").error().code, Code::InvalidEncoding);
}

TEST(Fault, NamesASaslCondition) {
  EXPECT_EQ(sasl_condition(Code::InvalidEncoding), "incorrect-encoding");
  EXPECT_EQ(sasl_condition(Code::NotAuthorized), "not-authorized");
  EXPECT_EQ(sasl_condition(Code::MalformedRequest), "malformed-request");
}

}  // namespace
}  // namespace assay::crypto
