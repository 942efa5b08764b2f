// `receives the TLS alert`: as a record in the clear, as the end of a secured connection, as close_notify.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/functions.hpp"
#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::Verdict;
using testing::HasSubstr;
using testing::StartsWith;

std::string secured_ends(const std::string& steps) {
  return R"(
title: Two ends
checks: [X-01]
cast:
  srv: { kind: server }
  raw: { kind: raw }
steps:
  - srv listens
  - raw opens a connection to srv
  - srv accepts
)" + steps;
}

reports::ScenarioReport alert_played(const std::string& steps) { return TestStage(secured_ends(steps)).play(); }

constexpr const char* kAlert = "  - srv sends bytes: '\\x15\\x03\\x01\\x00\\x02\\x02\\x78'\n";

TEST(TlsAlert, IsReadOffAPlainConnection) {
  for (const char* wanted : {"", ": no_application_protocol", ": 120", ": '{one of protocol_version, no_application_protocol}'"}) {
    const auto report = alert_played(kAlert + std::string("  - raw receives the TLS alert") + wanted + "\n");
    EXPECT_EQ(report.verdict, Verdict::Pass) << wanted << ": " << report.reason;
  }
}

TEST(TlsAlert, AnotherOneIsAFailure) {
  const auto report = alert_played(kAlert + std::string("  - raw receives the TLS alert: protocol_version\n"));
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.failures.front().actual, "the TLS alert no_application_protocol (120)");
  EXPECT_EQ(report.failures.front().path_diff, "alert: wanted \"protocol_version\", got \"no_application_protocol\"");
}

TEST(TlsAlert, IsNoStanzaAndTheLadderShowsIt) {
  const auto report = alert_played(kAlert + std::string("  - raw receives: <message/>\n"));
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.failures.front().actual, "the TLS alert no_application_protocol (120)");
  const auto shown = [](const reports::Exchange& row) { return row.kind == reports::ExchangeKind::Tls; };
  ASSERT_EQ(std::count_if(report.ladder.begin(), report.ladder.end(), shown), 1);
}

TEST(TlsAlert, AServersFirstMessageIsNone) {
  const auto report = alert_played("  - srv sends bytes: '\\x16\\x03\\x03\\x00\\x02\\x02\\x00'\n  - raw receives the TLS alert\n");
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.failures.front().actual, "a TLS handshake record (server_hello)");
}

TEST(TlsAlert, UnreadItIsAFailure) {
  const auto report = alert_played(kAlert + std::string("  - raw receives nothing: <message/>\n"));
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.reason, HasSubstr("no_application_protocol"));
}

TEST(TlsAlert, EndsASecuredConnection) {
  TestStage stage(secured_ends("  - raw receives the TLS alert: bad_record_mac\n  - raw is disconnected\n"));
  bool told = false;
  stage.on_idle = [&](Play& play, const Now& now) {
    if (!std::exchange(told, true)) play.handle(outbound(1), Closed{CloseReason::TlsFailed, "record: alert", 20}, now);
  };
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
}

TEST(TlsAlert, AnEndWithoutOneIsNone) {
  const auto report = alert_played("  - srv cuts the connection\n  - raw receives the TLS alert\n");
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.failures.front().expected, "a TLS alert");
}

TEST(TlsAlert, CloseNotifyIsOne) {
  const std::string end = "  - srv finishes sending\n  - raw receives the TLS alert: close_notify\n";
  const std::string secure = "  - together:\n      - - srv starts TLS\n      - - raw starts TLS\n";
  EXPECT_EQ(alert_played(secure + end).verdict, Verdict::Pass);
  EXPECT_EQ(alert_played(end).verdict, Verdict::Fail) << "a plain connection ends without";
}

// fast_tls closes below TLS: no surprise behind both closing tags, and in their stead a failure.
TEST(TlsAlert, BehindBothClosingTagsATruncatedEndIsNoSurprise) {
  const std::string closing = "  - srv closes the stream\n  - raw receives the closing tag\n";
  const auto verdict = [](const std::string& steps) {
    TestStage stage(
        secured_ends("  - raw opens a stream\n  - srv receives the opening tag\n  - srv opens a stream\n  - raw receives the opening tag\n"
                     "  - raw closes the stream\n  - srv receives the closing tag\n" +
                     steps + "  - 1 second passes\n  - raw receives nothing\n"));
    bool told = false;
    stage.on_idle = [&](Play& play, const Now& now) {
      if (!std::exchange(told, true)) play.handle(outbound(1), Closed{CloseReason::TlsFailed, "truncated", {}}, now);
    };
    return stage.play().verdict;
  };
  EXPECT_EQ(verdict(closing), Verdict::Pass);
  EXPECT_EQ(verdict(""), Verdict::Fail);
}

TEST(TlsClientHello, IsARecordOfTheRightLengths) {
  const auto report =
      alert_played("  - raw sends bytes: '{tls_client_hello(''1.3'', ''example.org'', ''http/1.1'')}'\n  - srv receives the TLS alert\n");
  EXPECT_EQ(report.failures.front().actual, "a TLS handshake record (client_hello)");
  const auto wrong = alert_played("  - raw sends bytes: '{tls_client_hello(''4'', ''example.org'')}'\n");
  EXPECT_EQ(wrong.verdict, Verdict::Error);
  EXPECT_THAT(wrong.reason, HasSubstr("is no version of TLS"));
}

}  // namespace
}  // namespace assay::conformance::engine
