#include "reference/tls/traffic_secrets.hpp"

#include <algorithm>

#include <openssl/crypto.h>

#include "reference/base/assert.hpp"

namespace assay::tls {
namespace {

unsigned nibble(char digit) { return static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10); }

void set_from_hex(TrafficSecret& secret, std::string_view digits) {
  std::array<char, 48> octets{};
  ASSAY_ASSERT(digits.size() % 2 == 0 && digits.size() / 2 <= octets.size());
  for (std::size_t i = 0; i < digits.size() / 2; ++i) octets[i] = static_cast<char>(nibble(digits[2 * i]) << 4U | nibble(digits[2 * i + 1]));
  secret.set({octets.data(), digits.size() / 2});
  OPENSSL_cleanse(octets.data(), octets.size());
}

// OpenSSL tells secrets in the form of a key log alone: a label, the client's random octets and the secret, in hexadecimal digits.
void note(const SSL* ssl, const char* text) {
  auto* secrets = static_cast<TrafficSecrets*>(SSL_get_app_data(ssl));
  if (secrets == nullptr) return;
  const std::string_view line(text);
  const std::string_view digits = line.substr(line.rfind(' ') + 1);
  if (line.starts_with("CLIENT_TRAFFIC_SECRET_0 ")) set_from_hex(secrets->client, digits);
  if (line.starts_with("SERVER_TRAFFIC_SECRET_0 ")) set_from_hex(secrets->server, digits);
}

}  // namespace

TrafficSecret::~TrafficSecret() { OPENSSL_cleanse(octets_.data(), octets_.size()); }

void TrafficSecret::set(ByteView octets) {
  ASSAY_ASSERT(octets.size() <= octets_.size());
  std::copy(octets.begin(), octets.end(), octets_.begin());
  size_ = octets.size();
}

void watch_secrets(SSL_CTX* context) { SSL_CTX_set_keylog_callback(context, note); }

void note_secrets(SSL* ssl, TrafficSecrets& secrets) { SSL_set_app_data(ssl, &secrets); }

}  // namespace assay::tls
