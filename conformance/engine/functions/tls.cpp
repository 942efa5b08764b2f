// The first message of a TLS client, octet by octet: for what no sound library would say.

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

namespace {

Bytes u8(std::size_t value) { return Bytes(1, static_cast<char>(value)); }
Bytes u16(std::size_t value) { return u8(value >> 8U & 0xFFU) + u8(value & 0xFFU); }
Bytes with_u8_length(const Bytes& octets) { return u8(octets.size()) + octets; }
Bytes with_u16_length(const Bytes& octets) { return u16(octets.size()) + octets; }

struct Version {
  std::string_view name;
  std::size_t number;
};
constexpr std::array<Version, 5> kVersions{{{"3.0", 0x0300}, {"1.0", 0x0301}, {"1.1", 0x0302}, {"1.2", 0x0303}, {"1.3", 0x0304}}};
constexpr std::size_t kTls12 = 0x0303;
constexpr std::size_t kTls13 = 0x0304;
constexpr std::size_t kLongestText = 255;

Bytes extension(std::size_t type, const Bytes& content) { return u16(type) + with_u16_length(content); }

Bytes server_name(const std::string& name) { return extension(0, with_u16_length(u8(0) + with_u16_length(name))); }

Bytes alpn(const std::string& protocol) { return extension(16, with_u16_length(with_u8_length(protocol))); }

Bytes extensions(std::size_t version, const std::string& name, const std::string& protocol, RandomSource& random) {
  Bytes all = server_name(name);
  all += extension(10, with_u16_length(u16(0x001d) + u16(0x0017)));  // groups: x25519, secp256r1
  all += extension(11, with_u8_length(u8(0)));                       // points: uncompressed
  all += extension(13, with_u16_length(u16(0x0807) + u16(0x0403) + u16(0x0804) + u16(0x0401) + u16(0x0203) + u16(0x0201)));
  all += extension(23, {});  // extended master secret
  if (!protocol.empty()) all += alpn(protocol);
  if (version == kTls13) {
    all += extension(43, with_u8_length(u16(kTls13)));
    all += extension(51, with_u16_length(u16(0x001d) + with_u16_length(random.bytes(32))));  // any 32 octets are a key of X25519
  }
  return with_u16_length(all);
}

/// tls_client_hello(version, server name[, ALPN protocol]): a record with a ClientHello that offers no version above that one ("1.1").
Answer client_hello(const Arguments& a, Surroundings& around) {
  const auto* const version = std::find_if(kVersions.begin(), kVersions.end(), [&](const Version& v) { return v.name == a[0].text; });
  if (version == kVersions.end()) return fail(fmt::format("\"{}\" is no version of TLS, such as 1.1", a[0].text));
  const std::string protocol = a.size() > 2 ? a[2].text : std::string();
  if (a[1].text.size() > kLongestText || protocol.size() > kLongestText) return fail(std::string("a name is longer than 255 octets"));
  Bytes body = u16(std::min(version->number, kTls12)) + around.random().bytes(32) + with_u8_length({});
  body += with_u16_length(u16(0x1301) + u16(0x1303) + u16(0xc02b) + u16(0xc02f) + u16(0xc009) + u16(0xc013) + u16(0x009c) + u16(0x002f));
  body += with_u8_length(u8(0)) + extensions(version->number, a[1].text, protocol, around.random());
  const Bytes message = u8(1) + u8(0) + with_u16_length(body);
  return text_value(u8(22) + u16(0x0301) + with_u16_length(message));
}

}  // namespace

Family tls() { return {{"tls_client_hello", 2, 3, client_hello}}; }

}  // namespace assay::conformance::engine::functions
