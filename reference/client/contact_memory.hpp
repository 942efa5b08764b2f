#pragma once
// What contact matching remembers between runs (spec chapter 03): whether the user agreed to uploads, the address book as it was uploaded,
// and how far the server's answers got. The caller keeps it in a file of the user's own.

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace assay::client {

struct ContactMemory {
  bool may_upload = false;        ///< the user has agreed (CON-17)
  std::set<std::string> numbers;  ///< as people write them
  std::string cursor;             ///< "" until a full list was answered
  friend bool operator==(const ContactMemory&, const ContactMemory&) = default;
};

/// Lines of text.
[[nodiscard]] std::string write_contact_memory(const ContactMemory& memory);
/// Nothing if the text is not what write_contact_memory() makes.
[[nodiscard]] std::optional<ContactMemory> read_contact_memory(std::string_view text);

}  // namespace assay::client
