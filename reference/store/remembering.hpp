#pragma once
// Answers from memory what was read lately, in front of a store for which each read is work: a conversation asks for the same dozen records
// with each of its messages, most of which are not there.

#include <cstddef>
#include <memory>

#include "reference/store/store.hpp"

namespace assay::store {

/// `below` behind such a memory, which nobody else may write to. At most about `octets` are remembered, with what remembering costs.
[[nodiscard]] std::unique_ptr<Store> remembering(std::unique_ptr<Store> below, std::size_t octets = 1'048'576);

}  // namespace assay::store
