#include "reference/jid/jid.hpp"

#include <algorithm>

namespace assay::jid {
namespace {

constexpr std::size_t kPartOctets = 1'023;  // RFC 7622 section 3.1

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }
bool fits(std::string_view part) { return !part.empty() && part.size() <= kPartOctets; }

// RFC 7622 section 3.3.1 (what UsernameCaseMapped leaves of ASCII, less the excluded characters).
bool is_local_char(char c) { return c > ' ' && c < 0x7f && std::string_view("\"&'/:<>@").find(c) == std::string_view::npos; }
// Section 3.4 (OpaqueString over ASCII: space is allowed).
bool is_resource_char(char c) { return c >= ' ' && c < 0x7f; }

// Section 3.2: a name of letter-digit-hyphen labels, an IPv4 address, or an IPv6 literal in brackets.
bool is_host(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    return std::all_of(text.begin() + 1, text.end() - 1, [](char c) { return alphanumeric(c) || c == ':' || c == '.'; });
  }
  for (std::size_t at = 0;;) {
    const std::size_t dot = std::min(text.find('.', at), text.size());
    const std::string_view label = text.substr(at, dot - at);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return alphanumeric(c) || c == '-'; })) return false;
    if (dot == text.size()) return true;
    at = dot + 1;
  }
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

}  // namespace

std::optional<Jid> Jid::parse(std::string_view text) {
  Jid jid;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const std::string_view resource = text.substr(slash + 1);
    if (!fits(resource) || !std::all_of(resource.begin(), resource.end(), is_resource_char)) return std::nullopt;
    jid.resource_ = resource;
    text = text.substr(0, slash);
  }
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    const std::string_view local = text.substr(0, at);
    if (!fits(local) || !std::all_of(local.begin(), local.end(), is_local_char)) return std::nullopt;
    jid.local_ = lowered(local);
    text = text.substr(at + 1);
  }
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);  // section 3.2: a final dot is not part of the address
  if (!fits(text) || !is_host(text)) return std::nullopt;
  jid.domain_ = lowered(text);
  return jid;
}

Jid Jid::bare() const {
  Jid out = *this;
  out.resource_.clear();
  return out;
}

std::string Jid::text() const {
  std::string out;
  if (!local_.empty()) out = local_ + "@";
  out += domain_;
  if (!resource_.empty()) out += "/" + resource_;
  return out;
}

std::optional<Jid> Jid::with_resource(std::string_view resource) const { return parse(bare().text() + "/" + std::string(resource)); }

}  // namespace assay::jid
