#include "conformance/cli/keys.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace assay::conformance::cli {
namespace {

constexpr std::size_t kSecretOctets = 32;

}  // namespace

Result<std::string, std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("cannot read " + path + ": " + std::strerror(errno));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void, std::string> write_private_file(const std::string& path, std::string_view contents) {
  const std::string beside = path + ".part";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return fail("cannot write " + path + ": " + std::strerror(errno));
  const bool written = write(file, contents.data(), contents.size()) == static_cast<ssize_t>(contents.size()) && fsync(file) == 0;
  const bool renamed = written && rename(beside.c_str(), path.c_str()) == 0;
  const std::string why = std::strerror(errno);
  close(file);
  if (!renamed) {
    unlink(beside.c_str());
    return fail("cannot write " + path + ": " + why);
  }
  return {};
}

Result<tls::Identity, std::string> identity(const std::string& certificate_path, const std::string& key_path, const std::string& domain,
                                            WallTime now, RandomSource& random) {
  if (!std::filesystem::exists(certificate_path) && !std::filesystem::exists(key_path)) {
    const tls::Validity year{now - std::chrono::hours{1}, now + std::chrono::hours{24 * 365}};
    tls::Identity fresh = tls::self_signed({domain}, tls::KeyKind::EcdsaP256, year, random);
    if (auto written = write_private_file(key_path, fresh.key_pem); !written) return fail(written.error());
    if (auto written = write_private_file(certificate_path, fresh.certificate_pem); !written) return fail(written.error());
    return fresh;
  }
  const auto certificate = read_file(certificate_path);
  if (!certificate) return fail(certificate.error());
  const auto key = read_file(key_path);
  if (!key) return fail(key.error());
  auto loaded = tls::identity_from_pem(*certificate, *key);
  if (!loaded) return fail(certificate_path + ": " + loaded.error());
  return std::move(*loaded);
}

Result<Bytes, std::string> secret(const std::string& path, RandomSource& random) {
  if (!std::filesystem::exists(path)) {
    Bytes fresh = random.bytes(kSecretOctets);
    if (auto written = write_private_file(path, fresh); !written) return fail(written.error());
    return fresh;
  }
  auto stored = read_file(path);
  if (!stored) return fail(stored.error());
  if (stored->size() != kSecretOctets) return fail(path + " does not hold 32 octets; restore it, or remove it and let codes under way die");
  return std::move(*stored);
}

}  // namespace assay::conformance::cli
