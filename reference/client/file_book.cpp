#include "reference/client/file_book.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {
namespace {

/// How many octets at the text's beginning steer whoever shows it, or 0: control characters (C0, DEL, C1), and those that turn the
/// direction of writing, by which "gpj.exe" passes for "exe.jpg".
std::size_t control_at(std::string_view text) {
  const auto octet = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (octet(0) < 0x20 || octet(0) == 0x7F) return 1;
  if (octet(0) == 0xC2 && octet(1) >= 0x80 && octet(1) <= 0x9F) return 2;
  const bool is_mark =
      octet(0) == 0xE2 && octet(1) == 0x80 && (octet(2) == 0x8E || octet(2) == 0x8F || (octet(2) >= 0xAA && octet(2) <= 0xAE));
  const bool is_isolate = octet(0) == 0xE2 && octet(1) == 0x81 && octet(2) >= 0xA6 && octet(2) <= 0xA9;
  return is_mark || is_isolate ? 3 : 0;
}

std::string without_controls(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t control = control_at(text);
    if (control == 0) kept += text.front();
    text.remove_prefix(control == 0 ? 1 : control);
  }
  return kept;
}

/// The beginning that fits, in whole characters of UTF-8.
std::string_view beginning_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace

void FileBook::add(const FileKey& key, stanza::media::File file) {
  if (!entries_.try_emplace(key, Entry{std::move(file)}).second) return;
  order_.push_back(key);
  if (order_.size() <= kFiles) return;
  entries_.erase(order_.front());
  order_.pop_front();
}

const stanza::media::File* FileBook::find(const FileKey& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second.file;
}

void FileBook::move(const FileKey& key, const std::string& url) {
  if (const auto found = entries_.find(key); found != entries_.end()) found->second.file.url = url;
}

bool FileBook::ask(const FileKey& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.asked >= kAsksForOne) return false;
  ++found->second.asked;
  return true;
}

std::optional<stanza::media::File> file_in(const xml::Element& message, Privacy privacy) {
  const xml::Element* child = privacy == Privacy::Encrypted ? message.find_child(stanza::media::kNs, "file") : nullptr;
  return child != nullptr ? stanza::media::File::parse(*child) : std::nullopt;
}

FileFacts facts_of(const stanza::media::File& file) { return {file.type, file_name(file.name), file.size, file.voice}; }

std::string file_name(std::string_view text) {
  std::string kept = without_controls(text);
  if (const std::size_t slash = kept.find_last_of("/\\"); slash != std::string::npos) kept.erase(0, slash + 1);
  kept.erase(0, std::min(kept.find_first_not_of(". "), kept.size()));
  kept = beginning_of(kept, kNameOctets);
  return kept.empty() ? "file" : kept;
}

}  // namespace assay::client
