#include "reference/crypto/merkle.hpp"

#include <map>
#include <utility>

#include <gtest/gtest.h>

#include "reference/crypto/hash.hpp"

namespace assay::crypto {
namespace {

/// A tree in memory.
class Kept {
 public:
  void add(ByteView entry) {
    const Bytes leaf = merkle_leaf(entry);
    leaves_.push_back(leaf);
    for (MerkleNode& node : tree(leaves_.size() - 1).appended(leaf)) {
      EXPECT_TRUE(nodes_.emplace(std::pair{node.level, node.index}, std::move(node.hash)).second) << "a node was made twice";
    }
  }
  [[nodiscard]] MerkleNodes nodes() const {
    return [this](unsigned level, std::uint64_t index) {
      ++reads_;
      return nodes_.at({level, index});
    };
  }
  [[nodiscard]] MerkleTree tree(std::uint64_t size) const { return {nodes(), size}; }
  [[nodiscard]] MerkleHead head(std::uint64_t size) const { return {size, tree(size).root()}; }
  [[nodiscard]] const std::vector<Bytes>& leaves() const { return leaves_; }
  [[nodiscard]] std::size_t kept() const { return nodes_.size(); }
  /// How many nodes were read since the last look.
  [[nodiscard]] std::size_t reads() const { return std::exchange(reads_, 0); }

 private:
  std::map<std::pair<unsigned, std::uint64_t>, Bytes> nodes_;
  std::vector<Bytes> leaves_;
  mutable std::size_t reads_ = 0;
};

/// MTH() of section 2.1.1, as it stands there.
Bytes naive_root(const std::vector<Bytes>& leaves, std::size_t first, std::size_t last) {
  if (first == last) return sha256({});
  if (last - first == 1) return leaves[first];
  std::size_t k = 1;
  while (k * 2 < last - first) k *= 2;
  return merkle_node(naive_root(leaves, first, first + k), naive_root(leaves, first + k, last));
}

// The entries and results that the first implementation of RFC 6962 was published with, which others test by as well.
Kept eight_known_entries() {
  Kept kept;
  for (const char* entry : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
    kept.add(*from_hex(entry));
  return kept;
}

TEST(Merkle, KnownRoots) {
  const Kept kept = eight_known_entries();
  const char* roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                         "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::uint64_t size = 0; size <= 8; ++size) EXPECT_EQ(hex(kept.tree(size).root()), roots[size]) << size;
}

TEST(Merkle, KnownProofs) {
  const Kept kept = eight_known_entries();
  EXPECT_EQ(hex(kept.tree(8).inclusion(0)),
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
  EXPECT_EQ(hex(kept.tree(8).inclusion(5)),
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  EXPECT_EQ(hex(kept.tree(8).consistency(6)),
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  EXPECT_EQ(hex(kept.tree(5).consistency(2)),
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
}

TEST(Merkle, ProvesWhatTheNaiveTreeHas) {
  constexpr std::size_t kLevels = 7;  // above 70 leaves
  Kept kept;
  for (std::uint64_t size = 1; size <= 70; ++size) {
    kept.add(std::to_string(size));
    const MerkleHead head = kept.head(size);
    ASSERT_EQ(head.root, naive_root(kept.leaves(), 0, size)) << size;
    for (std::uint64_t index = 0; index < size; ++index) {
      (void)kept.reads();
      const Bytes proof = kept.tree(size).inclusion(index);
      EXPECT_LE(proof.size(), kLevels * kMerkleHashSize);
      EXPECT_LE(kept.reads(), 2 * kLevels);
      ASSERT_TRUE(merkle_includes(head, index, kept.leaves()[index], proof)) << index << " of " << size;
      ASSERT_FALSE(merkle_includes(head, index, merkle_leaf("another"), proof));
      ASSERT_FALSE(size > 1 && merkle_includes(head, (index + 1) % size, kept.leaves()[index], proof));
    }
    for (std::uint64_t before = 0; before <= size; ++before) {
      (void)kept.reads();
      const Bytes proof = kept.tree(size).consistency(before);
      EXPECT_LE(kept.reads(), 2 * kLevels);
      ASSERT_TRUE(merkle_continues(head, kept.head(before), proof)) << before << " to " << size;
      ASSERT_FALSE(before > 0 && merkle_continues(head, {before, merkle_leaf("another")}, proof));
      ASSERT_FALSE(before > 0 && before < size && merkle_continues({size, merkle_leaf("another")}, kept.head(before), proof));
    }
  }
  EXPECT_LT(kept.kept(), 2 * 70U);
}

TEST(Merkle, RefusesDamagedProofs) {
  const Kept kept = eight_known_entries();
  const MerkleHead head = kept.head(7);
  const auto damaged = [](const Bytes& proof, const std::function<bool(ByteView)>& holds) {
    EXPECT_TRUE(holds(proof));
    for (std::size_t at = 0; at < proof.size(); at += 5) {
      Bytes other = proof;
      other[at] = static_cast<char>(other[at] ^ 4);
      EXPECT_FALSE(holds(other)) << at;
    }
    EXPECT_FALSE(holds(ByteView(proof).substr(1)));
    EXPECT_FALSE(holds(ByteView(proof).substr(kMerkleHashSize)));
    EXPECT_FALSE(holds(proof + proof.substr(0, kMerkleHashSize)));
    EXPECT_FALSE(holds({}));
  };
  damaged(kept.tree(7).inclusion(2), [&](ByteView proof) { return merkle_includes(head, 2, kept.leaves()[2], proof); });
  damaged(kept.tree(7).consistency(3), [&](ByteView proof) { return merkle_continues(head, kept.head(3), proof); });
  EXPECT_FALSE(merkle_includes(head, 7, kept.leaves()[6], {}));
  EXPECT_FALSE(merkle_continues(kept.head(3), head, {}));
}

}  // namespace
}  // namespace assay::crypto
