#pragma once
// What `assay serve` keeps beside its database, each in a file that only its owner can read: the TLS identity and the server's secret.

#include <string>

#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::conformance::cli {

/// The contents of a file, or one sentence that says why not.
[[nodiscard]] Result<std::string, std::string> read_file(const std::string& path);
/// Writes a file that only its owner can read, whole or not at all. An error is one sentence.
[[nodiscard]] Result<void, std::string> write_private_file(const std::string& path, std::string_view contents);

/// The identity in the two files; without them (both absent) a self-signed one for `domain` is made and stored there, valid for a year.
[[nodiscard]] Result<tls::Identity, std::string> identity(const std::string& certificate_path, const std::string& key_path,
                                                          const std::string& domain, WallTime now, RandomSource& random);
/// The 32 octets in the file; without the file new ones are drawn and stored there.
[[nodiscard]] Result<Bytes, std::string> secret(const std::string& path, RandomSource& random);

}  // namespace assay::conformance::cli
