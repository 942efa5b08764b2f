#include "reference/media/slot.hpp"

#include <charconv>
#include <vector>

#include "reference/crypto/hash.hpp"

namespace assay::media {
namespace {

constexpr std::string_view kScheme = "CXMPP-Slot ";
constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kHashOctets = 32;

std::int64_t milliseconds(WallTime time) { return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count(); }

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('.', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace

SlotKey::SlotKey(ByteView secret) : key_(crypto::Secret(crypto::hkdf_sha256(secret, {}, "media slots", kKeyOctets))) {}

std::string SlotKey::id_of(std::string_view account, std::uint64_t octets, ByteView sha256) const {
  return base64url(crypto::hmac_sha256(key_.reveal(), "file " + std::to_string(octets) + " " + hex(sha256) + " " + std::string(account)));
}

Bytes SlotKey::mac(const Slot& slot) const {
  return crypto::hmac_sha256(key_.reveal(), "slot " + std::to_string(slot.octets) + " " + hex(slot.sha256) + " " +
                                                std::to_string(milliseconds(slot.expires)) + " " + slot.id);
}

std::string SlotKey::write(const Slot& slot) const {
  return std::string(kScheme) + std::to_string(milliseconds(slot.expires)) + "." + std::to_string(slot.octets) + "." + hex(slot.sha256) +
         "." + hex(mac(slot));
}

std::optional<Slot> SlotKey::read(std::string_view id, std::string_view authorization) const {
  if (!authorization.starts_with(kScheme)) return std::nullopt;
  const auto parts = split(authorization.substr(kScheme.size()));
  if (parts.size() != 4) return std::nullopt;
  const auto expires = number<std::int64_t>(parts[0]);
  const auto octets = number<std::uint64_t>(parts[1]);
  const auto sha256 = from_hex(parts[2]);
  const auto said = from_hex(parts[3]);
  if (!expires || !octets || !sha256 || sha256->size() != kHashOctets || !said) return std::nullopt;
  Slot slot{std::string(id), *octets, *sha256, WallTime{std::chrono::milliseconds{*expires}}};
  if (!crypto::constant_time_equal(mac(slot), *said)) return std::nullopt;
  return slot;
}

}  // namespace assay::media
