#include "reference/jid/jid.hpp"

#include "reference/jid/domainpart.hpp"
#include "reference/precis/profiles.hpp"

namespace assay::jid {
namespace {

constexpr std::size_t kPartOctets = 1'023;  // RFC 7622 section 3.1
// No mapping makes a part smaller than a third of its octets (fullwidth letters, three each): whatever is longer needs no look.
constexpr std::size_t kUnenforcedOctets = 3 * kPartOctets;

// RFC 7622 section 3.3.1.
bool has_excluded_character(std::string_view local) { return local.find_first_of("\"&'/:<>@") != std::string_view::npos; }

template <class Profile>
std::optional<std::string> enforced(Profile profile, std::string_view part) {
  if (part.empty() || part.size() > kUnenforcedOctets) return std::nullopt;
  std::optional<std::string> out = profile(part);
  if (out && (out->empty() || out->size() > kPartOctets)) return std::nullopt;
  return out;
}

std::optional<std::string> localpart(std::string_view text) {
  std::optional<std::string> local = enforced(precis::username_case_mapped, text);
  // Looked for behind the mappings: a fullwidth commercial at is one too.
  if (local && has_excluded_character(*local)) return std::nullopt;
  return local;
}

std::optional<std::string> resourcepart(std::string_view text) { return enforced(precis::opaque_string, text); }

}  // namespace

std::optional<Jid> Jid::parse(std::string_view text) {
  Jid jid;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    std::optional<std::string> resource = resourcepart(text.substr(slash + 1));
    if (!resource) return std::nullopt;
    jid.resource_ = *std::move(resource);
    text = text.substr(0, slash);
  }
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    std::optional<std::string> local = localpart(text.substr(0, at));
    if (!local) return std::nullopt;
    jid.local_ = *std::move(local);
    text = text.substr(at + 1);
  }
  std::optional<std::string> domain = enforced(domainpart, text);
  if (!domain) return std::nullopt;
  jid.domain_ = *std::move(domain);
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

std::optional<Jid> Jid::with_resource(std::string_view resource) const {
  std::optional<std::string> enforced = resourcepart(resource);
  if (!enforced) return std::nullopt;
  Jid out = *this;
  out.resource_ = *std::move(enforced);
  return out;
}

}  // namespace assay::jid
