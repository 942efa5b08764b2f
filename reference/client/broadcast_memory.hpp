#pragma once
// What is remembered of broadcasts between runs: the lists, what went to whom, and what of one still waits, as it is. The caller keeps it
// in a file of the user's own: it holds what was written, and keys of files.

#include <optional>
#include <string>
#include <string_view>

#include "reference/client/broadcast_book.hpp"

namespace assay::client {

[[nodiscard]] std::string write_broadcast_memory(const BroadcastBook& book);
/// Nothing if the text is not what write_broadcast_memory() makes.
[[nodiscard]] std::optional<BroadcastBook> read_broadcast_memory(std::string_view text);

}  // namespace assay::client
