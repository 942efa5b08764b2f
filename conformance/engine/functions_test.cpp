#include "conformance/engine/functions.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "conformance/engine/numbers.hpp"
#include "conformance/engine/play.hpp"
#include "reference/base/bytes.hpp"

namespace assay::conformance::engine {
namespace {

using match::Value;

class Alone final : public functions::Surroundings {
 public:
  RandomSource& random() override { return random_; }
  WallTime wall() const override { return WallTime{std::chrono::hours{24 * 20'000}}; }
  const crypto::Ed25519KeyPair* device_key(const Value& actor) const override { return actor.fields.contains("name") ? &key_ : nullptr; }
  Bytes channel_binding(const Value&, std::string_view type) const override { return type == "tls-exporter" ? exporter : Bytes(); }

  Bytes exporter;
  const crypto::Ed25519KeyPair& key() const { return key_; }

 private:
  KeyedRandom random_{7, "values"};
  crypto::Ed25519KeyPair key_ = crypto::ed25519_key_pair(Bytes(32, 'k'));
};

class FunctionsTest : public testing::Test {
 protected:
  Value call(const std::string& name, const std::vector<std::string>& arguments) {
    std::vector<Value> values;
    for (const std::string& argument : arguments) values.push_back({argument, {}});
    const auto answer = functions_.call(name, values);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error());
    return answer ? *answer : Value{};
  }
  std::string fault(const std::string& name, const std::vector<Value>& arguments) {
    const auto answer = functions_.call(name, arguments);
    return answer ? "no fault" : answer.error();
  }

  Alone around_;
  Functions functions_{around_};
};

TEST_F(FunctionsTest, NamesAreSortedForTheLoader) {
  const auto by_name = [](const language::FunctionSignature& a, const language::FunctionSignature& b) { return a.name < b.name; };
  EXPECT_TRUE(std::is_sorted(function_signatures().begin(), function_signatures().end(), by_name));
  EXPECT_TRUE(functions_.has("scram_client_final"));
  EXPECT_FALSE(functions_.has("no_such"));
}

TEST_F(FunctionsTest, SaysWhatIsWrongWithACall) {
  EXPECT_EQ(fault("no_such", {}), "there is no function no_such()");
  EXPECT_EQ(fault("base64", {}), "base64() takes 1 argument, not 0");
  EXPECT_EQ(fault("base64_decode", {{"?", {}}}), "base64_decode(): the argument is not base64");
}

TEST_F(FunctionsTest, IdsDiffer) { EXPECT_NE(call("new_id", {}).text, call("new_id", {}).text); }

// The exchange of RFC 7677 section 3.
TEST_F(FunctionsTest, ScramAsInRfc7677) {
  const std::string first = call("scram_client_first", {"user", "rOprNGfwEbeRWgbNEkqO"}).text;
  EXPECT_EQ(first, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  const std::string server_first =
      call("scram_server_first", {first, *from_base64("W22ZaJ0SNY7soEsUEjb6gQ=="), "4096", "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"}).text;
  EXPECT_EQ(server_first, "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
  const Value final = call("scram_client_final", {"SHA-256", "user", "pencil", first, server_first});
  EXPECT_EQ(final.fields.at("message"),
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_EQ(final.fields.at("server_signature"), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  const Value verdict = call("scram_server_final", {"SHA-256", "pencil", first, server_first, final.text});
  EXPECT_EQ(verdict.text, final.fields.at("server_final"));
  EXPECT_EQ(verdict.fields.at("valid"), "true");
  EXPECT_EQ(call("scram_server_final", {"SHA-256", "pencils", first, server_first, final.text}).fields.at("valid"), "false");
}

TEST_F(FunctionsTest, PlainSeparatesByNul) { EXPECT_EQ(call("plain", {"u", "p"}).text, std::string("\0u\0p", 4)); }

TEST_F(FunctionsTest, RegistrationIsSignedOverBindingAndData) {
  const Value actor{"12025550101@example.org", {{"name", "alice"}, {"domain", "example.org"}, {"digits", "12025550101"}}};
  const auto without = functions_.call("register_signature", {actor, {"R1", {}}});
  ASSERT_TRUE(without);
  std::string octets = "CXMPP-register-1";
  for (const char* part : {"example.org", "12025550101", "R1", "none", ""}) (octets += '\0') += part;
  EXPECT_TRUE(crypto::ed25519_verify(around_.key().public_key, octets, *from_base64(without->text)));
  around_.exporter = Bytes(32, 'e');
  const auto with = functions_.call("register_signature", {actor, {"R1", {}}});
  ASSERT_TRUE(with);
  EXPECT_FALSE(crypto::ed25519_verify(around_.key().public_key, octets, *from_base64(with->text)));
  EXPECT_EQ(fault("register_signature", {{"alice", {}}, {"R1", {}}}), "register_signature(): the first argument is not an actor");
}

TEST(Numbers, AreFictionalAndDiffer) {
  std::set<std::string> seen;
  for (std::uint64_t i = 0; i < kNumbers; ++i) {
    const std::string number = fictional_number(5, i);
    EXPECT_EQ(number.size(), 12U);
    EXPECT_EQ(number.substr(5, 5), "55501");
    seen.insert(number);
  }
  EXPECT_EQ(seen.size(), kNumbers);
  EXPECT_EQ(fictional_number(5, 0), fictional_number(5, kNumbers));
}

}  // namespace
}  // namespace assay::conformance::engine
