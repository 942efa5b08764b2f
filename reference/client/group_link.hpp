#pragma once
// A link to a group as people hand it on: the server's word for the way in, and behind '#' what the server never sees, the group and the
// private half of the link's key (spec chapter 07, section 13).

#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/stanza/group_entry.hpp"

namespace assay::client {

struct LinkKey {
  std::string group;    ///< bare JID
  crypto::Secret seed;  ///< 32 octets, of an Ed25519 key pair
};

/// TOKEN#GROUP.SEED: the group's localpart, and the seed in base64url.
[[nodiscard]] std::string link_text(std::string_view link, const LinkKey& key);
/// The server's part.
[[nodiscard]] std::string_view server_part(std::string_view link);
/// Nothing where the link has no key. `domain`: of the groups.
[[nodiscard]] std::optional<LinkKey> link_key(std::string_view link, std::string_view domain);

/// How our account comes by that link, whose phone signs by `identity`.
[[nodiscard]] stanza::groups::Entry sign_in(const std::string& account, const Bytes& identity, const LinkKey& key);

}  // namespace assay::client
