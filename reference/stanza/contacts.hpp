#pragma once
// Contact matching (spec chapter 03): the elements of urn:cxmpp:contacts:1.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza::contacts {

inline constexpr const char* kNs = "urn:cxmpp:contacts:1";

enum class Mode { Full, Delta };

/// <sync mode region><number/>...</sync>
struct Sync {
  Mode mode = Mode::Delta;
  std::string region;                ///< ISO 3166-1 code for national spellings, or ""
  std::vector<std::string> numbers;  ///< as they stand in the address book
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Sync> parse(const xml::Element& element);
  friend bool operator==(const Sync&, const Sync&) = default;
};

enum class Status { In, Out, Invalid };
/// "in", "out", "invalid"
[[nodiscard]] std::string_view name_of(Status status);

struct Match {
  std::string number;  ///< as submitted
  Status status = Status::Invalid;
  std::string jid;  ///< "" for invalid
  friend bool operator==(const Match&, const Match&) = default;
};

/// <matches><match number status jid/>...</matches>
struct Matches {
  std::vector<Match> matches;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Matches> parse(const xml::Element& element);
  friend bool operator==(const Matches&, const Matches&) = default;
};

}  // namespace assay::stanza::contacts
