#pragma once
// The files of which messages told us (spec chapter 10): where each is, its key, and how often it was asked for when it was gone.

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "reference/client/events.hpp"
#include "reference/stanza/media.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// A message, by whom it is and where it was said.
struct FileKey {
  std::string group;  ///< bare JID; "" of a conversation with one
  std::string from;   ///< bare JID
  std::string id;
  friend auto operator<=>(const FileKey&, const FileKey&) = default;
};

/// Files that are remembered; the oldest go first.
inline constexpr std::size_t kFiles = 10'000;
/// So often a file that is gone is asked for (MSG-25v).
inline constexpr unsigned kAsksForOne = 3;

class FileBook {
 public:
  /// The first time counts: nobody puts another file behind a message that came.
  void add(const FileKey& key, stanza::media::File file);
  [[nodiscard]] const stanza::media::File* find(const FileKey& key) const;
  /// It is somewhere else now.
  void move(const FileKey& key, const std::string& url);
  /// Counts a question for it. False if it was asked for often enough.
  [[nodiscard]] bool ask(const FileKey& key);

 private:
  struct Entry {
    stanza::media::File file;
    unsigned asked = 0;
  };
  std::map<FileKey, Entry> entries_;
  std::deque<FileKey> order_;
};

/// What the message says of a file, if it was sealed (MSG-25p).
[[nodiscard]] std::optional<stanza::media::File> file_in(const xml::Element& message, Privacy privacy);
/// What the user is told of it.
[[nodiscard]] FileFacts facts_of(const stanza::media::File& file);

/// MSG-25x: what is left of a name that a stranger wrote; "file" if nothing is.
[[nodiscard]] std::string file_name(std::string_view text);
inline constexpr std::size_t kNameOctets = 128;

}  // namespace assay::client
