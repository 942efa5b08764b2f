#pragma once
// What sending a file and fetching one have in common (spec chapter 10): tries and their times, what of its progress is told, what its key
// is for, and what devices say to each other about it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reference/client/session.hpp"
#include "reference/e2e/media.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Files under way at once in one direction.
inline constexpr std::size_t kFilesUnderWay = 100;
/// Transfers of one file before it is given up, and the wait between them, longer each time.
inline constexpr unsigned kTransferTries = 3;
inline constexpr Duration kTryAgain = std::chrono::seconds{5};
/// Shorter ones go without progress; of longer ones each tenth is told.
inline constexpr std::uint64_t kLongFile = 1'048'576;

/// Whether and when the next try is due.
struct TransferTries {
  unsigned made = 0;
  std::optional<Instant> due{};
  bool awaits_stream = true;

  /// One has failed. False if there were enough.
  [[nodiscard]] bool again(Instant now);
};

/// Tells each tenth once.
class Tenths {
 public:
  [[nodiscard]] bool is_news(std::uint64_t octets, std::uint64_t of);

 private:
  std::uint64_t told_ = 0;
};

/// Chapter 10, section 4: what a key is for follows from the media type.
[[nodiscard]] e2e::MediaType sealed_as(std::string_view type);

/// Whether the same may succeed later; 0 is nobody's answer.
[[nodiscard]] bool is_passing(unsigned status);
[[nodiscard]] std::string answer_text(unsigned status);

/// What a device said about a file: inside the encryption, in kind control. In the clear anybody could have written it. nullptr if the
/// element is nothing of that name.
[[nodiscard]] const xml::Element* said_of_files(const Session& session, const xml::Element& element, const char* name);
/// To an account's devices, sealed or not at all. False if there is no room.
[[nodiscard]] bool say_of_files(Session& session, const std::string& to, xml::Element what);

/// The keys of those that are wanted: what is done with them may change `all`.
template <class Map, class Predicate>
[[nodiscard]] std::vector<typename Map::key_type> keys_of(const Map& all, Predicate wanted) {
  std::vector<typename Map::key_type> keys;
  for (const auto& [key, each] : all) {
    if (wanted(each)) keys.push_back(key);
  }
  return keys;
}

/// When the first of them is to be tried again.
template <class Map>
[[nodiscard]] std::optional<Instant> first_due(const Map& all) {
  std::optional<Instant> first;
  for (const auto& [key, each] : all) {
    if (each.tries.due && (!first || *each.tries.due < *first)) first = each.tries.due;
  }
  return first;
}

}  // namespace assay::client
