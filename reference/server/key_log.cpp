#include "reference/server/key_log.hpp"

#include <utility>

#include "reference/base/assert.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kLog = "key-log";
constexpr const char* kNodes = "key-log-node";
constexpr const char* kEntries = "key-log-entry";

namespace log_ = stanza::key_log;

Bytes node_key(unsigned level, std::uint64_t index) { return store::key({store::ordered(level), store::ordered(index)}); }

}  // namespace

std::uint64_t KeyLog::size() const {
  const auto value = context_.store().get(kLog, store::key({"size"}));
  return value ? store::from_ordered(*value).value_or(0) : 0;
}

crypto::MerkleTree KeyLog::tree() const {
  const auto node = [store = &context_.store()](unsigned level, std::uint64_t index) {
    // Where the medium gave none it also fails the commit, and nothing of the turn leaves.
    return store->get(kNodes, node_key(level, index)).value_or(Bytes(crypto::kMerkleHashSize, '\0'));
  };
  return {node, size()};
}

void KeyLog::append(const std::string& account, const stanza::device_list::Devices& list) const {
  const std::string address = context_.address_of(account).text();
  const Bytes nonce = context_.random.bytes(log_::kNonceOctets);  // of its own size among what the server draws
  const Bytes digest = crypto::sha256(log_::digested_octets(address, list));
  const Bytes leaf = crypto::merkle_leaf(log_::entry_octets(address, list.version, digest, nonce));
  const crypto::MerkleTree before = tree();
  store::Store& store = context_.store();
  for (const crypto::MerkleNode& node : before.appended(leaf)) store.put(kNodes, node_key(node.level, node.index), node.hash);
  store.put(kLog, store::key({"size"}), store::ordered(before.size() + 1));
  store.put(kEntries, store::key({account}), store::fields({store::ordered(before.size()), store::ordered(list.version), nonce}));
}

std::optional<KeyLog::Entry> KeyLog::find(const std::string& account, std::uint64_t version) const {
  const auto value = context_.store().get(kEntries, store::key({account}));
  auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 3 || store::from_ordered((*f)[1]) != version) return std::nullopt;
  return Entry{store::from_ordered((*f)[0]).value_or(0), std::move((*f)[2])};
}

crypto::Ed25519KeyPair KeyLog::signing_key() const {
  const Bytes key = store::key({"seed"});
  auto kept = context_.store().get(kLog, key);
  const crypto::Secret seed = kept ? crypto::Secret(std::move(*kept)) : crypto::random_secret(context_.random, crypto::kEd25519SeedSize);
  if (!kept) context_.store().put(kLog, key, seed.reveal());
  return crypto::ed25519_key_pair(seed.reveal());
}

log_::Head KeyLog::head(const crypto::MerkleTree& tree) const {
  const crypto::Ed25519KeyPair keys = signing_key();
  log_::Head head{tree.size(), in_milliseconds(context_.now().wall), keys.public_key, {}, tree.root()};
  head.signature = crypto::ed25519_sign(keys, log_::signed_octets(context_.config.domain, head));
  return head;
}

log_::Proof KeyLog::prove(const std::string& account, const stanza::device_list::Devices& list, std::uint64_t since) const {
  std::optional<Entry> entry = find(account, list.version);
  if (!entry) {
    append(account, list);
    entry = find(account, list.version);
  }
  ASSAY_ASSERT(entry);
  const crypto::MerkleTree now = tree();
  log_::Proof proof{entry->index, std::move(entry->nonce), head(now), now.inclusion(entry->index), std::nullopt, list};
  if (since > 0) proof.consistency = now.consistency(since);
  return proof;
}

void KeyLog::forget(const std::string& account) const { context_.store().erase(kEntries, store::key({account})); }

}  // namespace assay::server
