#include "reference/crypto/merkle.hpp"

#include <bit>

#include "reference/crypto/hash.hpp"

namespace assay::crypto {
namespace {

/// The largest power of two below `count`, which is 2 or more: where a tree that is not complete is split.
std::uint64_t split(std::uint64_t count) { return std::bit_floor(count - 1); }

Bytes joined_backwards(const std::vector<Bytes>& hashes) {
  Bytes proof;
  proof.reserve(hashes.size() * kMerkleHashSize);
  for (auto hash = hashes.rbegin(); hash != hashes.rend(); ++hash) proof += *hash;
  return proof;
}

/// Takes the hashes of a proof one by one.
class Proof {
 public:
  explicit Proof(ByteView octets) : rest_(octets) {}
  [[nodiscard]] bool has_whole_hashes() const { return rest_.size() % kMerkleHashSize == 0; }
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  ByteView next() {
    const ByteView hash = rest_.substr(0, kMerkleHashSize);
    rest_.remove_prefix(kMerkleHashSize);
    return hash;
  }

 private:
  ByteView rest_;
};

/// Where a proof stands: a node, and the last one of its level.
struct Place {
  std::uint64_t node;
  std::uint64_t last;

  void up() { node >>= 1, last >>= 1; }
  /// The next hash of the proof stands left of the node, which is then the right half of one further up.
  [[nodiscard]] bool is_right() const { return (node & 1) != 0 || node == last; }
  void up_to_right_half() {
    while ((node & 1) == 0 && node != 0) up();
  }
};

}  // namespace

Bytes merkle_leaf(ByteView entry) { return sha256(Bytes(1, '\0').append(entry)); }

Bytes merkle_node(ByteView left, ByteView right) { return sha256(Bytes(1, '\1').append(left).append(right)); }

std::vector<MerkleNode> MerkleTree::appended(ByteView leaf) const {
  std::vector<MerkleNode> made{{0, size_, Bytes(leaf)}};
  for (unsigned level = 0; ((size_ >> level) & 1) != 0; ++level) {
    const std::uint64_t left = (size_ >> level) - 1;
    made.push_back({level + 1, left >> 1, merkle_node(nodes_(level, left), made.back().hash)});
  }
  return made;
}

Bytes MerkleTree::range(std::uint64_t first, std::uint64_t count) const {
  if (count == 0) return sha256({});
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return nodes_(level, first >> level);
  }
  const std::uint64_t k = split(count);
  return merkle_node(range(first, k), range(first + k, count - k));
}

// PATH() from the root downwards; the proof is told from the leaf upwards.
Bytes MerkleTree::inclusion(std::uint64_t index) const {
  std::vector<Bytes> hashes;
  std::uint64_t first = 0;
  for (std::uint64_t count = size_; count > 1;) {
    const std::uint64_t k = split(count);
    if (index < first + k) {
      hashes.push_back(range(first + k, count - k));
      count = k;
    } else {
      hashes.push_back(range(first, k));
      first += k;
      count -= k;
    }
  }
  return joined_backwards(hashes);
}

// SUBPROOF(), likewise.
Bytes MerkleTree::consistency(std::uint64_t size) const {
  if (size == 0) return {};
  std::vector<Bytes> hashes;
  std::uint64_t first = 0;
  std::uint64_t count = size_;
  bool is_known = true;  // the asker has the root of the first `size` leaves, if they are a subtree
  while (size != first + count) {
    const std::uint64_t k = split(count);
    if (size <= first + k) {
      hashes.push_back(range(first + k, count - k));
      count = k;
    } else {
      hashes.push_back(range(first, k));
      first += k;
      count -= k;
      is_known = false;
    }
  }
  if (!is_known) hashes.push_back(range(first, count));
  return joined_backwards(hashes);
}

bool merkle_includes(const MerkleHead& tree, std::uint64_t index, ByteView leaf, ByteView octets) {
  Proof proof(octets);
  if (index >= tree.size || !proof.has_whole_hashes()) return false;
  Place at{index, tree.size - 1};
  Bytes root(leaf);
  while (!proof.empty()) {
    if (at.last == 0) return false;
    if (at.is_right()) {
      root = merkle_node(proof.next(), root);
      at.up_to_right_half();
    } else {
      root = merkle_node(root, proof.next());
    }
    at.up();
  }
  return at.last == 0 && root == tree.root;
}

bool merkle_continues(const MerkleHead& tree, const MerkleHead& before, ByteView octets) {
  if (before.size > tree.size) return false;
  if (before.size == 0) return octets.empty();
  if (before.size == tree.size) return octets.empty() && before.root == tree.root;
  Proof proof(octets);
  if (!proof.has_whole_hashes() || proof.empty()) return false;
  Place at{before.size - 1, tree.size - 1};
  while ((at.node & 1) != 0) at.up();
  Bytes old_root = std::has_single_bit(before.size) ? before.root : Bytes(proof.next());
  Bytes root = old_root;
  while (!proof.empty()) {
    if (at.last == 0) return false;
    const ByteView hash = proof.next();
    if (at.is_right()) {
      old_root = merkle_node(hash, old_root);
      root = merkle_node(hash, root);
      at.up_to_right_half();
    } else {
      root = merkle_node(root, hash);
    }
    at.up();
  }
  return at.last == 0 && old_root == before.root && root == tree.root;
}

}  // namespace assay::crypto
