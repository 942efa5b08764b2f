#include "reference/client/key_log_proof.hpp"

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::client {
namespace {

/// The server's clock and ours differ by as much as an envelope's time may.
constexpr Duration kHeadMargin = std::chrono::hours{24};

namespace log_ = stanza::key_log;

bool has_list(const log_::Proof& proof, const crypto::MerkleHead& tree, std::string_view account) {
  const Bytes digest = crypto::sha256(log_::digested_octets(account, proof.list));
  const Bytes leaf = crypto::merkle_leaf(log_::entry_octets(account, proof.list.version, digest, proof.nonce));
  return crypto::merkle_includes(tree, proof.index, leaf, proof.inclusion);
}

}  // namespace

std::string_view name_of(LogFault fault) {
  switch (fault) {
    case LogFault::BadProof: return "bad-proof";
    case LogFault::BadHead: return "bad-head";
    case LogFault::OtherLog: return "other-log";
    case LogFault::OldHead: return "old-head";
    case LogFault::ForkedLog: return "forked-log";
    case LogFault::MissingEntry: return "missing-entry";
    case LogFault::ForeignEntry: return "foreign-entry";
    case LogFault::NoLog: return "no-log";
  }
  return "";
}

Result<KnownLog, LogFault> judge(const std::optional<KnownLog>& known, std::string_view domain, std::string_view account,
                                 const log_::Proof& proof, WallTime now) {
  const log_::Head& head = proof.head;
  if (!crypto::ed25519_verify(head.key, log_::signed_octets(domain, head), head.signature)) return fail(LogFault::BadHead);
  if (known && known->key != head.key) return fail(LogFault::OtherLog);
  if (head.time < now - kHeadMargin || head.time > now + kHeadMargin) return fail(LogFault::OldHead);
  KnownLog told{head.key, {head.size, head.root}};
  if (known) {
    if (head.size < known->head.size) return fail(LogFault::OldHead);
    if (!proof.consistency) return fail(LogFault::BadProof);
    if (!crypto::merkle_continues(told.head, known->head, *proof.consistency)) return fail(LogFault::ForkedLog);
  }
  if (!has_list(proof, told.head, account)) return fail(LogFault::BadProof);
  return told;
}

}  // namespace assay::client
