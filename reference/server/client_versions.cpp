#include "reference/server/client_versions.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace assay::server {
namespace {

constexpr std::size_t kParts = 8;

// Nothing if it is no dotted decimals. Zeros at the end don't count.
std::vector<std::uint64_t> parts_of(std::string_view version) {
  std::vector<std::uint64_t> parts;
  for (const char* at = version.data(), *end = at + version.size();; ++at) {
    std::uint64_t part = 0;
    const auto [stop, error] = std::from_chars(at, end, part);
    if (error != std::errc{} || parts.size() >= kParts || (stop != end && *stop != '.')) return {};
    parts.push_back(part);
    if (stop == end) break;
    at = stop;
  }
  while (!parts.empty() && parts.back() == 0) parts.pop_back();
  return parts;
}

}  // namespace

bool is_older(std::string_view version, std::string_view than) { return parts_of(version) < parts_of(than); }

bool is_outdated(const Config& config, const std::optional<stanza::registration::ClientVersion>& client) {
  return client && std::any_of(config.minimum_clients.begin(), config.minimum_clients.end(), [&](const MinimumClient& minimum) {
           return minimum.name == client->name && is_older(client->version, minimum.version);
         });
}

}  // namespace assay::server
