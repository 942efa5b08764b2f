#include "reference/e2e/fingerprint.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "reference/crypto/hash.hpp"

namespace assay::e2e {
namespace {

constexpr std::string_view kFingerprintLabel = "CXMPP fingerprint 1";
constexpr std::string_view kQrPrefix = "CXMPP-FP1:";
constexpr std::size_t kGroups = 6;       // of one side
constexpr std::size_t kGroupOctets = 5;  // 40 bits give five digits whose bias nobody can use
constexpr std::uint64_t kGroupSize = 100'000;

}  // namespace

std::string fingerprint_digits(ByteView digest) {
  std::string text;
  for (std::size_t group = 0; group < kGroups; ++group) {
    std::uint64_t value = 0;
    for (char c : digest.substr(group * kGroupOctets, kGroupOctets)) value = value << 8 | static_cast<unsigned char>(c);
    text += fmt::format("{}{:05}", text.empty() ? "" : " ", value % kGroupSize);
  }
  return text;
}

Bytes fingerprint_digest(const FingerprintParty& party) {
  std::vector<Bytes> keys = party.identity_keys;
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());  // clang 14 cannot compile std::ranges::unique
  // The account's length keeps it apart from the keys, whose length is fixed.
  Bytes input{kFingerprintLabel};
  input += fmt::format("|{}|{}|", party.account.size(), party.account);
  for (const Bytes& key : keys) input += key;

  Bytes hash = crypto::sha256(input);
  for (std::size_t i = 1; i < kFingerprintIterations; ++i) hash = crypto::sha256(hash + input);
  return hash;
}

Fingerprint Fingerprint::of(const FingerprintParty& one, const FingerprintParty& other) {
  Bytes first = fingerprint_digest(one);
  Bytes second = fingerprint_digest(other);
  if (second < first) std::swap(first, second);
  return Fingerprint{fingerprint_digits(first) + " " + fingerprint_digits(second), std::string{kQrPrefix} + base64url(first + second)};
}

}  // namespace assay::e2e
