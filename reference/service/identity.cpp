#include "reference/service/identity.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "reference/service/private_file.hpp"

namespace assay::service {
namespace {

constexpr std::size_t kSecretOctets = 32;
constexpr Duration kSoon = std::chrono::days{14};

std::string day(WallTime time) { return date_time(time).substr(0, 10); }

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

/// What clients come to: streams of the domain, and files where the media host listens or is said to be.
std::vector<std::string> names_of(const Settings& settings) {
  std::vector<std::string> names{settings.domain};
  const auto add = [&](std::string name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  for (const Endpoint& at : settings.media.listen) add(at.host);
  constexpr std::string_view kHttps = "https://";
  const std::string& url = settings.media.url;
  if (url.starts_with(kHttps) && url[kHttps.size()] != '[')
    add(url.substr(kHttps.size(), url.find_first_of(":/", kHttps.size()) - kHttps.size()));
  return names;
}

Result<LoadedIdentity, std::string> make_identity(const Settings& settings, WallTime now, RandomSource& random) {
  const tls::Validity year{now - std::chrono::hours{1}, now + std::chrono::hours{24 * 365}};
  LoadedIdentity made{tls::self_signed(names_of(settings), tls::KeyKind::EcdsaP256, year, random), {}};
  if (auto written = write_private_file(settings.key_path(), made.identity.key_pem); !written) return fail(written.error());
  if (auto written = write_private_file(settings.certificate_path(), made.identity.certificate_pem); !written) return fail(written.error());
  made.warnings.push_back("made a self-signed certificate, " + settings.certificate_path() + ": clients trust it only if they are told to");
  return made;
}

}  // namespace

Result<LoadedIdentity, std::string> load_identity(const Settings& settings, WallTime now, RandomSource& random) {
  const std::string certificate_path = settings.certificate_path();
  const std::string key_path = settings.key_path();
  const bool named = !settings.certificate.empty();
  if (!named && !exists(certificate_path) && !exists(key_path)) return make_identity(settings, now, random);
  const auto certificate = read_file(certificate_path);
  if (!certificate) return fail("the certificate: " + certificate.error());
  const auto key = read_file(key_path);
  if (!key) return fail("the certificate's key: " + key.error());
  auto loaded = tls::identity_from_pem(*certificate, *key);
  if (!loaded) return fail(certificate_path + " and " + key_path + ": " + loaded.error());
  const std::string renew =
      named ? "; renew it, then start again or send SIGHUP" : "; remove it and " + key_path + " to have new ones made";
  const tls::Validity validity = tls::validity_of(*loaded);
  if (now > validity.not_after) return fail("the certificate " + certificate_path + " expired on " + day(validity.not_after) + renew);
  if (now < validity.not_before) {
    return fail("the certificate " + certificate_path + " is valid from " + date_time(validity.not_before) + " on, and the clock says " +
                date_time(now) + "; set the clock or take another certificate");
  }
  LoadedIdentity identity{std::move(*loaded), {}};
  if (validity.not_after - now < kSoon) {
    identity.warnings.push_back("the certificate " + certificate_path + " expires on " + day(validity.not_after) + renew);
  }
  if (!tls::names_match(identity.identity, settings.domain)) {
    identity.warnings.push_back("the certificate " + certificate_path + " is not for " + settings.domain + ": clients will refuse it");
  }
  return identity;
}

Result<Bytes, std::string> server_secret(const std::string& path, RandomSource& random) {
  if (!exists(path)) {
    Bytes fresh = random.bytes(kSecretOctets);
    if (auto written = write_private_file(path, fresh); !written) return fail(written.error());
    return fresh;
  }
  auto stored = read_file(path);
  if (!stored) return fail(stored.error());
  if (stored->size() != kSecretOctets) return fail(path + " does not hold 32 octets; restore it, or remove it and let codes under way die");
  return std::move(*stored);
}

}  // namespace assay::service
