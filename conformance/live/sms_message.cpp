#include "conformance/live/sms_message.hpp"

#include <charconv>
#include <map>

#include <nlohmann/json.hpp>

namespace assay::conformance::live {
namespace {

constexpr std::size_t kLeastDigits = 4;
constexpr std::size_t kMostDigits = 9;
constexpr std::string_view kDigits = "0123456789";

// "a+b%2Fc" -> "a b/c". What is no escape stays.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned octet = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, octet, 16).ptr == digits + 2) {
      out += static_cast<char>(octet);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::optional<std::string> form_field(std::string_view body, std::string_view name) {
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && decoded(pair.substr(0, equals)) == name) return decoded(pair.substr(equals + 1));
    body.remove_prefix(std::min(body.size(), pair.size() + 1));
  }
  return std::nullopt;
}

std::optional<std::string> json_field(const nlohmann::json& object, const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end()) return std::nullopt;
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  return std::nullopt;
}

// "+1 202-555-0101", "12025550101", "tel:+12025550101" -> "+12025550101".
std::optional<std::string> number_in(std::string_view text) {
  std::string number = "+";
  for (const char c : text) {
    if (c >= '0' && c <= '9') number += c;
  }
  if (number.size() < 8 || number.size() > 16) return std::nullopt;
  return number;
}

}  // namespace

std::optional<SmsMessage> sms_message(std::string_view content_type, std::string_view body, const SmsFields& fields) {
  std::optional<std::string> number;
  std::optional<std::string> text;
  if (content_type.starts_with("application/x-www-form-urlencoded")) {
    number = form_field(body, fields.number);
    text = form_field(body, fields.code);
  } else {
    const auto object = nlohmann::json::parse(body, nullptr, false);
    if (!object.is_object()) return std::nullopt;
    number = json_field(object, fields.number);
    text = json_field(object, fields.code);
  }
  if (!number || !text) return std::nullopt;
  const auto digits = number_in(*number);
  const auto code = code_in(*text);
  if (!digits || !code) return std::nullopt;
  return SmsMessage{*digits, *code};
}

std::optional<std::string> code_in(std::string_view text) {
  for (std::size_t begin = text.find_first_of(kDigits); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(kDigits, begin), text.size());
    if (end - begin >= kLeastDigits && end - begin <= kMostDigits) return std::string(text.substr(begin, end - begin));
    begin = text.find_first_of(kDigits, end);
  }
  return std::nullopt;
}

}  // namespace assay::conformance::live
