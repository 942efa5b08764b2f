#pragma once
// A transaction's writes, held in memory until its end, in front of a store for which each write is work: a record that is written many
// times in a transaction (a counter, a version) goes down once, one that comes and goes leaves nothing but an erasure, and all go down in
// the order of their keys, so that neighbours share a page.

#include <cstddef>
#include <memory>

#include "reference/store/store.hpp"

namespace assay::store {

/// `below` behind such a buffer. Reads see what is in it. More than `octets` of keys and values go down before the transaction's end, so a
/// fault of the medium while writing shows there or at commit().
[[nodiscard]] std::unique_ptr<Store> buffered(std::unique_ptr<Store> below, std::size_t octets = 1'048'576);

}  // namespace assay::store
