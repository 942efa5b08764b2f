#include "reference/client/credentials.hpp"

#include <utility>

namespace assay::client {
namespace {

constexpr std::string_view kHeader = "assay credentials 1\n";

std::optional<std::string_view> take_line(std::string_view& rest, std::string_view name) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || rest.substr(0, name.size()) != name) return std::nullopt;
  const std::string_view value = rest.substr(name.size(), end - name.size());
  rest.remove_prefix(end + 1);
  return value;
}

}  // namespace

Credentials Credentials::copy() const { return {jid, token.copy(), {key.public_key, key.secret_key.copy()}}; }

crypto::Secret write_credentials(const Credentials& credentials) {
  // The seed alone: the key pair follows from it. Reserved at once, so that no octet of it stays behind in an outgrown buffer.
  const ByteView seed = credentials.key.secret_key.reveal().substr(0, crypto::kEd25519SeedSize);
  Bytes text;
  text.reserve(kHeader.size() + credentials.jid.size() + credentials.token.size() + 2 * seed.size() + 64);
  text.append(kHeader).append("jid ").append(credentials.jid).append("\ntoken ").append(credentials.token.reveal());
  std::string key = base64(seed);
  text.append("\nkey ").append(key).append("\n");
  crypto::wipe(key);
  return crypto::Secret(std::move(text));
}

std::optional<Credentials> read_credentials(std::string_view text) {
  if (text.substr(0, kHeader.size()) != kHeader) return std::nullopt;
  text.remove_prefix(kHeader.size());
  const auto jid = take_line(text, "jid ");
  const auto token = jid ? take_line(text, "token ") : std::nullopt;
  const auto key = token ? take_line(text, "key ") : std::nullopt;
  if (!key || !text.empty()) return std::nullopt;
  auto seed = from_base64(*key);
  if (!seed || (!seed->empty() && seed->size() != crypto::kEd25519SeedSize)) return std::nullopt;
  Credentials credentials;
  credentials.jid = *jid;
  credentials.token = crypto::Secret(Bytes(*token));
  if (!seed->empty()) credentials.key = crypto::ed25519_key_pair(*seed);
  crypto::wipe(*seed);
  return credentials;
}

}  // namespace assay::client
