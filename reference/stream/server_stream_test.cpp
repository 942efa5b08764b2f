#include "reference/stream/server_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stream/features.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kHeader =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' "
    "version='1.0'>";

// One account, "alice" with the password "secret" at first.
class AliceAlone final : public Credentials {
 public:
  StoredPassword find(crypto::HashName hash, std::string_view username) override {
    const crypto::ScramKeys keys = crypto::scram_keys(hash, username == "alice" ? password : "\x01", "salt", 4096);
    return {"salt", 4096, keys.stored_key, keys.server_key};
  }
  std::string password = "secret";
};

class ServerStreamTest : public testing::Test {
 protected:
  explicit ServerStreamTest(bool require_tls = false) {
    settings_.domain = "example.org";
    settings_.mechanisms = {"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"};
    settings_.require_tls = require_tls;
    settings_.announce = [](const Facts& facts, xml::Element& features) {
      if (facts.username.empty()) features.append("urn:test", "early");
    };
    restart();
  }

  void restart(FirstOctets first = FirstOctets::Plain) {
    stream_.emplace(settings_, credentials_, random_, first, Now{});
    events_.clear();
  }

  // Feeds octets, keeps the events by name, and answers what the stream wrote.
  std::string feed(std::string_view octets) {
    stream_->receive(octets);
    return pump();
  }

  std::string pump() {
    while (auto event = stream_->next_event()) {
      std::visit(
          overloaded{
              [&](StartTls&) { events_ += "tls "; },
              [&](EarlyElement& early) { events_ += "early:" + early.element.local() + " "; },
              [&](LoginMade& login) {
                events_ += "login:" + login.request.mechanism + " ";
                stream_->succeed({login.additional_data, stream_->facts().username + "@example.org", {}}, ServerStream::Begun::Nothing);
              },
              [&](BindWanted& wanted) {
                events_ += "bind:" + wanted.request.resource + " ";
                stream_->send(wanted.request.result(*jid::Jid::parse("alice@example.org/r")));
                stream_->bound();
              },
              [&](ResumeWanted& wanted) {
                events_ += "resume:" + wanted.resume.previd + " ";
                stream_->send(stanza::sm::Failed{"item-not-found"}.write());
              },
              [&](FirstLevelElement& element) { events_ += "stanza:" + element.element.local() + " "; },
              [&](StreamEnded& ended) { events_ += "ended:" + (ended.error ? ended.error->condition : std::string{"ok"}) + " "; },
          },
          *event);
    }
    return stream_->take_output();
  }

  std::string auth(const std::string& mechanism, const std::optional<Bytes>& octets) {
    return feed(xml::write(stanza::sasl::auth(mechanism, octets)));
  }

  void log_in() {
    stream_->receive(xml::write(stanza::sasl::auth("PLAIN", Bytes("\0alice\0secret", 13))));
    ASSERT_THAT(pump(), HasSubstr("<success"));
    feed(kHeader);
  }

  ServerSettings settings_;
  AliceAlone credentials_;
  KeyedRandom random_{1, "stream"};
  std::optional<ServerStream> stream_;
  std::string events_;
};

class StreamWithTls : public ServerStreamTest {
 protected:
  StreamWithTls() : ServerStreamTest(true) {}
};

TEST_F(ServerStreamTest, AnswersAHeaderWithHeaderAndFeatures) {
  const std::string out = feed(kHeader);
  EXPECT_THAT(out, AllOf(HasSubstr("from='example.org'"), HasSubstr("version='1.0'"), HasSubstr("xml:lang='en'"),
                         HasSubstr("<stream:features>"), HasSubstr("SCRAM-SHA-256"), HasSubstr("<early"), Not(HasSubstr("PLAIN"))));
  restart();
  EXPECT_NE(feed(kHeader), out) << "stream ids must differ";
}

TEST_F(ServerStreamTest, RefusesHeadersWithTheConditionOfTheStandard) {
  const auto condition = [&](std::string header) {
    restart();
    const std::string out = feed(header);
    EXPECT_THAT(out, AllOf(HasSubstr("<stream:stream"), HasSubstr("</stream:stream>")));
    return events_;
  };
  const std::string ns = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' ";
  EXPECT_EQ(condition("<stream:stream " + ns + "to='other.example' version='1.0'>"), "ended:host-unknown ");
  EXPECT_EQ(condition("<stream:stream " + ns + "version='1.0'>"), "ended:host-unknown ");
  EXPECT_EQ(condition("<stream:stream " + ns + "to='example.org'>"), "ended:unsupported-version ");
  EXPECT_EQ(condition("<stream:stream " + ns + "to='example.org' version='0.9'>"), "ended:unsupported-version ");
  EXPECT_EQ(
      condition("<stream:stream xmlns='jabber:other' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>"),
      "ended:invalid-namespace ");
  EXPECT_EQ(condition("<stream:stream xmlns='jabber:client' xmlns:stream='urn:x' to='example.org' version='1.0'>"),
            "ended:invalid-namespace ");
  EXPECT_EQ(condition("<stream:strom " + ns + "to='example.org' version='1.0'>"), "ended:bad-format ");
  EXPECT_EQ(condition("<html><"), "ended:bad-format ");
  EXPECT_EQ(condition("GET / HTTP/1.1\r\n"), "ended:not-well-formed ");
  restart();
  EXPECT_THAT(feed("<stream:stream " + ns + "to='example.org' version='2.0'>"), HasSubstr("version='1.0'"));
  EXPECT_EQ(events_, "");
}

TEST_F(ServerStreamTest, LogsInByScramAndBinds) {
  feed(kHeader);
  const crypto::ScramClientFirst first{{}, "alice", "clientnonce"};
  const std::string challenge = auth("SCRAM-SHA-256", first.write());
  const auto element = std::get<xml::Element>(xml::parse(challenge, "jabber:client"));
  const std::string server_first = *stanza::sasl::Payload::of(element).octets;
  const auto parsed = crypto::parse_server_first(server_first, "clientnonce");
  ASSERT_TRUE(parsed);
  crypto::ScramClientFinal final{"n,,", parsed->nonce, {}};
  const std::string auth_message = crypto::scram_auth_message(first.bare(), server_first, final.without_proof());
  const auto keys = crypto::scram_keys(crypto::HashName::Sha256, "secret", parsed->salt, parsed->iterations);
  final.proof = crypto::scram_client_proof(keys, auth_message);
  const std::string out = feed(xml::write(stanza::sasl::response(final.write())));
  const auto success = std::get<xml::Element>(xml::parse(out, "jabber:client"));
  EXPECT_EQ(success.local(), "success");
  EXPECT_EQ(
      stanza::sasl::Payload::of(success).octets,
      (crypto::ScramServerFinal{crypto::scram_server_signature(crypto::HashName::Sha256, keys.server_key, auth_message), {}}.write()));
  EXPECT_THAT(feed(kHeader), AllOf(HasSubstr("<bind"), Not(HasSubstr("mechanism")), Not(HasSubstr("<early"))));
  EXPECT_THAT(feed("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>x</resource></bind></iq>"),
              HasSubstr("alice@example.org/r"));
  feed("\n<message/> \t<presence/>");
  EXPECT_EQ(events_, "bind:x stanza:message stanza:presence ");
  EXPECT_EQ(stream_->deadline(), std::nullopt);
  EXPECT_EQ(feed("</stream:stream>"), "</stream:stream>");
  EXPECT_EQ(events_, "bind:x stanza:message stanza:presence ended:ok ");
}

TEST_F(ServerStreamTest, APasswordThatChangedSinceTheChallengeIsWorthNothing) {
  feed(kHeader);
  const crypto::ScramClientFirst first{{}, "alice", "clientnonce"};
  const auto challenge = std::get<xml::Element>(xml::parse(auth("SCRAM-SHA-256", first.write()), "jabber:client"));
  const std::string server_first = *stanza::sasl::Payload::of(challenge).octets;
  const auto parsed = crypto::parse_server_first(server_first, "clientnonce");
  ASSERT_TRUE(parsed);
  crypto::ScramClientFinal final{"n,,", parsed->nonce, {}};
  const auto keys = crypto::scram_keys(crypto::HashName::Sha256, "secret", parsed->salt, parsed->iterations);
  final.proof = crypto::scram_client_proof(keys, crypto::scram_auth_message(first.bare(), server_first, final.without_proof()));
  credentials_.password = "newer";
  EXPECT_THAT(feed(xml::write(stanza::sasl::response(final.write()))), HasSubstr("<not-authorized"));
}

TEST_F(StreamWithTls, ResumesInPlaceOfBindingAndBindsAfterAFailure) {
  const std::string enable = "<enable xmlns='urn:xmpp:sm:3'/>";
  restart(FirstOctets::Tls);
  stream_->secured(TlsFacts{});
  feed(kHeader);
  EXPECT_THAT(feed(enable), HasSubstr("<unexpected-request"));
  EXPECT_THAT(feed("<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>"), HasSubstr("<unexpected-request"));
  log_in();
  EXPECT_THAT(feed(enable), HasSubstr("<unexpected-request"));
  EXPECT_THAT(feed("<resume xmlns='urn:xmpp:sm:3' previd='x' h='-1'/>"), HasSubstr("<bad-request"));
  EXPECT_THAT(feed("<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>"), HasSubstr("<item-not-found"));
  EXPECT_EQ(events_, "resume:x ");
  EXPECT_THAT(feed("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"), HasSubstr("type='result'"));
  EXPECT_THAT(feed(enable), testing::IsEmpty());
  EXPECT_EQ(events_, "resume:x bind: stanza:enable ");
}

TEST_F(StreamWithTls, OffersNothingBeforeTlsAndDropsWhatIsPipelined) {
  EXPECT_THAT(feed(kHeader), AllOf(HasSubstr("<required/>"), Not(HasSubstr("mechanism")), Not(HasSubstr("early"))));
  EXPECT_THAT(auth("PLAIN", Bytes("\0alice\0secret", 13)), HasSubstr("encryption-required"));
  const std::string out = feed("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><iq type='get' id='x'/>");
  EXPECT_EQ(out, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  EXPECT_EQ(feed("<message/>"), "");
  stream_->secured(TlsFacts{});
  EXPECT_THAT(feed(kHeader), AllOf(Not(HasSubstr("starttls")), HasSubstr("PLAIN"), HasSubstr("early")));
  log_in();
  feed("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
  EXPECT_EQ(events_, "tls bind: ");
}

TEST_F(StreamWithTls, NoElementBeforeTlsIsPassedOn) {
  feed(kHeader);
  EXPECT_THAT(feed("<iq type='get' id='x'><query xmlns='urn:test'/></iq>"), HasSubstr("not-authorized"));
  EXPECT_EQ(events_, "ended:not-authorized ");
}

TEST_F(StreamWithTls, TlsFromTheFirstOctet) {
  restart(FirstOctets::Tls);
  EXPECT_EQ(feed(kHeader), "");
  stream_->secured(TlsFacts{});
  EXPECT_THAT(feed(kHeader), AllOf(Not(HasSubstr("starttls")), HasSubstr("PLAIN")));
  EXPECT_THAT(feed("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), HasSubstr("<failure"));
  EXPECT_EQ(events_, "ended:ok ");
}

TEST_F(ServerStreamTest, SaslFaultsHaveTheirConditions) {
  const auto first = [&](const std::string& text) {
    restart();
    feed(kHeader);
    return feed(text);
  };
  const std::string open = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism=";
  EXPECT_THAT(first(open + "'X-OTHER'/>"), HasSubstr("invalid-mechanism"));
  EXPECT_THAT(first(open + "'SCRAM-SHA-1'>?</auth>"), HasSubstr("incorrect-encoding"));
  EXPECT_THAT(first(open + "'SCRAM-SHA-1'>=</auth>"), HasSubstr("malformed-request"));
  EXPECT_THAT(first(open + "'SCRAM-SHA-1'/>"), HasSubstr("<challenge"));
  EXPECT_THAT(feed("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"), HasSubstr("<aborted/>"));
  EXPECT_THAT(first("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"), HasSubstr("malformed-request"));
  EXPECT_THAT(first(open + "'SCRAM-SHA-1'>" + base64("p=tls-exporter,,n=alice,r=x") + "</auth>"), HasSubstr("malformed-request"));
}

TEST_F(StreamWithTls, PlainNeedsTheRightPasswordAndName) {
  const auto plain = [&](const Bytes& message) {
    restart(FirstOctets::Tls);
    stream_->secured(TlsFacts{});
    feed(kHeader);
    return auth("PLAIN", message);
  };
  using std::string_literals::operator""s;
  EXPECT_THAT(plain("\0alice\0secret"s), HasSubstr("<success"));
  EXPECT_THAT(plain("alice@example.org\0alice\0secret"s), HasSubstr("<success"));
  EXPECT_THAT(plain("bob@example.org\0alice\0secret"s), HasSubstr("invalid-authzid"));
  EXPECT_THAT(plain("\0alice\0wrong"s), HasSubstr("not-authorized"));
  EXPECT_THAT(plain("\0nobody\0secret"s), HasSubstr("not-authorized"));
  EXPECT_THAT(plain("\0alice"s), HasSubstr("malformed-request"));
  EXPECT_THAT(plain("\0alice\0a\0b"s), HasSubstr("malformed-request"));
}

class BindingServer : public StreamWithTls {
 protected:
  BindingServer() {
    settings_.bind_logins = true;
    tls_.exporter = "exported octets";
    begin();
  }
  std::string begin() {
    restart(FirstOctets::Tls);
    stream_->secured(tls_);
    return feed(kHeader);
  }
  // A whole exchange as alice, with this flag and these octets bound to.
  std::string log_in_bound(const std::string& mechanism, const std::string& flag, const Bytes& octets) {
    const std::string answer = auth(mechanism, flag + ",,n=alice,r=x");
    const auto challenge = std::get<xml::Element>(xml::parse(answer, xml::ns::kClient));
    if (challenge.local() != "challenge") return answer;
    const std::string server_first = *stanza::sasl::Payload::of(challenge).octets;
    const auto server = crypto::parse_server_first(server_first, "x");
    crypto::ScramClientFinal last{flag + ",," + octets, server->nonce, {}};
    const std::string exchanged = crypto::scram_auth_message("n=alice,r=x", server_first, last.without_proof());
    last.proof =
        crypto::scram_client_proof(crypto::scram_keys(crypto::HashName::Sha256, "secret", server->salt, server->iterations), exchanged);
    return feed(xml::write(stanza::sasl::response(last.write())));
  }
  TlsFacts tls_;
};

TEST_F(BindingServer, AnnouncesItsTypesInsideTlsAlone) {
  EXPECT_THAT(begin(),
              AllOf(HasSubstr("SCRAM-SHA-256-PLUS"), HasSubstr("<channel-binding type='tls-exporter'/>"), Not(HasSubstr("end-point"))));
  restart();
  EXPECT_THAT(feed(kHeader), AllOf(Not(HasSubstr("PLUS")), Not(HasSubstr("channel-binding"))));
  tls_.exporter.clear();
  EXPECT_THAT(begin(), AllOf(HasSubstr("SCRAM-SHA-256"), Not(HasSubstr("PLUS")), Not(HasSubstr("channel-binding"))));
}

TEST_F(BindingServer, TakesTheOctetsOfThisConnectionAlone) {
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "p=tls-exporter", "octets of another one"), HasSubstr("not-authorized"));
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "p=tls-exporter", ""), HasSubstr("not-authorized"));
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "p=tls-exporter", "exported octets"), HasSubstr("<success"));
}

TEST_F(BindingServer, RefusesWhoWasToldThatItCannotBind) {
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256", "y", ""), HasSubstr("not-authorized"));
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256", "n", ""), HasSubstr("<success"));
  settings_.bind_logins = false;
  begin();
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256", "y", ""), HasSubstr("<success"));
}

TEST_F(BindingServer, RefusesAFlagThatDoesNotFitTheMechanism) {
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256", "p=tls-exporter", "exported octets"), HasSubstr("malformed-request"));
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "n", ""), HasSubstr("malformed-request"));
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "y", ""), HasSubstr("malformed-request"));
}

TEST_F(BindingServer, ATypeThatItLacksIsNoFailedLogin) {
  for (std::size_t i = 0; i < 2 * settings_.limits.failed_logins; ++i) {
    EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "p=tls-unique", "x"),
                AllOf(HasSubstr("malformed-request"), Not(HasSubstr("stream:error"))));
  }
  EXPECT_THAT(log_in_bound("SCRAM-SHA-256-PLUS", "p=tls-exporter", "exported octets"), HasSubstr("<success"));
}

TEST_F(StreamWithTls, NamesAndPasswordsHaveManySpellings) {
  credentials_.password = "caf\u00e9 secret";
  const auto plain = [&](const Bytes& message) {
    restart(FirstOctets::Tls);
    stream_->secured(TlsFacts{});
    feed(kHeader);
    return auth("PLAIN", message);
  };
  using std::string_literals::operator""s;
  EXPECT_THAT(plain("\0\uff21lice\0cafe\u0301\u3000secret"s), HasSubstr("<success"));
  EXPECT_THAT(plain("\0alice\0Caf\u00e9 secret"s), HasSubstr("not-authorized"));
  EXPECT_THAT(plain("\0alice\0caf\u00e9\u0007"s), HasSubstr("not-authorized"));
  EXPECT_THAT(plain("\0a lice\0caf\u00e9 secret"s), HasSubstr("not-authorized"));
}

TEST_F(ServerStreamTest, TooManyFailuresEndTheStream) {
  feed(kHeader);
  for (std::size_t i = 1; i < settings_.limits.failed_logins; ++i)
    EXPECT_THAT(auth("SCRAM-SHA-1", Bytes{}), Not(HasSubstr("stream:error")));
  EXPECT_THAT(auth("SCRAM-SHA-1", Bytes{}), AllOf(HasSubstr("<failure"), HasSubstr("policy-violation"), HasSubstr("</stream:stream>")));
  EXPECT_EQ(events_, "ended:policy-violation ");
  EXPECT_EQ(feed("<message/>"), "");
}

TEST_F(ServerStreamTest, EarlyElementsAreTheOwnersAndCounted) {
  settings_.limits.elements_before_login = 2;
  restart();
  feed(kHeader);
  feed("<iq/><iq/>");
  EXPECT_EQ(events_, "early:iq early:iq ");
  feed("<iq/>");
  EXPECT_EQ(events_, "early:iq early:iq ended:policy-violation ");
}

TEST_F(StreamWithTls, LimitsAreStricterBeforeLogin) {
  restart(FirstOctets::Tls);
  stream_->secured(TlsFacts{});
  feed(kHeader);
  const std::string large = "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + std::string(12'000, 'x') +
                            "</resource></bind></iq>";
  log_in();
  feed(large);
  EXPECT_THAT(events_, testing::StartsWith("bind:"));
  restart(FirstOctets::Tls);
  stream_->secured(TlsFacts{});
  feed(kHeader);
  feed(large);
  EXPECT_EQ(events_, "ended:policy-violation ");
}

TEST_F(StreamWithTls, NothingButBindBeforeBinding) {
  restart(FirstOctets::Tls);
  stream_->secured(TlsFacts{});
  feed(kHeader);
  log_in();
  EXPECT_THAT(feed("<message to='x@example.org'/>"), HasSubstr("not-authorized"));
}

TEST_F(ServerStreamTest, TheLoginHasADeadline) {
  feed(kHeader);
  const Instant due = *stream_->deadline();
  EXPECT_EQ(due, Instant{} + settings_.limits.login_time);
  stream_->timer({due - Duration{1}, {}});
  EXPECT_EQ(pump(), "");
  stream_->timer({due, {}});
  EXPECT_THAT(pump(), HasSubstr("connection-timeout"));
  EXPECT_EQ(stream_->deadline(), std::nullopt);
}

}  // namespace
}  // namespace assay::stream
