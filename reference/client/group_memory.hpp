#pragma once
// What is remembered of groups between runs (GRP-20b): who was in them, and of which changes the user was told, so that what happens while
// the program does not run is told like all else. The caller keeps it in a file of the user's own.

#include <optional>
#include <string>
#include <string_view>

#include "reference/client/group_book.hpp"

namespace assay::client {

/// Groups of which nothing is known yet are left out; so is what waits for an answer, which the server has still.
[[nodiscard]] std::string write_group_memory(const GroupBook& book);
/// Nothing if the text is not what write_group_memory() makes.
[[nodiscard]] std::optional<GroupBook> read_group_memory(std::string_view text);

}  // namespace assay::client
