// Logins by SASL2, by password and by token, against a stream whose owner does nothing inline.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/crypto/hashed_token.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/server_stream.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kAgent = "d4565fa7-4d72-4749-b3d3-740edbf87770";

class OneAccount final : public Credentials {
 public:
  StoredPassword find(crypto::HashName hash, std::string_view username) override {
    const crypto::ScramKeys keys = crypto::scram_keys(hash, username == "alice" ? "secret" : "\x01", "salt", 1);
    return {"salt", 1, keys.stored_key, keys.server_key};
  }
};

// "new token" and "old token", in a state that the test sets.
class TwoTokens final : public TokenLogins {
 public:
  std::vector<TokenCandidate> candidates(const TokenLogin& login) override {
    asked = login;
    std::vector<TokenCandidate> both;
    both.push_back({crypto::Secret(Bytes("new token")), states[0]});
    both.push_back({crypto::Secret(Bytes("old token")), states[1]});
    return both;
  }
  void used(const TokenLogin&, std::size_t place) override { used_place = place; }

  TokenState states[2] = {TokenState::Good, TokenState::Good};
  std::optional<TokenLogin> asked;
  std::optional<std::size_t> used_place;
};

class Sasl2Test : public testing::Test {
 protected:
  Sasl2Test() {
    settings_.domain = "example.org";
    settings_.mechanisms = {"SCRAM-SHA-256", "PLAIN"};
    settings_.require_tls = false;
    settings_.tokens = &tokens_;
    settings_.bind_logins = true;
    tls_.exporter = "exported";
    tls_.server_end_point = "certificate";
  }

  std::string open(bool tls = true, const std::string& from = {}) {
    stream_.emplace(settings_, credentials_, random_, tls ? FirstOctets::Tls : FirstOctets::Plain, Now{});
    if (tls) stream_->secured(tls_);
    return feed(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' " +
        (from.empty() ? "" : "from='" + from + "' ") + "version='1.0'>");
  }
  std::string feed(const std::string& octets) {
    stream_->receive(octets);
    while (auto event = stream_->next_event()) {
      if (auto* login = std::get_if<LoginMade>(&*event)) {
        stream_->succeed({login->additional_data, stream_->facts().username + "@example.org", {}}, ServerStream::Begun::Nothing);
      }
    }
    return stream_->take_output();
  }
  std::string log_in(const std::string& mechanism, const std::optional<Bytes>& initial, std::vector<xml::Element> inlined = {}) {
    return feed(
        xml::write(stanza::sasl2::Authenticate{mechanism, initial, stanza::sasl2::UserAgent{kAgent, {}, {}}, std::move(inlined)}.write()));
  }
  std::string plain(const std::string& password = "secret", const std::string& authzid = {}) {
    return log_in("PLAIN", authzid + '\0' + "alice" + '\0' + password);
  }
  std::string show(const std::string& token, const std::string& mechanism, const Bytes& octets = {}, stanza::fast::Use use = {}) {
    return log_in(mechanism, crypto::HashedTokenMessage{"alice", crypto::initiator_hash(token, octets)}.write(), {use.write()});
  }

  ServerSettings settings_;
  OneAccount credentials_;
  TwoTokens tokens_;
  KeyedRandom random_{1, "stream"};
  TlsFacts tls_;
  std::optional<ServerStream> stream_;
};

TEST_F(Sasl2Test, IsOfferedInsideTlsAlone) {
  EXPECT_THAT(open(), AllOf(HasSubstr("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-256-PLUS</mechanism>"),
                            HasSubstr("<mechanism>HT-SHA-256-EXPR</mechanism><mechanism>HT-SHA-256-ENDP</mechanism>"
                                      "<mechanism>HT-SHA-256-NONE</mechanism>")));
  EXPECT_THAT(open(false), Not(HasSubstr("urn:xmpp:sasl:2")));
  EXPECT_THAT(plain(), HasSubstr("<encryption-required"));
}

TEST_F(Sasl2Test, TokensAreBoundWhereTheListenerBindsLogins) {
  settings_.bind_logins = false;
  EXPECT_THAT(open(),
              AllOf(HasSubstr("<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>"), Not(HasSubstr("EXPR"))));
  settings_.tokens = nullptr;
  EXPECT_THAT(open(), Not(HasSubstr("urn:xmpp:fast:0")));
}

TEST_F(Sasl2Test, LogsInWithoutANewStream) {
  open();
  EXPECT_THAT(plain(), StartsWith("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@example.org</authorization-identifier>"
                                  "</success><stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
  EXPECT_THAT(plain(), HasSubstr("<stream:error"));
}

TEST_F(Sasl2Test, SaysWhatIsWrongAndTakesAnotherLogin) {
  open();
  EXPECT_THAT(plain("wrong"), AllOf(HasSubstr("<not-authorized"), HasSubstr("<bad-token xmlns='urn:cxmpp:errors:1'/>")));
  EXPECT_THAT(log_in("OTHER", {}), HasSubstr("<invalid-mechanism"));
  EXPECT_THAT(feed("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>?</initial-response></authenticate>"),
              HasSubstr("<malformed-request"));
  EXPECT_THAT(plain("secret", "bob@example.org"), HasSubstr("<invalid-authzid"));
  EXPECT_THAT(plain(), HasSubstr("<success"));
}

TEST_F(Sasl2Test, CountsFailuresOfBothProfilesTogether) {
  settings_.limits.failed_logins = 2;
  open();
  plain("wrong");
  EXPECT_THAT(feed("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHdyb25n</auth>"),
              AllOf(HasSubstr("<not-authorized"), HasSubstr("<policy-violation")));
}

TEST_F(Sasl2Test, NobodyLogsInUnderAnotherNameThanHeCameWith) {
  open(true, "bob@example.org");
  EXPECT_THAT(plain(), HasSubstr("<invalid-authzid"));
  EXPECT_EQ(stream_->facts().username, "");
  open(true, "alice@example.org/phone");
  EXPECT_THAT(plain(), HasSubstr("<success"));
}

TEST_F(Sasl2Test, NothingElseDuringAnExchange) {
  for (const char* other :
       {"<presence/>", "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"}) {
    open();
    EXPECT_THAT(log_in("SCRAM-SHA-256", "n,,n=alice,r=nonce"), HasSubstr("<challenge xmlns='urn:xmpp:sasl:2'>"));
    EXPECT_THAT(feed(other), HasSubstr("<policy-violation")) << other;
  }
  open();
  feed("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>biwsbj1hbGljZSxyPW5vbmNl</auth>");
  EXPECT_THAT(plain(), HasSubstr("<policy-violation"));
}

TEST_F(Sasl2Test, ATokenLogsInBoundToItsConnection) {
  open();
  EXPECT_THAT(show("old token", "HT-SHA-256-EXPR", "certificate"), HasSubstr("<bad-token"));
  EXPECT_THAT(show("old token", "HT-SHA-256-EXPR", "exported"),
              HasSubstr("<additional-data>" + base64(crypto::responder_hash("old token", "exported")) + "</additional-data>"));
  EXPECT_EQ(tokens_.used_place, 1U);
  EXPECT_EQ(tokens_.asked->user_agent, kAgent);
  open();
  EXPECT_THAT(show("new token", "HT-SHA-256-ENDP", "certificate", {7, true}), HasSubstr("<success"));
  EXPECT_EQ(tokens_.used_place, 0U);
  EXPECT_EQ(tokens_.asked->count, 7U);
  EXPECT_TRUE(tokens_.asked->invalidate);
}

// TLS 1.2: a type that TLS 1.3 does not have.
TEST_F(Sasl2Test, ATokenCanBeBoundByTlsUnique) {
  open();
  EXPECT_THAT(show("new token", "HT-SHA-256-UNIQ", "finished"), HasSubstr("<invalid-mechanism"));
  tls_ = TlsFacts{};
  tls_.unique = "finished";
  EXPECT_THAT(open(), AllOf(HasSubstr("HT-SHA-256-UNIQ"), Not(HasSubstr("HT-SHA-256-EXPR"))));
  EXPECT_THAT(show("new token", "HT-SHA-256-UNIQ", "other"), HasSubstr("<bad-token"));
  EXPECT_THAT(show("new token", "HT-SHA-256-UNIQ", "finished"), HasSubstr("<success"));
}

TEST_F(Sasl2Test, OnlyWhoKnowsATokenIsToldWhatIsWrongWithIt) {
  const struct {
    TokenState state;
    const char* says;
  } cases[] = {{TokenState::Expired, "<token-expired"},
               {TokenState::Replaced, "<replaced"},
               {TokenState::Replayed, "<bad-token"},
               {TokenState::OtherKind, "<bad-token"},
               {TokenState::MadeUp, "<bad-token"}};
  for (const auto& [state, says] : cases) {
    tokens_.states[0] = tokens_.states[1] = state;
    open();
    EXPECT_THAT(show("wrong", "HT-SHA-256-NONE"), HasSubstr("<bad-token"));
    EXPECT_THAT(show("new token", "HT-SHA-256-NONE"), AllOf(HasSubstr(says), HasSubstr("<failure")));
    EXPECT_FALSE(tokens_.used_place);
  }
}

TEST_F(Sasl2Test, ALoginByTokenNeedsAUserAgentAndAnInitialResponse) {
  open();
  const xml::Element fast = stanza::fast::Use{}.write();
  EXPECT_THAT(log_in("HT-SHA-256-NONE", {}, {fast}), HasSubstr("<malformed-request"));
  EXPECT_THAT(log_in("PLAIN", Bytes("\0alice\0secret", 13), {fast}), HasSubstr("<invalid-mechanism"));
  EXPECT_THAT(feed("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'><initial-response>YQBi</initial-response>"
                   "<fast xmlns='urn:xmpp:fast:0'/></authenticate>"),
              HasSubstr("<malformed-request"));
}

}  // namespace
}  // namespace assay::stream
