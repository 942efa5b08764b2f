#pragma once
// Contact matching (spec chapter 03): the elements of urn:cxmpp:contacts:1.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza::contacts {

inline constexpr const char* kNs = "urn:cxmpp:contacts:1";

enum class Mode { Full, Delta };

/// Where a request stands in a list that is sent in several.
struct Chunk {
  std::string id;  ///< of the list; chosen by the client
  std::uint64_t index = 0;
  bool last = false;
  friend bool operator==(const Chunk&, const Chunk&) = default;
};

/// <sync mode region id index last cursor version><number/>...<removed/>...</sync>
struct Sync {
  Mode mode = Mode::Delta;
  std::string region;                ///< ISO 3166-1 code for national spellings, or ""
  std::vector<std::string> numbers;  ///< as they stand in the address book
  std::vector<std::string> removed{};
  std::optional<Chunk> chunk{};          ///< of a full list; nothing: the request is the whole of it
  std::optional<std::string> cursor{};   ///< of a delta: since when changes are asked for
  std::optional<std::string> version{};  ///< of the answer that the client has, or ""
  [[nodiscard]] xml::Element write() const;
  /// Nothing also for a delta in chunks, and for a full list with a cursor or something removed.
  [[nodiscard]] static std::optional<Sync> parse(const xml::Element& element);
  friend bool operator==(const Sync&, const Sync&) = default;
};

enum class Status { In, Out, Invalid };
/// "in", "out", "invalid"
[[nodiscard]] std::string_view name_of(Status status);
[[nodiscard]] std::optional<Status> status(std::string_view name);

struct Match {
  std::string number;  ///< as submitted
  Status status = Status::Invalid;
  std::string jid;  ///< "" for invalid
  friend bool operator==(const Match&, const Match&) = default;
};

/// What became of a number that was matched earlier.
struct Change {
  std::string jid;
  Status status = Status::Out;
  friend bool operator==(const Change&, const Change&) = default;
};

/// <matches cursor version><match number status jid/>...<change jid status/>...</matches>
struct Matches {
  std::vector<Match> matches;
  std::vector<Change> changes{};
  std::optional<std::string> cursor{};   ///< for the next delta
  std::optional<std::string> version{};  ///< of the matches
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Matches> parse(const xml::Element& element);
  friend bool operator==(const Matches&, const Matches&) = default;
};

enum class Discoverable { Everyone, Mutual, Nobody };
/// "everyone", "mutual", "nobody"
[[nodiscard]] std::string_view name_of(Discoverable discoverable);
[[nodiscard]] std::optional<Discoverable> discoverable(std::string_view name);

/// <settings discoverable join-notices/>: asked for without attributes, set with one or both, answered with both.
struct Settings {
  std::optional<Discoverable> discoverable{};
  std::optional<bool> join_notices{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Settings> parse(const xml::Element& element);
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// <contact-joined jid/> in a message of the server.
struct Joined {
  std::string jid;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Joined> parse(const xml::Element& element);
  friend bool operator==(const Joined&, const Joined&) = default;
};

}  // namespace assay::stanza::contacts
