// Hash trees of RFC 9162 section 2.1 over SHA-256, of logs that whoever is judged keeps, or that the play keeps itself. Hashes and proofs are
// base64; a proof is its hashes, one behind the other.
//
//   merkle_leaf(octets)                                  the hash of an entry
//   merkle_root(leaf, ...)                               of a small tree
//   merkle_inclusion(index, leaf, ...)                   the proof that the leaf of that place, from 0, is in it
//   merkle_consistency(size, leaf, ...)                  the proof that it goes on from the tree of its first leaves
//   merkle_includes(size, root, index, leaf, proof)      "true" or "false"
//   merkle_continues(size, root, size before, root before, proof)     the same

#include <map>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"
#include "reference/base/decimal.hpp"
#include "reference/crypto/merkle.hpp"

namespace assay::conformance::engine::functions {

namespace {

constexpr std::size_t kLeaves = 64;

std::uint64_t whole_number(const match::Value& value) { return decimal(value.text).value_or(0); }
Bytes hash_in(const match::Value& value) { return from_base64(value.text).value_or(Bytes()); }
Answer said_to_hold(bool holds) { return text_value(holds ? "true" : "false"); }

/// A tree of the arguments from that one on.
crypto::MerkleTree tree_of(const Arguments& a, std::size_t first) {
  std::map<std::pair<unsigned, std::uint64_t>, Bytes> kept;
  crypto::MerkleTree tree({}, 0);
  for (std::size_t i = first; i < a.size(); ++i) {
    for (const crypto::MerkleNode& node : tree.appended(hash_in(a[i]))) kept.emplace(std::pair{node.level, node.index}, node.hash);
    tree = {[kept](unsigned level, std::uint64_t index) { return kept.at({level, index}); }, i - first + 1};
  }
  return tree;
}

Answer inclusion_proof(const Arguments& a, Surroundings&) {
  const crypto::MerkleTree tree = tree_of(a, 1);
  if (whole_number(a[0]) >= tree.size()) return fail(fmt::format("there is no leaf {} among {}", a[0].text, tree.size()));
  return text_value(base64(tree.inclusion(whole_number(a[0]))));
}

Answer consistency_proof(const Arguments& a, Surroundings&) {
  const crypto::MerkleTree tree = tree_of(a, 1);
  if (whole_number(a[0]) > tree.size()) return fail(fmt::format("the tree has {} leaves, and not {}", tree.size(), a[0].text));
  return text_value(base64(tree.consistency(whole_number(a[0]))));
}

Answer tree_includes(const Arguments& a, Surroundings&) {
  return said_to_hold(crypto::merkle_includes({whole_number(a[0]), hash_in(a[1])}, whole_number(a[2]), hash_in(a[3]), hash_in(a[4])));
}

Answer tree_continues(const Arguments& a, Surroundings&) {
  return said_to_hold(crypto::merkle_continues({whole_number(a[0]), hash_in(a[1])}, {whole_number(a[2]), hash_in(a[3])}, hash_in(a[4])));
}

}  // namespace

Family merkle() {
  return {
      {"merkle_leaf", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64(crypto::merkle_leaf(a[0].text))); }},
      {"merkle_root", 0, kLeaves, [](const Arguments& a, Surroundings&) -> Answer { return text_value(base64(tree_of(a, 0).root())); }},
      {"merkle_inclusion", 1, kLeaves, inclusion_proof},
      {"merkle_consistency", 1, kLeaves, consistency_proof},
      {"merkle_includes", 5, 5, tree_includes},
      {"merkle_continues", 5, 5, tree_continues},
  };
}

}  // namespace assay::conformance::engine::functions
