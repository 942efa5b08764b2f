#include "reference/client/credentials.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace assay::client {
namespace {

constexpr std::string_view kHeader = "assay credentials 1\n";
constexpr std::string_view kNoReceipts = "read-receipts off\n";

std::optional<std::string_view> take_line(std::string_view& rest, std::string_view name) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || rest.substr(0, name.size()) != name) return std::nullopt;
  const std::string_view value = rest.substr(name.size(), end - name.size());
  rest.remove_prefix(end + 1);
  return value;
}

// "MECHANISM EXPIRY COUNT TOKEN"
std::optional<FastToken> fast_token(std::string_view line) {
  std::string_view parts[4];
  for (std::string_view& part : parts) {
    const std::size_t end = std::min(line.find(' '), line.size());
    part = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  const std::optional<WallTime> expiry = from_date_time(parts[1]);
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), count);
  if (!expiry || error != std::errc{} || end != parts[2].data() + parts[2].size() || parts[3].empty() || !line.empty()) return std::nullopt;
  return FastToken{std::string(parts[0]), crypto::Secret(Bytes(parts[3])), *expiry, count};
}

}  // namespace

std::string Credentials::username() const {
  const std::string number = jid.substr(0, jid.find('@'));
  return device.empty() ? number : number + '.' + device;
}

Credentials Credentials::copy() const {
  Credentials same{jid, token.copy(), {key.public_key, key.secret_key.copy()}, user_agent, {}, device, read_receipts};
  if (fast) same.fast = FastToken{fast->mechanism, fast->token.copy(), fast->expiry, fast->count};
  return same;
}

crypto::Secret write_credentials(const Credentials& credentials) {
  // The seed alone: the key pair follows from it. Reserved at once, so that no octet of it stays behind in an outgrown buffer.
  const ByteView seed = credentials.key.secret_key.reveal().substr(0, crypto::kEd25519SeedSize);
  Bytes text;
  const std::size_t fast_octets = credentials.fast ? credentials.fast->token.size() + credentials.fast->mechanism.size() : 0;
  text.reserve(kHeader.size() + credentials.jid.size() + credentials.token.size() + 2 * seed.size() + credentials.device.size() +
               fast_octets + 192);
  text.append(kHeader).append("jid ").append(credentials.jid).append("\ntoken ").append(credentials.token.reveal());
  std::string key = base64(seed);
  text.append("\nkey ").append(key).append("\n");
  if (!credentials.device.empty()) text.append("device ").append(credentials.device).append("\n");
  crypto::wipe(key);
  if (!credentials.user_agent.empty()) text.append("agent ").append(credentials.user_agent).append("\n");
  if (const auto& fast = credentials.fast) {
    text.append("fast ").append(fast->mechanism).append(" ").append(date_time(fast->expiry)).append(" ");
    text.append(std::to_string(fast->count)).append(" ").append(fast->token.reveal()).append("\n");
  }
  if (!credentials.read_receipts) text.append(kNoReceipts);
  return crypto::Secret(std::move(text));
}

std::optional<Credentials> read_credentials(std::string_view text) {
  if (text.substr(0, kHeader.size()) != kHeader) return std::nullopt;
  text.remove_prefix(kHeader.size());
  const auto jid = take_line(text, "jid ");
  const auto token = jid ? take_line(text, "token ") : std::nullopt;
  const auto key = token ? take_line(text, "key ") : std::nullopt;
  if (!key) return std::nullopt;
  const auto device = take_line(text, "device ");
  const auto agent = take_line(text, "agent ");
  const auto fast = take_line(text, "fast ");
  const bool receipts = text != kNoReceipts;
  if (!receipts) text = {};
  std::optional<FastToken> known = fast ? fast_token(*fast) : std::nullopt;
  if (!text.empty() || known.has_value() != fast.has_value()) return std::nullopt;
  auto seed = from_base64(*key);
  if (!seed || (!seed->empty() && seed->size() != crypto::kEd25519SeedSize)) return std::nullopt;
  Credentials credentials;
  credentials.jid = *jid;
  credentials.device = device.value_or("");
  credentials.token = crypto::Secret(Bytes(*token));
  credentials.user_agent = agent.value_or("");
  credentials.fast = std::move(known);
  credentials.read_receipts = receipts;
  if (!seed->empty()) credentials.key = crypto::ed25519_key_pair(*seed);
  crypto::wipe(*seed);
  return credentials;
}

}  // namespace assay::client
