#include "conformance/language/tls_alerts.hpp"

#include <algorithm>
#include <charconv>

namespace assay::conformance::language {
namespace {

struct Alert {
  std::uint8_t number;
  std::string_view name;
};

constexpr Alert kAlerts[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {21, "decryption_failed"},
    {22, "record_overflow"},
    {30, "decompression_failure"},
    {40, "handshake_failure"},
    {41, "no_certificate"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {44, "certificate_revoked"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {47, "illegal_parameter"},
    {48, "unknown_ca"},
    {49, "access_denied"},
    {50, "decode_error"},
    {51, "decrypt_error"},
    {60, "export_restriction"},
    {70, "protocol_version"},
    {71, "insufficient_security"},
    {80, "internal_error"},
    {86, "inappropriate_fallback"},
    {90, "user_canceled"},
    {100, "no_renegotiation"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {111, "certificate_unobtainable"},
    {112, "unrecognized_name"},
    {113, "bad_certificate_status_response"},
    {114, "bad_certificate_hash_value"},
    {115, "unknown_psk_identity"},
    {116, "certificate_required"},
    {120, "no_application_protocol"},
    {121, "ech_required"},
};

}  // namespace

std::string tls_alert_name(std::uint8_t number) {
  const auto* const found = std::find_if(std::begin(kAlerts), std::end(kAlerts), [&](const Alert& row) { return row.number == number; });
  return found == std::end(kAlerts) ? std::to_string(number) : std::string(found->name);
}

std::optional<std::uint8_t> tls_alert(std::string_view word) {
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size()) return number;
  const auto* const found = std::find_if(std::begin(kAlerts), std::end(kAlerts), [&](const Alert& row) { return row.name == word; });
  return found == std::end(kAlerts) ? std::nullopt : std::optional(found->number);
}

const std::vector<std::string>& tls_alert_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Alert& row : kAlerts) names.emplace_back(row.name);
    return names;
  }();
  return kNames;
}

}  // namespace assay::conformance::language
