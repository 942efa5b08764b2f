#include "reference/client/group_link.hpp"

#include <utility>

#include "reference/crypto/ed25519.hpp"
#include "reference/jid/jid.hpp"

namespace assay::client {
namespace {

// Without padding, as base64url() writes it.
std::optional<Bytes> from_url(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '+' || c == '/' || c == '=') return std::nullopt;
    plain += c == '-' ? '+' : c == '_' ? '/' : c;
  }
  while (plain.size() % 4 != 0) plain += '=';
  return from_base64(plain);
}

}  // namespace

std::string link_text(std::string_view link, const LinkKey& key) {
  return std::string(link) + '#' + key.group.substr(0, key.group.find('@')) + '.' + base64url(key.seed.reveal());
}

std::string_view server_part(std::string_view link) { return link.substr(0, link.find('#')); }

std::optional<LinkKey> link_key(std::string_view link, std::string_view domain) {
  const std::size_t hash = link.find('#');
  const std::size_t dot = link.find('.', hash == std::string_view::npos ? link.size() : hash);
  if (dot == std::string_view::npos) return std::nullopt;
  const auto group = jid::Jid::parse(std::string(link.substr(hash + 1, dot - hash - 1)) + '@' + std::string(domain));
  auto seed = from_url(link.substr(dot + 1));
  if (!group || !group->is_bare() || group->local().empty() || !seed || seed->size() != crypto::kEd25519SeedSize) return std::nullopt;
  return LinkKey{group->text(), crypto::Secret(*std::move(seed))};
}

stanza::groups::Entry sign_in(const std::string& account, const Bytes& identity, const LinkKey& key) {
  const crypto::Ed25519KeyPair pair = crypto::ed25519_key_pair(key.seed.reveal());
  return {identity, crypto::ed25519_sign(pair, stanza::groups::signed_entry(key.group, account, identity))};
}

}  // namespace assay::client
