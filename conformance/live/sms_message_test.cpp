#include "conformance/live/sms_message.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::live {
namespace {

std::string read(std::string_view type, std::string_view body, const SmsFields& fields = {}) {
  const auto message = sms_message(type, body, fields);
  return message ? message->number + " " + message->code : "";
}

TEST(SmsMessage, IsReadFromJson) {
  EXPECT_EQ(read("application/json", R"({"to":"+12025550101","method":"sms","code":"123456"})"), "+12025550101 123456");
  EXPECT_EQ(read("", R"({"phone":12025550101,"text":"Your code is 0123. It lives 10 minutes."})", {"phone", "text"}), "+12025550101 0123");
  EXPECT_EQ(read("application/json", R"({"to":"+12025550101"})"), "");
  EXPECT_EQ(read("application/json", R"({"to":"nobody","code":"123456"})"), "");
  EXPECT_EQ(read("application/json", R"({"to":"+12025550101","code":"none"})"), "");
  EXPECT_EQ(read("application/json", R"(["to"])"), "");
  EXPECT_EQ(read("application/json", ""), "");
}

TEST(SmsMessage, IsReadFromForms) {
  const SmsFields fields{"To", "Body"};
  EXPECT_EQ(read("application/x-www-form-urlencoded; charset=utf-8", "From=x&To=%2B1+202+555+0101&Body=Code%3A+654321", fields),
            "+12025550101 654321");
  EXPECT_EQ(read("application/x-www-form-urlencoded", "To=12025550101&Body=%", fields), "");
  EXPECT_EQ(read("application/x-www-form-urlencoded", "To&Body", fields), "");
  EXPECT_EQ(read("application/x-www-form-urlencoded", "", fields), "");
}

TEST(SmsMessage, ACodeIsARunOfDigitsOfItsOwn) {
  EXPECT_EQ(code_in("123 4567"), "4567");
  EXPECT_EQ(code_in("12025550101 says 4321"), "4321") << "a number is no code";
  EXPECT_EQ(code_in("12"), std::nullopt);
  EXPECT_EQ(code_in(""), std::nullopt);
}

}  // namespace
}  // namespace assay::conformance::live
