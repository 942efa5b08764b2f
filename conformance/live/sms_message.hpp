#pragma once
// The code in what a provider of short messages is given: a JSON object or a form, whose fields are named as the implementation under test
// names them.

#include <optional>
#include <string>
#include <string_view>

namespace assay::conformance::live {

/// Names of the fields.
struct SmsFields {
  std::string number = "to";
  std::string code = "code";  ///< it may hold a whole text: "Your code is 123456."
};

struct SmsMessage {
  std::string number;  ///< "+12025550101"
  std::string code;
};

/// A body of application/x-www-form-urlencoded, or else a JSON object. Nothing where a field is missing, or holds no number or no code.
[[nodiscard]] std::optional<SmsMessage> sms_message(std::string_view content_type, std::string_view body, const SmsFields& fields);

/// The digits that begin a line of a command, or stand in a text: the first run of four to nine of them that is no part of a longer one.
[[nodiscard]] std::optional<std::string> code_in(std::string_view text);

}  // namespace assay::conformance::live
