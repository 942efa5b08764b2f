#include "reference/base/bytes.hpp"

namespace assay {
namespace {

constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";

std::string encode(ByteView octets, std::string_view alphabet, bool pad) {
  std::string out;
  out.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    const std::size_t left = octets.size() - i;
    auto octet = [&](std::size_t k) -> std::uint32_t { return k < left ? static_cast<unsigned char>(octets[i + k]) : 0U; };
    const std::uint32_t group = octet(0) << 16U | octet(1) << 8U | octet(2);
    for (std::size_t k = 0; k < 4; ++k) {
      if (k <= left) {
        out += alphabet[group >> (18U - 6U * k) & 63U];
      } else if (pad) {
        out += '=';
      }
    }
  }
  return out;
}

}  // namespace

std::string base64(ByteView octets) { return encode(octets, kStandard, true); }

std::string base64url(ByteView octets) { return encode(octets, kUrlSafe, false); }

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (char c : text.substr(0, text.size() - padding)) {
    const std::size_t value = kStandard.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(group >> bits & 255U);
    }
  }
  if ((group & ((1U << bits) - 1U)) != 0) return std::nullopt;
  return out;
}

std::string hex(ByteView octets) {
  std::string out;
  out.reserve(octets.size() * 2);
  for (char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    out += kHex[octet >> 4U];
    out += kHex[octet & 15U];
  }
  return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    auto nibble = [](char c) { return kHex.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c); };
    const std::size_t high = nibble(text[i]);
    const std::size_t low = nibble(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out += static_cast<char>(high << 4U | low);
  }
  return out;
}

}  // namespace assay
