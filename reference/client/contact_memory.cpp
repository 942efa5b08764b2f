#include "reference/client/contact_memory.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kHeader = "assay contacts 1\n";
constexpr std::string_view kConsent = "may-upload";
constexpr std::string_view kCursor = "cursor ";
constexpr std::string_view kNumber = "number ";

// A number is one line: what breaks it is no part of any number.
bool is_one_line(std::string_view text) { return text.find_first_of("\r\n") == std::string_view::npos; }

}  // namespace

std::string write_contact_memory(const ContactMemory& memory) {
  std::string text(kHeader);
  if (memory.may_upload) text.append(kConsent).append("\n");
  if (!memory.cursor.empty() && is_one_line(memory.cursor)) text.append(kCursor).append(memory.cursor).append("\n");
  for (const std::string& number : memory.numbers) {
    if (is_one_line(number)) text.append(kNumber).append(number).append("\n");
  }
  return text;
}

std::optional<ContactMemory> read_contact_memory(std::string_view text) {
  if (!text.starts_with(kHeader)) return std::nullopt;
  text.remove_prefix(kHeader.size());
  ContactMemory memory;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line == kConsent) {
      memory.may_upload = true;
    } else if (line.starts_with(kCursor)) {
      memory.cursor = line.substr(kCursor.size());
    } else if (line.starts_with(kNumber)) {
      memory.numbers.emplace(line.substr(kNumber.size()));
    } else {
      return std::nullopt;
    }
  }
  return memory;
}

}  // namespace assay::client
