#pragma once
// What a server keeps beside its database, each in a file that only its owner can read: the TLS identity and the server's secret.

#include <string>

#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/service/settings.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::service {

struct LoadedIdentity {
  tls::Identity identity;
  std::vector<std::string> warnings;  ///< a sentence each: it expires soon, it is for another name
};

/// The identity that the settings name. Where they name none and the folder has none, a self-signed one for the domain is made and stored
/// there, valid for a year. The error is one sentence, and says what to do: files missing or unreadable, no pair, expired, not yet valid.
[[nodiscard]] Result<LoadedIdentity, std::string> load_identity(const Settings& settings, WallTime now, RandomSource& random);

/// The 32 octets in the file; without the file new ones are drawn and stored there.
[[nodiscard]] Result<Bytes, std::string> server_secret(const std::string& path, RandomSource& random);

}  // namespace assay::service
