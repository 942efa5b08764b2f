#pragma once
// Hash trees that only grow (RFC 9162 section 2.1) over SHA-256: what keeps one, what proves from it, and what checks a proof. A proof is
// its hashes, one behind the other.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "reference/base/bytes.hpp"

namespace assay::crypto {

inline constexpr std::size_t kMerkleHashSize = 32;

/// The hash of an entry.
[[nodiscard]] Bytes merkle_leaf(ByteView entry);
/// The hash of two hashes.
[[nodiscard]] Bytes merkle_node(ByteView left, ByteView right);

/// A node over 2^level leaves, all of which are there: it never changes. Level 0 are the leaves.
struct MerkleNode {
  unsigned level = 0;
  std::uint64_t index = 0;  ///< in its level
  Bytes hash{};             ///< 32 octets
};
/// The hash of such a node.
using MerkleNodes = std::function<Bytes(unsigned level, std::uint64_t index)>;

/// A tree of which the complete nodes are kept elsewhere. Each of its answers reads fewer than 2 * 64 of them.
class MerkleTree {
 public:
  MerkleTree(MerkleNodes nodes, std::uint64_t size) : nodes_(std::move(nodes)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Bytes root() const { return range(0, size_); }
  /// The nodes that one more leaf completes: itself, and on the average one more. Whoever keeps the tree keeps them.
  [[nodiscard]] std::vector<MerkleNode> appended(ByteView leaf) const;
  /// That the leaf is in the tree (section 2.1.3.1). `index` < size().
  [[nodiscard]] Bytes inclusion(std::uint64_t index) const;
  /// That the tree of the first `size` leaves is the beginning of this one (section 2.1.4.1). `size` <= size(); nothing has to be proved of
  /// an empty tree, and of this one.
  [[nodiscard]] Bytes consistency(std::uint64_t size) const;

 private:
  [[nodiscard]] Bytes range(std::uint64_t first, std::uint64_t count) const;

  MerkleNodes nodes_;
  std::uint64_t size_;
};

/// What a tree of so many leaves is known by.
struct MerkleHead {
  std::uint64_t size = 0;
  Bytes root{};
  friend bool operator==(const MerkleHead&, const MerkleHead&) = default;
};

/// Section 2.1.3.2.
[[nodiscard]] bool merkle_includes(const MerkleHead& tree, std::uint64_t index, ByteView leaf, ByteView proof);
/// Section 2.1.4.2. An empty tree is the beginning of each.
[[nodiscard]] bool merkle_continues(const MerkleHead& tree, const MerkleHead& before, ByteView proof);

}  // namespace assay::crypto
